/** A process of its own that scans a file, or only starts its workers, and prints its peak memory in KB. */
import { createScanner } from '../../src/scan/index.ts';
import { peakKilobytes } from './measure.ts';

const [, , workerPath = '', path = ''] = process.argv;
const scanner = createScanner({ workerPath });
await Promise.all([scanner.scanText('a'), scanner.scanText('b')]);
if (path !== 'nothing') await scanner.scanFile(path);
console.log(peakKilobytes());
await scanner.dispose();
