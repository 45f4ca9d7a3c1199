// @ts-check
// Each room is loaded at its own moment: the extension at start-up, its commands and panels when they are first
// used, HTTP at the first request, the sandbox when someone explores it, the panel's page inside its webview.
// What several rooms share goes into chunks, so that nothing is loaded twice and a class is one class everywhere.
const esbuild = require('esbuild');
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const { watPlugin } = require('./scripts/support/wat.js');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'inline',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
  metafile: true,
};

// The floor's Node: VS Code 1.105 carries 22.19.
const NODE = 'node22.19';

/**
 * esbuild splits ES modules only, and VS Code loads CommonJS: each chunk is converted on its own, with its
 * dynamic imports as `require`, which is synchronous and shares one module cache.
 * @type {import('esbuild').Plugin}
 */
const toCommonJs = {
  name: 'to-commonjs',
  setup(build) {
    build.onEnd(async ({ outputFiles, metafile }) => {
      mkdirSync('dist', { recursive: true });
      for (const file of outputFiles ?? []) {
        const { code } = await esbuild.transform(file.text, {
          format: 'cjs',
          platform: 'node',
          target: NODE,
          charset: 'utf8',
          minify: production,
          sourcemap: production ? false : 'inline',
          sourcefile: basename(file.path),
          supported: { 'dynamic-import': false },
        });
        writeFileSync(file.path, code);
      }
      // The size checks read from it what is loaded at start-up.
      mkdirSync('out', { recursive: true });
      writeFileSync('out/metafile.json', JSON.stringify(metafile));
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const host = {
  ...shared,
  entryPoints: {
    extension: 'src/extension.ts',
    http: 'src/api/index.ts',
    sandbox: 'src/sandbox/index.ts',
    // Loaded as a worker, not required.
    scan: 'src/scan/worker.ts',
  },
  platform: 'node',
  format: 'esm',
  splitting: true,
  target: NODE,
  external: ['vscode'],
  // undici's own switch: leaves out its experimental parser.
  define: { esbuildDetection: '1' },
  write: false,
  plugins: [watPlugin, toCommonJs],
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
  rmSync('dist', { recursive: true, force: true });
  for (const options of [host, page]) {
    if (watch) await (await esbuild.context(options)).watch();
    else await esbuild.build(options);
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
