import * as vscode from 'vscode';
import type { Translate } from '../../core/base/index.ts';
import { createValueFormat } from '../../core/text/index.ts';

const written = createValueFormat(vscode.env.language);

/** The translate function that `core` takes: VS Code's own, with numbers as its language writes them. */
export const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args.map(written));

/** A message that was written where there is no VS Code, such as the title of a sample call: there it went through `t`. */
export const translated = (message: string): string => vscode.l10n.t(message);
