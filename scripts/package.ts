/**
 * Builds for production and packs `cometchat-calls.vsix`, or the file that is named. Asks nothing of the network. The
 * same sources on the same Node make the same file, byte for byte.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packedReadme, README } from './readme.ts';
import { ROOT, run } from './support/run.ts';

const vsix = process.argv[2] ?? 'cometchat-calls.vsix';

/** When everything in the archive is said to be from, in seconds since 1970 UTC: 2026-01-01. */
const PACKED_AT = 1_767_225_600;

/**
 * A publisher names the repository in package.json, and nowhere else: vsce makes the addresses of issues, home page and
 * pictures from it. Until then there are none to make, and what would need them is left out of the README.
 */
const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  repository?: unknown;
};

/** From the root, as vsce wants it. */
const README_WITHOUT = 'out/README.md';
if (repository === undefined) {
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(join(ROOT, README_WITHOUT), packedReadme(readFileSync(README, 'utf8')));
}

// vsce runs `vscode:prepublish`, which is the production build.
const { ok, output } = await run(
  'vsce',
  [
    'package',
    '--no-dependencies',
    ...(repository === undefined
      ? ['--allow-missing-repository', '--no-rewrite-relative-links', '--readme-path', README_WITHOUT]
      : []),
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
