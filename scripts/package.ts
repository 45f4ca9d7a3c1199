/**
 * Builds for production and packs `cometchat-calls.vsix`, or the file that is named. Asks nothing of the network. The
 * same sources on the same Node make the same file, byte for byte.
 */
import { statSync } from 'node:fs';
import { run } from './support/run.ts';

const vsix = process.argv[2] ?? 'cometchat-calls.vsix';

/** When everything in the archive is said to be from, in seconds since 1970 UTC: 2026-01-01. */
const PACKED_AT = 1_767_225_600;

// vsce runs `vscode:prepublish`, which is the production build.
const { ok, output } = await run(
  'vsce',
  [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--no-update-package-json',
    '--out',
    vsix,
  ],
  // Archives hold local times, so the zone counts, too.
  { env: { SOURCE_DATE_EPOCH: String(PACKED_AT), TZ: 'UTC' } },
);
console.log(output.trimEnd());
if (ok) console.log(`${vsix}: ${statSync(vsix).size} bytes`);
process.exitCode = ok ? 0 : 1;
