/** `npm run bench`: every measurement, or those that are named. Only bounds fail; other figures are told. */
import { runHoverBench } from '../test/bench/hover.ts';
import { runLanesBench } from '../test/bench/lanes.ts';
import { runPanelBench } from '../test/bench/panel.ts';
import { runRecentBench } from '../test/bench/recent.ts';
import { runLoadBench } from '../test/bench/requestsLoad.ts';
import { runRequestsBench } from '../test/bench/requests.ts';
import { runScanBench } from '../test/bench/scan.ts';
import { runSizesBench } from '../test/bench/sizes.ts';
import { runStartUpBench } from '../test/bench/startUp.ts';

const BENCHES: Readonly<Record<string, () => Promise<boolean>>> = {
  startup: runStartUpBench,
  requests: runRequestsBench,
  load: runLoadBench,
  hover: runHoverBench,
  panel: runPanelBench,
  recent: runRecentBench,
  scan: runScanBench,
  lanes: runLanesBench,
  sizes: runSizesBench,
};

const asked = process.argv.slice(2);
const names = asked.length === 0 ? Object.keys(BENCHES) : asked;
for (const name of names) {
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`There is no measurement "${name}". There are: ${Object.keys(BENCHES).join(', ')}.`);
    process.exitCode = 1;
    continue;
  }
  console.log(`[${name}]`);
  if (!(await bench())) {
    console.error(`A bound of ${name} does not hold.`);
    process.exitCode = 1;
  }
}
