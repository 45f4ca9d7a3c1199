/** Loaded by mocha before the tests: what an import of a `.wat` file gives where the sources run as they are. */
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadAssembler } from '../../scripts/support/wat.js';

const assemble = await loadAssembler();

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.wat')) return nextLoad(url, context);
    const base64 = Buffer.from(assemble(fileURLToPath(url))).toString('base64');
    const source = `export default new Uint8Array(Buffer.from('${base64}', 'base64'));`;
    return { format: 'module', source, shortCircuit: true };
  },
});
