// Writes what was learned again and again, saying each write that is done, until it is killed (obligation D3).

import { Learned } from '../../server/prediction/learned.js';
import { saveLearned } from '../../server/store/learned-file.js';

const [dir = ''] = process.argv.slice(2);
for (let n = 1; ; n++) {
  await saveLearned(dir, new Learned());
  process.stdout.write(`${n}\n`);
}
