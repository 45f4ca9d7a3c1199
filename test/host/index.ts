/** What VS Code loads to run the host tests: every `*.test.js` bundled beside this file. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import CountingReporter from '../support/reporter.ts';
import { recordCommands } from './support/commandsRun.ts';
import { watchWires } from './support/wires.ts';

/** How long one test may take, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** Rejects when a test failed or none ran, which is how VS Code learns of it. */
export async function run(): Promise<void> {
  watchWires();
  recordCommands();
  const { default: Mocha } = await import('mocha');
  // @ts-expect-error mocha's types ask for its own base class as a reporter; mocha itself does not.
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT_MS, reporter: CountingReporter });
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .toSorted();
  for (const name of files) {
    mocha.addFile(join(__dirname, name));
  }
  const { failures, total } = await new Promise<{ failures: number; total: number }>((done) => {
    const runner = mocha.run((count) => done({ failures: count, total: runner.total }));
  });
  if (failures > 0 || total === 0) {
    throw new Error(total === 0 ? 'No host test was found.' : `${failures} host tests failed.`);
  }
}
