/** The scanner's worker as it ships: bundled and minified. */
import { build } from 'esbuild';
import { BUILD_TARGET } from './host/versions.ts';
import { watPlugin } from '../../scripts/support/wat.js';

export async function bundleScanWorker(outfile: string): Promise<void> {
  await build({
    entryPoints: ['src/scan/worker.ts'],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: BUILD_TARGET,
    logLevel: 'warning',
    plugins: [watPlugin],
  });
}
