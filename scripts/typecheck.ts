/** Checks the types of every part with its own settings: Node, the pure core, the page, the tests. */
import { run } from './support/run.ts';

const PROJECTS = ['tsconfig.json', 'src/core/tsconfig.json', 'media/tsconfig.json', 'test/tsconfig.json'];

let failed = false;
for (const project of PROJECTS) {
  const { ok, output } = await run('tsc', ['-p', project]);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${project}`);
  if (!ok) {
    failed = true;
    console.log(output.trimEnd());
  }
}
process.exitCode = failed ? 1 : 0;
