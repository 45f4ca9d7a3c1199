/**
 * Translates a message and fills its `{0}`-style places: the signature of `vscode.l10n.t`, handed in by
 * the caller so that functions here that make sentences stay free of VS Code.
 */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

/** Fills the places of a message and translates nothing: for tests and for hosts without a bundle. */
export const untranslated: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (place, index: string) => String(args[Number(index)] ?? place));
