import * as vscode from 'vscode';
import type { Translate } from '../../core/base/index.ts';
import { createNumberFormat } from '../../core/text/index.ts';

const written = createNumberFormat(vscode.env.language);

/** The translate function that `core` takes: VS Code's own, with numbers as its language writes them. */
export const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args.map(written));
