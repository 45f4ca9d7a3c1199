/** Builds for production and packs `cometchat-calls.vsix`. Asks nothing of the network. */
import { statSync } from 'node:fs';
import { run } from './support/run.ts';

const VSIX = 'cometchat-calls.vsix';

// vsce runs `vscode:prepublish`, which is the production build.
const { ok, output } = await run('vsce', [
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--no-update-package-json',
  '--out',
  VSIX,
]);
console.log(output.trimEnd());
if (ok) console.log(`${VSIX}: ${statSync(VSIX).size} bytes`);
process.exitCode = ok ? 0 : 1;
