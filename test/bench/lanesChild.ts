/** A process of its own that reads a window of a log, or only starts its workers, and prints its peak memory in KB. */
import { createScanner } from '../../src/scan/index.ts';
import { LANES_CLOCK, LANES_WINDOW } from './lanes.ts';
import { peakKilobytes } from './measure.ts';

const [, , workerPath = '', path = ''] = process.argv;
const scanner = createScanner({ workerPath });
await Promise.all([scanner.scanText('a'), scanner.scanText('b')]);
if (path !== 'nothing')
  await scanner.readWindow({ path }, { window: LANES_WINDOW, clock: LANES_CLOCK, names: [], slices: 300 });
console.log(peakKilobytes());
await scanner.dispose();
