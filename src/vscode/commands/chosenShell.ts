import type * as vscode from 'vscode';
import { type Shell, SHELLS } from '../../core/export/index.ts';
import { pickOne, t } from '../platform/index.ts';

const STATE = 'cometchatCalls.shell';

/** The shell the user pastes requests into: asked for once, and remembered. */
export class ChosenShell {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get chosen(): Shell | undefined {
    const stored = this.#state.get<unknown>(STATE);
    return SHELLS.find((shell) => shell === stored);
  }

  /** Asks which shell it is and remembers that; undefined when the user gave up. */
  async ask(): Promise<Shell | undefined> {
    const items: readonly (vscode.QuickPickItem & { readonly shell: Shell })[] = [
      { label: 'bash, zsh, dash, fish', description: t('as cURL'), shell: 'posix' },
      { label: 'PowerShell', description: t('as Invoke-WebRequest'), shell: 'powershell' },
    ];
    const picked = await pickOne({
      title: t('Copy as cURL'),
      placeholder: t('Which shell is it for? cmd is not served: its quotes keep nothing from being run.'),
      items,
      activeItem: items.find(({ shell }) => shell === this.chosen),
    });
    if (!picked) return undefined;
    // Where that cannot be remembered, it is asked again.
    this.#state.update(STATE, picked.shell).then(undefined, () => undefined);
    return picked.shell;
  }
}
