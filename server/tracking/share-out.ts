// One trip, one vehicle: what each vehicle would like, weighed together, gives how likely each really is (belief propagation).

/** What one vehicle may be on: the trip instances by key, and how much better than "on no trip" each fits (a ratio of likelihoods). */
export interface Wishes {
  keys: readonly string[];
  weights: readonly number[];
}

/** Rounds after which the messages have settled on any street of a city. */
const ROUNDS = 40;
/** A change of messages below this is none. */
const SETTLED = 1e-4;

/**
 * For each vehicle, how likely it is on each of its trips, given that no two vehicles are on one: the marginals of all
 * one-to-one assignments, by the sum-product algorithm (Williams & Lau, "Approximate evaluation of marginal association
 * probabilities with belief propagation", IEEE T-AES 2014). Exact on trees, close elsewhere; the messages always settle. A vehicle or a trip a step.
 */
export function* sharingOut(vehicles: readonly Wishes[]): Generator<void, number[][]> {
  const wanting = new Map<string, { vehicle: number; slot: number }[]>();
  for (const [vehicle, { keys }] of vehicles.entries()) {
    yield;
    keys.forEach((key, slot) => {
      const list = wanting.get(key);
      if (list) list.push({ vehicle, slot });
      else wanting.set(key, [{ vehicle, slot }]);
    });
  }
  const toTrip: Float64Array[] = [];
  const toVehicle: Float64Array[] = [];
  for (const { keys } of vehicles) {
    yield;
    toTrip.push(new Float64Array(keys.length));
    toVehicle.push(new Float64Array(keys.length).fill(1));
  }
  for (let round = 0; round < ROUNDS; round++) {
    let change = 0;
    for (const [v, { weights }] of vehicles.entries()) {
      yield;
      let sum = 1;
      for (let s = 0; s < weights.length; s++) sum += weights[s]! * toVehicle[v]![s]!;
      for (let s = 0; s < weights.length; s++) {
        toTrip[v]![s] = weights[s]! / Math.max(1, sum - weights[s]! * toVehicle[v]![s]!);
      }
    }
    for (const list of wanting.values()) {
      yield;
      let sum = 1;
      for (const { vehicle, slot } of list) sum += toTrip[vehicle]![slot]!;
      for (const { vehicle, slot } of list) {
        const next = 1 / Math.max(1, sum - toTrip[vehicle]![slot]!);
        change = Math.max(change, Math.abs(next - toVehicle[vehicle]![slot]!));
        toVehicle[vehicle]![slot] = next;
      }
    }
    if (change < SETTLED) break;
  }
  const shares: number[][] = [];
  for (const [v, { weights }] of vehicles.entries()) {
    yield;
    let sum = 1;
    for (let s = 0; s < weights.length; s++) sum += weights[s]! * toVehicle[v]![s]!;
    shares.push(weights.map((weight, s) => (weight * toVehicle[v]![s]!) / sum));
  }
  return shares;
}
