import * as vscode from 'vscode';
import { plainText } from '../../core/text/index.ts';

/** What a step of a sequence of inputs ends with, besides a value. */
export const BACK = Symbol('back');
export const DISMISSED = Symbol('dismissed');

/** A value, or the wish to go back or to give up. */
export type Entered<Value> = Value | typeof BACK | typeof DISMISSED;

interface StepOptions {
  readonly title: string;
  /** From 1; undefined for a single question. */
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack?: boolean;
  /** Dismisses the question when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

export interface TextStepOptions extends StepOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Marks the value, so that typing replaces it. */
  readonly selectValue?: boolean;
  readonly password?: boolean;
  /** What a value is worth, as one types: an error keeps it from being accepted, an info does not. */
  readonly check: (value: string) => { readonly error: string } | { readonly info: string } | undefined;
}

/** Asks for a line of text. */
export function askText(options: TextStepOptions): Promise<Entered<string>> {
  const input = vscode.window.createInputBox();
  // What stands below the box is read for links, as notifications are.
  input.prompt = plainText(options.prompt);
  input.placeholder = options.placeholder ?? '';
  input.value = options.value ?? '';
  if (options.value && options.selectValue !== true)
    input.valueSelection = [options.value.length, options.value.length];
  input.password = options.password ?? false;
  const showCheck = (attempted: boolean) => {
    const verdict = options.check(input.value);
    const error = verdict && 'error' in verdict ? verdict.error : undefined;
    // An empty box is not a mistake until one tries to accept it.
    if (error !== undefined && (input.value !== '' || attempted)) {
      input.validationMessage = {
        message: plainText(error),
        severity: vscode.InputBoxValidationSeverity.Error,
      };
    } else if (verdict && 'info' in verdict) {
      input.validationMessage = {
        message: plainText(verdict.info),
        severity: vscode.InputBoxValidationSeverity.Info,
      };
    } else {
      input.validationMessage = undefined;
    }
    return error === undefined;
  };
  showCheck(false);
  return ask(input, options, (accept) => [
    input.onDidChangeValue(() => showCheck(false)),
    input.onDidAccept(() => {
      if (showCheck(true)) accept(input.value);
    }),
  ]);
}

export interface PickStepOptions<Item extends vscode.QuickPickItem> extends StepOptions {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly activeItem?: Item | undefined;
  /** While it is unsettled the list shows progress; its value answers the question in the user's place. */
  readonly settled?: Promise<Item | undefined>;
  /** What is listed for a text, each time another one is typed; what is to stay in the list says `alwaysShow`. */
  readonly itemsFor?: (typed: string) => readonly Item[];
  /** What is typed to begin with. */
  readonly typed?: string;
}

/** Asks to pick one of a list. */
export function askPick<Item extends vscode.QuickPickItem>(
  options: PickStepOptions<Item>,
): Promise<Entered<Item>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.placeholder = options.placeholder;
  pick.value = options.typed ?? '';
  pick.items = options.itemsFor?.(pick.value) ?? options.items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // Else VS Code puts what has the typed text in its label first. Not in its types; where it is unknown, it does nothing.
  if (options.itemsFor) Object.assign(pick, { sortByLabel: false });
  if (options.activeItem) pick.activeItems = [options.activeItem];
  return ask(pick, options, (accept) => {
    if (options.settled) {
      pick.busy = true;
      void options.settled.then((item) => {
        pick.busy = false;
        return item && accept(item);
      });
    }
    return [
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) accept(item);
      }),
      pick.onDidChangeValue((typed) => {
        if (options.itemsFor) pick.items = options.itemsFor(typed);
      }),
    ];
  });
}

/** The same for a single question; undefined when the user picks none. */
export async function pickOne<Item extends vscode.QuickPickItem>(
  options: PickStepOptions<Item>,
): Promise<Item | undefined> {
  const picked = await askPick(options);
  return typeof picked === 'symbol' ? undefined : picked;
}

/** Asks to pick one of a few values, shown by their labels in this order; undefined when the user picks none. */
export async function pickValue<Value extends string>(
  options: Pick<PickStepOptions<never>, 'title' | 'placeholder'>,
  labels: Readonly<Record<Value, string>>,
  current?: Value,
): Promise<Value | undefined> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record has no other keys
  const items = (Object.keys(labels) as Value[]).map((value) => ({ label: labels[value], value }));
  const activeItem = items.find(({ value }) => value === current);
  return (await pickOne({ ...options, items, activeItem }))?.value;
}

/**
 * Asks to pick any number of a list, none included.
 * @param options.picked those that are picked to begin with
 */
export function askPicks<Item extends vscode.QuickPickItem>(
  options: StepOptions &
    Pick<PickStepOptions<Item>, 'placeholder' | 'items'> & { readonly picked: readonly Item[] },
): Promise<Entered<readonly Item[]>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.canSelectMany = true;
  pick.placeholder = options.placeholder;
  pick.items = options.items;
  pick.selectedItems = options.picked;
  return ask(pick, options, (accept) => [pick.onDidAccept(() => accept([...pick.selectedItems]))]);
}

function ask<Value>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  options: StepOptions,
  listen: (accept: (value: Value) => void) => readonly vscode.Disposable[],
): Promise<Entered<Value>> {
  input.title = options.title;
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  // A look at the log or the dashboard in between must not lose what was typed.
  input.ignoreFocusOut = true;
  if (options.canGoBack === true) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const end = (entered: Entered<Value>) => {
      // The value first: hiding fires `onDidHide`, which would dismiss the question.
      resolve(entered);
      for (const subscription of subscriptions) subscription.dispose();
      options.signal?.removeEventListener('abort', dismiss);
      input.dispose();
    };
    const dismiss = () => end(DISMISSED);
    const subscriptions: vscode.Disposable[] = [
      ...listen(end),
      input.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) end(BACK);
      }),
      input.onDidHide(dismiss),
    ];
    options.signal?.addEventListener('abort', dismiss, { once: true });
    if (options.signal?.aborted === true) dismiss();
    else input.show();
  });
}
