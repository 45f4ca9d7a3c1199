import type * as vscode from 'vscode';

/** Works something out of a document once for each of its versions. */
export function perVersion<Value>(workOut: (document: vscode.TextDocument) => Value) {
  const kept = new WeakMap<vscode.TextDocument, { readonly version: number; readonly value: Value }>();
  return (document: vscode.TextDocument): Value => {
    const { version } = document;
    const known = kept.get(document);
    if (known?.version === version) return known.value;
    const value = workOut(document);
    kept.set(document, { version, value });
    return value;
  };
}
