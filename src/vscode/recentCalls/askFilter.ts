import * as vscode from 'vscode';
import { describeFilter } from '../../core/callList/describeFilter.ts';
import type { CallFilter } from '../../core/callList/filter.ts';
import { filterNameProblem, MAX_FILTER_NAME } from '../../core/callList/savedFilter.ts';
import type { TimeFormat } from '../../core/text/time.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import { withoutIcons } from '../../core/text/plainText.ts';
import { askPick, askText, BACK, DISMISSED, type Entered } from '../platform/inputSteps.ts';
import { t } from '../platform/translate.ts';
import { CRITERIA, type Criterion } from './criteria.ts';

/** How times are read and written in a filter. */
export interface FilterZone {
  readonly time: TimeFormat;
  /** IANA name of the zone in which times are typed: that of `time`. */
  readonly zone: string;
}

/** What is asked with besides. */
export interface FilterAsking extends FilterZone {
  /** Whether an API key is in a text, which is to be in no list and no file. */
  readonly isApiKey: (text: string) => boolean;
}

export interface AskFilterOptions extends FilterAsking {
  readonly title: string;
  /** What is on the line that ends the questions. */
  readonly accept: string;
  readonly filter: CallFilter;
  /** The name of a saved filter, which can be changed as well. */
  readonly name?: string;
  /** Whether another filter has a name. */
  readonly isTaken?: (name: string) => boolean;
}

export interface AskedFilter {
  readonly filter: CallFilter;
  /** Only where there was one. */
  readonly name: string | undefined;
}

interface Line extends vscode.QuickPickItem {
  readonly does?: 'accept' | 'name' | 'clear' | Criterion;
}

/**
 * Asks what calls must be: a list of everything that can be asked for with what is asked for now, gone back to after
 * each answer, until its first line is picked. Undefined when the user gave up.
 */
export async function askFilter(options: AskFilterOptions): Promise<AskedFilter | undefined> {
  let { filter } = options;
  let name = options.name;
  for (;;) {
    const items = linesOf(options, filter, name);
    const placeholder = t('Pick what the calls must be, then “{0}”', options.accept);
    const picked = await askPick({ title: options.title, placeholder, items });
    if (typeof picked === 'symbol') return undefined;
    const { does } = picked;
    if (does === 'accept') return { filter, name };
    if (does === 'clear') filter = {};
    else if (does === 'name') {
      const entered = await askFilterName(options.title, name ?? '', {
        isApiKey: options.isApiKey,
        isTaken: options.isTaken,
        canGoBack: true,
      });
      if (entered === DISMISSED) return undefined;
      if (entered !== BACK) name = entered;
    } else if (does) {
      const answered = await does.ask(filter, { ...options, canGoBack: true });
      if (answered === DISMISSED) return undefined;
      if (answered !== BACK) filter = answered;
    }
  }
}

function linesOf({ accept, time }: AskFilterOptions, filter: CallFilter, name: string | undefined): Line[] {
  const criteria = CRITERIA.map((criterion): Line => {
    const own = criterion.of(filter);
    const description = Object.keys(own).length === 0 ? t('any') : withoutIcons(describeFilter(own, t, time));
    return { label: criterion.label(), description, does: criterion };
  });
  const separator: Line = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const isEmpty = Object.keys(filter).length === 0;
  return [
    {
      label: `$(check) ${accept}`,
      description: withoutIcons(describeFilter(filter, t, time)),
      does: 'accept',
    },
    separator,
    ...(name === undefined
      ? []
      : [{ label: t('Name'), description: withoutIcons(visibleText(name, 80)), does: 'name' } as const]),
    ...criteria,
    ...(isEmpty
      ? []
      : [separator, { label: `$(clear-all) ${t('Clear All Conditions')}`, does: 'clear' } as const]),
  ];
}

interface NameOptions extends Pick<FilterAsking, 'isApiKey'> {
  readonly canGoBack?: boolean;
  readonly isTaken?: ((name: string) => boolean) | undefined;
  readonly noteOn?: (name: string) => string | undefined;
}

/**
 * Asks for the name of a filter.
 * @param options.isTaken whether a name cannot be given, for another filter has it
 * @param options.noteOn what is to be known of a name as it is typed
 */
export function askFilterName(
  title: string,
  value: string,
  { isApiKey, canGoBack = false, isTaken = () => false, noteOn = () => undefined }: NameOptions,
): Promise<Entered<string>> {
  return askText({
    title,
    prompt: t('Name of the filter'),
    value,
    selectValue: true,
    canGoBack,
    check: (text) => {
      const problem = filterNameProblem(text);
      if (problem === 'empty') return { error: t('Enter a name for the filter.') };
      if (problem) return { error: t('A name has at most {0} characters.', MAX_FILTER_NAME) };
      if (isApiKey(text)) return { error: t('This is an API key, not a name.') };
      if (isTaken(text)) return { error: t('There is already a filter of this name. Enter another one.') };
      const info = noteOn(text);
      return info === undefined ? undefined : { info };
    },
  });
}
