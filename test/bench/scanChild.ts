/** A process of its own that scans a file, or only starts its workers, and prints its peak memory in KB. */
import { existsSync, readFileSync } from 'node:fs';
import { createScanner } from '../../src/scan/index.ts';

const [, , workerPath = '', path = ''] = process.argv;
const scanner = createScanner({ workerPath });
await Promise.all([scanner.scanText('a'), scanner.scanText('b')]);
if (path !== 'nothing') await scanner.scanFile(path);
console.log(peakKilobytes());
await scanner.dispose();

/** What the system says of a started process as its peak counts its parent's too, so Linux is asked elsewhere. */
function peakKilobytes(): number {
  const status = '/proc/self/status';
  const peak = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return peak === undefined ? process.resourceUsage().maxRSS : Number(peak);
}
