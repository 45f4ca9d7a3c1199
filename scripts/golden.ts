/**
 * `npm run golden`: writes the texts that tests compare with whole anew, of the story and the exports, or of the test
 * files that are named. Read the difference afterwards: every changed line is meant, or a fault.
 */
import { run } from './support/run.ts';

const named = process.argv.slice(2);
const files = named.length > 0 ? named : ['test/unit/core/story', 'test/unit/core/export'];
const { code } = await run('mocha', ['--timeout', '120000', ...files], {
  show: true,
  env: { UPDATE_GOLDEN: '1' },
});
process.exitCode = code ?? 1;
