/** Compares what is shipped with VS Code's own small extension, and with its budgets: `npm run bench -- sizes`. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { run, runScript } from '../../scripts/support/run.ts';
import { readBudgets } from '../../scripts/support/sizes.ts';
import { ensureInstalled } from '../support/host/install.ts';
import { ROOT, serverFolder } from '../support/host/versions.ts';
import { report } from './report.ts';

const MOST_OF_THEIRS = 0.5;

export async function runSizesBench(): Promise<boolean> {
  const built = await run(process.execPath, ['esbuild.js', '--production']);
  const packed = built.ok ? await runScript('scripts/package.ts', []) : built;
  if (!packed.ok) throw new Error(packed.output);
  const server = serverFolder(await ensureInstalled('newest', console.log));
  const theirs = statSync(join(server, 'extensions/references-view/dist/extension.js')).size;
  const ours = statSync(join(ROOT, 'dist/extension.js')).size;
  return report({
    heading: 'Sizes',
    about: `Written by \`npm run bench -- sizes\`: bytes of the minified bundles and of the VSIX. \`npm test\` holds each to its budget in
\`budgets.json\`.`,
    bounds: [
      {
        name: 'the file that is loaded at start-up / that of `vscode.references-view`',
        figure: ours / theirs,
        digits: 2,
        most: MOST_OF_THEIRS,
      },
      ...Object.entries(readBudgets()).map(([name, { maxBytes }]) => ({
        name: `\`${name}\` / its budget of ${Math.round(maxBytes / 1024)} KB`,
        figure: statSync(join(ROOT, name)).size / maxBytes,
        digits: 2,
        most: 1,
      })),
    ],
    told: [],
  });
}
