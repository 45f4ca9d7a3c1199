/**
 * Lets modules be loaded that make sentences, and so import VS Code for its translations. Nothing else of it is
 * there: what needs more is tested in a real host.
 */
import { registerHooks } from 'node:module';

const STUB = `export const l10n = {
  t: (message, ...args) => message.replace(/\\{(\\d+)\\}/g, (hole, n) => String(args[n] ?? hole)),
};`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: `data:text/javascript,${encodeURIComponent(STUB)}`, format: 'module', shortCircuit: true }
      : next(specifier, context),
});
