// Who acts, and what roles may: a viewer looks, a dispatcher speaks to riders, an administrator sees to people and boards.

/** From least to most; each may all that the ones before it may. */
export const ROLES = ['viewer', 'dispatcher', 'administrator'] as const;
/** What an account may do. */
export type Role = (typeof ROLES)[number];

/** Who does something, and from where. */
export interface Actor {
  /** Null where nobody is signed in: the first administrator, a command of the machine. */
  accountId: string | null;
  name: string;
  role: Role | 'nobody' | 'machine';
  /** IP address of the request. */
  address: string;
}

/** May this role do what needs `least`? */
export function mayAct(role: Actor['role'], least: Role): boolean {
  if (role === 'machine') return true;
  return role !== 'nobody' && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** A role's name read from outside; null where it is none. */
export function roleOf(text: string): Role | null {
  return ROLES.find((role) => role === text) ?? null;
}
