/** A user at the keyboard of a window that is stood in for: answers the questions of a test in turn. */
import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import { fakeVscode } from './vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';

/** What an input or a list was asked with, as far as tests read it. */
export interface Asked {
  title: string;
  prompt?: string;
  placeholder?: string;
  value: string;
  items: readonly { readonly label: string; readonly description?: string }[];
  validationMessage?: { readonly message: string } | undefined;
}

/** An answer: the text to enter, or the label of the line to pick; undefined dismisses the question. */
export type Reply = string | undefined;

export class User {
  readonly asked: Asked[] = [];
  /** What the status bar said, and what notifications and dialogs said. */
  readonly statuses: string[] = [];
  readonly messages: string[] = [];
  /** The commands that were run. */
  readonly ran: (readonly unknown[])[] = [];
  clipboard = '';
  replies: Reply[] = [];
  /** What a command that is run gives. */
  answerTo: (...given: readonly unknown[]) => unknown = () => undefined;
  /** The buttons to press on notifications and dialogs, in turn, at once or later; undefined leaves one alone. */
  buttons: (Reply | Promise<Reply>)[] = [];

  /** @param parts what else of VS Code is there */
  constructor(parts: { readonly workspace?: object; readonly Uri?: object } = {}) {
    const message = (text: string) => {
      this.messages.push(text);
      return Promise.resolve(this.buttons.shift());
    };
    fakeVscode({
      commands: {
        executeCommand: (...given: readonly unknown[]) => {
          this.ran.push(given);
          return Promise.resolve(this.answerTo(...given));
        },
      },
      env: { clipboard: { writeText: (text: string) => Promise.resolve(void (this.clipboard = text)) } },
      window: {
        createInputBox: () => this.#question(),
        createQuickPick: () => this.#question(),
        setStatusBarMessage: (text: string) => this.statuses.push(text),
        showInformationMessage: message,
        showWarningMessage: message,
        showErrorMessage: message,
        withProgress: (_: object, run: () => unknown) => run(),
        showSaveDialog: () => Promise.resolve(undefined),
        showTextDocument: () => Promise.resolve(undefined),
      },
      ...parts,
    });
  }

  dispose(): void {
    fakeVscode(undefined);
  }

  #question() {
    const accepted = new Emitter<void>(rethrow);
    const hidden = new Emitter<void>(rethrow);
    const changed = new Emitter<string>(rethrow);
    const box = {
      title: '',
      value: '',
      items: [] as Asked['items'],
      selectedItems: [] as Asked['items'],
      validationMessage: undefined as Asked['validationMessage'],
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidChangeValue: changed.event,
      onDidTriggerButton: new Emitter<void>(rethrow).event,
      dispose: () => undefined,
      show: () => {
        this.asked.push({ ...box });
        assert.ok(this.replies.length > 0, `nobody answers: ${box.title}`);
        const reply = this.replies.shift();
        if (reply === undefined) return hidden.fire();
        box.value = reply;
        changed.fire(reply);
        if (box.items.length > 0) {
          box.selectedItems = box.items.filter(({ label }) => label === reply);
          assert.equal(box.selectedItems.length, 1, `${reply} is in ${JSON.stringify(box.items)}`);
        }
        accepted.fire();
        // What was refused stays open until it is given up.
        if (box.validationMessage) {
          this.asked.push({ ...box });
          hidden.fire();
        }
        return undefined;
      },
    };
    return box;
  }
}
