// @ts-check
// Each bundle is loaded at its own moment: the extension at start-up, HTTP at the first request,
// the sandbox when someone explores it, the panel's page inside its webview.
const esbuild = require('esbuild');
const { rmSync, existsSync, writeFileSync } = require('node:fs');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** Rooms that are bundles of their own, and the file that `services.ts` loads for each. */
const SEPARATE_BUNDLES = { '/api/index.ts': './http.js', '/sandbox/index.ts': './sandbox.js' };

/** Turns a dynamic import of a separate room into a require of its bundle. @type {import('esbuild').Plugin} */
const separateBundles = {
  name: 'separate-bundles',
  setup(build) {
    build.onResolve({ filter: /\/(api|sandbox)\/index\.ts$/ }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const room = Object.entries(SEPARATE_BUNDLES).find(([path]) => args.path.endsWith(path));
      return room && { path: room[1], external: true };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  // The floor's Node: VS Code 1.106 carries 22.20.
  target: 'node22.20',
  external: ['vscode'],
  // A bundle is loaded with `require`, so that loading it is synchronous and shares one module cache.
  supported: { 'dynamic-import': false },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', plugins: [separateBundles] },
  {
    ...node,
    entryPoints: ['src/api/index.ts'],
    outfile: 'dist/http.js',
    // undici's own switch: leaves out its experimental parser.
    define: { esbuildDetection: '1' },
  },
  { ...node, entryPoints: ['src/sandbox/index.ts'], outfile: 'dist/sandbox.js' },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'chrome138',
    entryPoints: { panel: 'media/panel/main.ts' },
    outdir: 'dist',
  },
];

async function main() {
  rmSync('dist', { recursive: true, force: true });
  for (const options of bundles) {
    if (watch) {
      await (await esbuild.context(options)).watch();
    } else {
      await esbuild.build(options);
    }
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
