/** A user at a window that is stood in for, who answers what is asked, one after another, and presses buttons. */
import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import { rethrow } from '../../../support/listeners.ts';
import { standIn } from './vscodeStub.ts';

interface Line {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly alwaysShow?: boolean;
}

/** A question as it stands on the screen; once something was typed, as it stands then. */
export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  readonly buttons: readonly unknown[];
  readonly items: readonly Line[];
  readonly selectedItems: readonly Line[];
  readonly validationMessage: { readonly message: string } | undefined;
}

/** What the user does: picks the line of a label, or that begins so, types, presses Back or Escape. */
export type Act =
  | { readonly pick: string }
  | { readonly mark: readonly string[] }
  | { readonly type: string; readonly pick?: string }
  | 'back'
  | 'escape';

/** The button to press on a notification or dialog, at once or later: its label, or true for the first. */
type Press = string | true | undefined;

type Parts = NonNullable<Parameters<typeof standIn>[0]>;

export class User {
  asked: Question[] = [];
  acts: Act[] = [];
  /** What the items of the status bar say that are shown now. */
  readonly barItems: { text: string; command: unknown }[] = [];
  /** What the status bar said, and what notifications and dialogs said; of dialogs, with their details. */
  readonly statuses: string[] = [];
  readonly messages: string[] = [];
  readonly dialogs: { readonly isWarning: boolean; readonly message: string; readonly detail: string }[] = [];
  readonly buttons: (Press | Promise<Press>)[] = [];
  /** The commands that were run, and what one gives. */
  readonly ran: (readonly unknown[])[] = [];
  answerTo: (...given: readonly unknown[]) => unknown = () => undefined;
  /** What cancels each wait that was told of. */
  readonly cancels: (() => void)[] = [];
  clipboard = '';

  /** @param parts what else of VS Code is there */
  constructor(parts: Parts = {}) {
    const show =
      (isWarning: boolean) =>
      async (
        message: string,
        ...rest: readonly (string | { readonly modal?: boolean; detail?: string })[]
      ) => {
        this.messages.push(message);
        const [options] = rest;
        const isModal = typeof options === 'object' && options.modal === true;
        if (isModal) this.dialogs.push({ isWarning, message, detail: options.detail ?? '' });
        const pressed = await this.buttons.shift();
        return pressed === true ? rest[isModal ? 1 : 0] : pressed;
      };
    standIn({
      commands: {
        executeCommand: (...given: readonly unknown[]) => {
          this.ran.push(given);
          return Promise.resolve(this.answerTo(...given));
        },
      },
      env: {
        language: 'en',
        clipboard: { writeText: (text: string) => Promise.resolve(void (this.clipboard = text)) },
      },
      ...parts,
      window: {
        createInputBox: () => this.#question(),
        createQuickPick: () => this.#question(),
        createStatusBarItem: () => this.#barItem(),
        setStatusBarMessage: (text: string) => this.statuses.push(text),
        showInformationMessage: show(false),
        showWarningMessage: show(true),
        showErrorMessage: show(true),
        withProgress: (_: object, run: (progress: object, token: object) => unknown) =>
          run({}, { onCancellationRequested: (cancel: () => void) => this.cancels.push(cancel) }),
        showSaveDialog: () => Promise.resolve(undefined),
        showTextDocument: () => Promise.resolve(undefined),
        ...parts.window,
      },
    });
  }

  /** Whether every act had its question. */
  get isDone(): boolean {
    return this.acts.length === 0;
  }

  /** Does these things to the questions that come; those that came are forgotten. */
  does(...acts: readonly Act[]): void {
    [this.acts, this.asked] = [[...acts], []];
  }

  dispose(): void {
    standIn(undefined);
  }

  #barItem() {
    const item = {
      text: '',
      command: undefined as unknown,
      show: () => void this.barItems.push(item),
      dispose: () => void this.barItems.splice(this.barItems.indexOf(item), 1),
    };
    return item;
  }

  #question() {
    const [accepted, hidden] = [new Emitter<void>(rethrow), new Emitter<void>(rethrow)];
    const [typed, pressed] = [new Emitter<string>(rethrow), new Emitter<unknown>(rethrow)];
    const box = {
      title: '',
      prompt: '',
      placeholder: '',
      value: '',
      buttons: [] as unknown[],
      items: [] as Line[],
      selectedItems: [] as Line[],
      validationMessage: undefined as Question['validationMessage'],
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidChangeValue: typed.event,
      onDidTriggerButton: pressed.event,
      dispose: () => undefined,
      show: () => {
        const asked = { ...box };
        this.asked.push(asked);
        const act = this.acts.shift();
        assert.ok(act !== undefined, `nobody answers “${box.title}”`);
        if (act === 'escape') return hidden.fire();
        if (act === 'back') {
          assert.equal(box.buttons.length, 1, 'there is a way back');
          return pressed.fire(box.buttons[0]);
        }
        if ('mark' in act) box.selectedItems = act.mark.map((label) => lineOf(box.items, label));
        if ('type' in act) {
          box.value = act.type;
          typed.fire(act.type);
        }
        if ('pick' in act && act.pick !== undefined) box.selectedItems = [lineOf(box.items, act.pick)];
        accepted.fire();
        const { items, validationMessage } = box;
        if ('type' in act) Object.assign(asked, { items, validationMessage });
        // What was refused stays open until it is given up.
        if (validationMessage) hidden.fire();
      },
    };
    return box;
  }
}

function lineOf(items: readonly Line[], label: string): Line {
  const nameOf = (item: Line) => item.label.replace(/^\$\([\w-]+\) /, '');
  const exact = items.filter((item) => nameOf(item) === label);
  const [line, ...others] = exact.length > 0 ? exact : items.filter((item) => nameOf(item).startsWith(label));
  assert.ok(line && others.length === 0, `${label} is one of ${JSON.stringify(items.map(nameOf))}`);
  return line;
}
