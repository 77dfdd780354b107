// `npm run bench NAME -- …`: finds the benchmark and runs it. Benchmarks print figures; they are not tests.

const BENCHES: Readonly<Record<string, () => Promise<{ run(args: string[]): Promise<void> }>>> = {
  import: () => import('./import.js'),
  departures: () => import('./departures.js'),
  ingest: () => import('./ingest.js'),
  fanout: () => import('./fanout.js'),
  page: () => import('./page.js'),
  heap: () => import('./heap.js'),
  frames: () => import('./frames.js'),
  predict: () => import('./predict.js'),
  growth: () => import('./growth.js'),
  swarm: () => import('./swarm.js'),
  soak: () => import('./soak.js'),
  assign: () => import('./assign.js'),
  map: () => import('./map.js'),
  history: () => import('./history.js'),
  sight: () => import('./sight.js'),
};

const [name, ...args] = process.argv.slice(2).filter((arg) => arg !== '--');
const bench = name === undefined ? undefined : BENCHES[name];
if (!bench) {
  console.error(`npm run bench NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
await (await bench()).run(args);
process.exit(process.exitCode ?? 0);

export {};
