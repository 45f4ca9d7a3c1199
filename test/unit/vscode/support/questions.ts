/** Quick inputs that a test answers one after another, each with all its buttons. */
import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import { fakeVscode } from './vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';

interface Line {
  readonly label: string;
  readonly description?: string;
  readonly alwaysShow?: boolean;
}

/** A question as it stands on the screen. */
export interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly value: string;
  readonly buttons: readonly unknown[];
  readonly items: readonly Line[];
  readonly selectedItems: readonly Line[];
  readonly validationMessage: { readonly message: string } | undefined;
}

/** What the user does: picks lines by how their labels begin, types, presses Back or Escape. */
export type Act =
  | { readonly pick: string }
  | { readonly mark: readonly string[] }
  | { readonly type: string; readonly pick?: string }
  | 'back'
  | 'escape';

export class Questions {
  readonly asked: Question[] = [];
  readonly #acts: Act[];

  /** @param parts what else of VS Code is there */
  constructor(acts: readonly Act[], parts: Parameters<typeof fakeVscode>[0] = {}) {
    this.#acts = [...acts];
    fakeVscode({
      env: { language: 'en' },
      ...parts,
      window: {
        createQuickPick: () => this.#question(),
        createInputBox: () => this.#question(),
        ...parts?.window,
      },
    });
  }

  get isOver(): boolean {
    return this.#acts.length === 0;
  }

  dispose(): void {
    fakeVscode(undefined);
  }

  #question() {
    const [accepted, hidden] = [new Emitter<void>(rethrow), new Emitter<void>(rethrow)];
    const [typed, pressed] = [new Emitter<string>(rethrow), new Emitter<unknown>(rethrow)];
    const box = {
      title: '',
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
        const act = this.#acts.shift();
        const asked = { ...box };
        this.asked.push(asked);
        assert.ok(act !== undefined, `nobody answers “${box.title}”`);
        if (act === 'escape') return hidden.fire();
        if (act === 'back') {
          assert.equal(box.buttons.length, 1, 'there is a way back');
          return pressed.fire(box.buttons[0]);
        }
        if ('type' in act) {
          box.value = act.type;
          typed.fire(act.type);
          Object.assign(asked, { items: box.items, validationMessage: box.validationMessage });
        }
        if ('mark' in act) box.selectedItems = act.mark.map((label) => lineOf(box.items, label));
        if ('pick' in act && act.pick !== undefined) box.selectedItems = [lineOf(box.items, act.pick)];
        return accepted.fire();
      },
    };
    return box;
  }
}

function lineOf(items: readonly Line[], label: string): Line {
  const found = items.filter((item) => item.label.replace(/^\$\([\w-]+\) /, '').startsWith(label));
  assert.equal(found.length, 1, `${label} is one of ${JSON.stringify(items.map((item) => item.label))}`);
  const [line] = found;
  assert.ok(line);
  return line;
}
