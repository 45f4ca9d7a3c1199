/** `npm run bench -- <name>`: runs one of the measurements. Only ratios and bounds fail; other figures are told. */
import { runLanesBench } from '../test/bench/lanes.ts';
import { runPanelBench } from '../test/bench/panel.ts';
import { runRecentBench } from '../test/bench/recent.ts';
import { runLoadBench } from '../test/bench/requestsLoad.ts';
import { runRequestsBench } from '../test/bench/requests.ts';
import { runScanBench } from '../test/bench/scan.ts';
import { runStartUpBench } from '../test/bench/startUp.ts';

const BENCHES: Readonly<Record<string, () => Promise<boolean>>> = {
  scan: runScanBench,
  lanes: runLanesBench,
  panel: runPanelBench,
  recent: runRecentBench,
  startup: runStartUpBench,
  requests: runRequestsBench,
  load: runLoadBench,
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (bench) process.exitCode = (await bench()) ? 0 : 1;
else {
  console.error(`Say what to measure: npm run bench -- ${Object.keys(BENCHES).join('|')}`);
  process.exitCode = 1;
}
