import * as vscode from 'vscode';
import type { Translate } from '../../core/base/index.ts';

/** The translate function that `core` takes: VS Code's own. */
export const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args);
