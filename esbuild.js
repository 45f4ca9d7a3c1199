// @ts-check
// Start-up loads one small file; the first use of the extension loads the services, all in one file. Apart from these
// stand HTTP, loaded at the first request, the sandbox, when someone explores it, the scanner's worker, and the
// panel's page.
const esbuild = require('esbuild');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { watPlugin } = require('./scripts/support/wat.js');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice(9) ?? 'dist';
/** Where to tell what the bundles are made of. */
const metafile = process.argv.find((argument) => argument.startsWith('--metafile='))?.slice(11);

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'inline',
  charset: 'utf8',
  // The licences of what is bundled are in NOTICE.
  legalComments: 'none',
  metafile: metafile !== undefined,
  logLevel: 'warning',
  outdir,
};

/** The bundles that others load, by the file whose dynamic import loads them. */
const BUNDLES = {
  services: 'src/services.ts',
  http: 'src/api/index.ts',
  sandbox: 'src/sandbox/index.ts',
};

/**
 * Has a dynamic import load the bundle beside this one: a class that two bundles share is two classes.
 * @type {import('esbuild').Plugin}
 */
const bundlesBeside = {
  name: 'bundles-beside',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const [name] = Object.entries(BUNDLES).find(([, file]) => file === path.replace('./', 'src/')) ?? [];
      if (name === undefined) return { errors: [{ text: `${path} is no bundle of its own: import it` }] };
      return { path: `./${name}.js`, external: true };
    });
  },
};

/**
 * Takes VS Code's API as it is. esbuild makes a namespace of whatever CommonJS module is imported as one, and copies its
 * members for that: of `vscode` 347, once for each file that imports it, which took most of the start-up.
 * @type {import('esbuild').Plugin}
 */
const plainVscode = {
  name: 'plain-vscode',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        "import * as vscode from 'vscode'",
        "import vscode from 'vscode'",
      ),
      loader: 'ts',
    }));
    build.onResolve({ filter: /^vscode$/ }, ({ path, namespace }) =>
      namespace === 'vscode' ? { path, external: true } : { path, namespace: 'vscode' },
    );
    build.onLoad({ filter: /.*/, namespace: 'vscode' }, () => ({
      contents: "export default require('vscode')",
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const host = {
  ...shared,
  entryPoints: {
    ...BUNDLES,
    extension: 'src/extension.ts',
    // Loaded as a worker, not required.
    scan: 'src/scan/worker.ts',
  },
  platform: 'node',
  format: 'cjs',
  // The floor's Node: VS Code 1.105 carries 22.19.
  target: 'node22.19',
  supported: { 'dynamic-import': false },
  // undici's own switch: leaves out its experimental parser.
  define: { esbuildDetection: '1' },
  plugins: [watPlugin, bundlesBeside, plainVscode],
};

/** @type {import('esbuild').BuildOptions} */
const page = {
  ...shared,
  entryPoints: { panel: 'media/panel/main.ts' },
  platform: 'browser',
  format: 'iife',
  target: 'chrome138',
};

async function main() {
  rmSync(outdir, { recursive: true, force: true });
  const outputs = {};
  for (const options of [host, page]) {
    if (watch) await (await esbuild.context(options)).watch();
    else Object.assign(outputs, (await esbuild.build(options)).metafile?.outputs);
  }
  if (metafile !== undefined) writeFileSync(metafile, JSON.stringify({ outputs }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
