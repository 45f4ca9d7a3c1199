/**
 * Builds for production and packs `cometchat-calls.vsix`, or the file that is named. Asks nothing of the network. The
 * same sources on the same Node make the same file, byte for byte.
 *
 *     node scripts/run.js package [file [repository]]
 *
 * A publisher names the repository in package.json, and nowhere else: vsce makes the addresses of issues, home page and
 * pictures from it, and the badge is made here. Until then there are none to make.
 */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { badgesOf } from './support/badges.ts';
import { packedReadme, README } from './readme.ts';
import { ROOT, run } from './support/run.ts';

interface Manifest {
  readonly repository?: string | { readonly url: string };
  readonly scripts: Readonly<Record<string, string>>;
}

/** When everything in the archive is said to be from, in seconds since 1970 UTC: 2026-01-01. */
const PACKED_AT = 1_767_225_600;

const [vsix = 'cometchat-calls.vsix', named] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const repository = named ?? manifest.repository;

/** The files of the archive, and package.json with what is made from the repository. */
function fill(folder: string): void {
  const listed = readFileSync(join(ROOT, '.vscodeignore'), 'utf8').split('\n');
  const kept = listed.flatMap((line) => (line.startsWith('!') ? line.slice(1) : []));
  for (const name of [...globSync(kept, { cwd: ROOT }), '.vscodeignore'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  // What would need a repository is left out of the README until there is one.
  const readme = readFileSync(README, 'utf8');
  writeFileSync(join(folder, 'README.md'), repository === undefined ? packedReadme(readme) : readme);
  const { 'vscode:prepublish': _built, ...scripts } = manifest.scripts;
  const filled = { ...manifest, scripts, ...(repository && { repository, ...badgesOf(repository) }) };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(filled, undefined, 2)}\n`);
}

async function pack(): Promise<boolean> {
  const built = await run(process.execPath, ['esbuild.js', '--production']);
  if (!built.ok) {
    console.log(built.output.trimEnd());
    return false;
  }
  const folder = mkdtempSync(join(tmpdir(), 'cometchat-calls-package-'));
  try {
    fill(folder);
    const alone = ['--allow-missing-repository', '--no-rewrite-relative-links'];
    const { ok, output } = await run(
      'vsce',
      ['package', '--no-dependencies', ...(repository ? [] : alone), '--out', resolve(ROOT, vsix)],
      // Archives hold local times, so the zone counts, too.
      { cwd: folder, env: { SOURCE_DATE_EPOCH: String(PACKED_AT), TZ: 'UTC' } },
    );
    console.log(output.trimEnd());
    if (ok) console.log(`${vsix}: ${statSync(resolve(ROOT, vsix)).size} bytes`);
    return ok;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = (await pack()) ? 0 : 1;
