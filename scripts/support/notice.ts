/** NOTICE: the licences of what is bundled, by what esbuild says it has put in. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ROOT, run } from './run.ts';

const HEAD = `CometChat Calls contains the software below, under its licences.
It is told from what the build has put in; \`npm run package\` writes this file.`;

/** Works that packages carry without their licence, by the folder that holds them. */
const CARRIED = [
  {
    folder: 'node_modules/undici/lib/llhttp',
    title: 'llhttp, as WebAssembly within undici',
    text: `This software is licensed under the MIT License.

Copyright Fedor Indutny, 2018.

Permission is hereby granted, free of charge, to any person obtaining a
copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the
following conditions:

The above copyright notice and this permission notice shall be included
in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS
OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN
NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE
USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  },
] as const;

interface Input {
  readonly bytesInOutput: number;
}

/**
 * The files that the production build is made of, by their paths from the repository's root, and how many bytes of
 * the bundles each is.
 */
export async function bundledFiles(): Promise<ReadonlyMap<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'cometchat-calls-notice-'));
  try {
    const metafile = join(folder, 'meta.json');
    const flags = ['--production', `--outdir=${join(folder, 'dist')}`, `--metafile=${metafile}`];
    const { ok, output } = await run(process.execPath, ['esbuild.js', ...flags]);
    if (!ok) throw new Error(`The build failed:\n${output}`);
    const { outputs } = JSON.parse(readFileSync(metafile, 'utf8')) as {
      readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, Input>> }>>;
    };
    const bytes = new Map<string, number>();
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        // What the build has thrown away is not shipped.
        if (bytesInOutput > 0) bytes.set(file, (bytes.get(file) ?? 0) + bytesInOutput);
      }
    }
    return bytes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of NOTICE for these files. Throws when a package among them has no licence. */
export function noticeOf(files: Iterable<string>): string {
  const foreign = [...files].filter((file) => file.includes('node_modules/'));
  const packages = [...new Set(foreign.map(packageFolder))].toSorted();
  const carried = CARRIED.filter(({ folder }) => foreign.some((file) => file.startsWith(`${folder}/`)));
  const sections = [
    ...packages.flatMap((folder) => sectionsOf(folder, foreign)),
    ...carried.map(({ title, text }) => section(title, text)),
  ];
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

/** How many bytes each package is of the bundles, by its name. */
export function packageSizes(files: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const [file, bytes] of files) {
    if (!file.includes('node_modules/')) continue;
    const name = packageFolder(file).replace(/^.*node_modules\//, '');
    sizes.set(name, (sizes.get(name) ?? 0) + bytes);
  }
  return sizes;
}

/** `node_modules/a` of `node_modules/a/lib/b.js`; of a scope, with the package's own name. */
function packageFolder(file: string): string {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
  if (folder === undefined) throw new Error(`${file} is of no package.`);
  return folder;
}

function sectionsOf(folder: string, files: readonly string[]): string[] {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    readonly [field in 'name' | 'version' | 'license']: string;
  };
  // Parts of other works have their licences beside them.
  const own = files.filter((file) => file.startsWith(`${folder}/`));
  const folders = [...new Set(own.flatMap((file) => foldersUpTo(folder, dirname(file))))].toSorted();
  const found = folders.flatMap((inside) => {
    const text = licenceIn(inside);
    return text === undefined ? [] : [{ inside: relative(folder, inside), text }];
  });
  if (found[0]?.inside !== '') throw new Error(`${name} has no licence in ${folder}.`);
  return found.map(({ inside, text }) =>
    section(inside === '' ? `${name} ${version} (${license})` : `${name}, ${inside}`, text),
  );
}

function foldersUpTo(top: string, folder: string): string[] {
  return folder === top ? [top] : [folder, ...foldersUpTo(top, dirname(folder))];
}

function licenceIn(folder: string): string | undefined {
  const path = join(ROOT, folder);
  const name = existsSync(path) ? readdirSync(path).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  return name === undefined
    ? undefined
    : readFileSync(join(path, name), 'utf8').replaceAll('\r\n', '\n').trim();
}

function section(title: string, text: string): string {
  return `${'-'.repeat(80)}\n${title}\n${'-'.repeat(80)}\n\n${text}`;
}
