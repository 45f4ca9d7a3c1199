/** Asks for a filter: a list of everything that can be asked of calls, each with its question. */
import * as vscode from 'vscode';
import {
  describeFilter,
  readParticipants,
  readTimeRange,
  writeParticipants,
  writeTimeRange,
  filterNameProblem,
  MAX_FILTER_NAME,
  MAX_UID,
} from '../../core/callList/index.ts';
import { type CallFilter, FILTER_STATUSES, type TimeRange } from '../../core/callList/model.ts';
import { statusWord } from '../../core/call/index.ts';
import { wallTimeAt } from '../../core/logTime/index.ts';
import { withoutIcons, type TimeFormat, visibleText } from '../../core/text/index.ts';
import { askPick, askPicks, askText, BACK, DISMISSED, type Entered, pickOne, t } from '../platform/index.ts';

/** What a filter is asked with. */
export interface FilterAsking {
  readonly time: TimeFormat;
  /** IANA name of the zone in which times are typed: that of `time`. */
  readonly zone: string;
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
    const picked = await pickOne({ title: options.title, placeholder, items });
    if (!picked) return undefined;
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

interface Asking extends FilterAsking {
  readonly title: string;
  readonly canGoBack: boolean;
}

interface Criterion {
  readonly label: () => string;
  /** The part of a filter that asks for it. */
  readonly of: (filter: CallFilter) => CallFilter;
  /** Asks for another part in its place. */
  readonly ask: (filter: CallFilter, asking: Asking) => Promise<Entered<CallFilter>>;
}

type Field = keyof CallFilter;

function partOf(filter: CallFilter, field: Field): CallFilter {
  return filter[field] === undefined ? {} : { [field]: filter[field] };
}

function without(filter: CallFilter, field: Field): CallFilter {
  const { [field]: _left, ...rest } = filter;
  return rest;
}

/** A criterion whose values are few: each is a filter of that one field; none asks for nothing. */
function choice<Name extends Field>(
  field: Name,
  label: () => string,
  values: readonly NonNullable<CallFilter[Name]>[],
): Criterion {
  return {
    label,
    of: (filter) => partOf(filter, field),
    ask: async (filter, asking) => {
      const valued = values.map((value) => {
        const part: CallFilter = { [field]: value };
        return { label: describeFilter(part, t, asking.time), part };
      });
      const items = [{ label: t('Any'), part: {} as CallFilter }, ...valued];
      const now = JSON.stringify(partOf(filter, field));
      const activeItem = items.find(({ part }) => JSON.stringify(part) === now);
      const picked = await askPick({ ...asking, placeholder: label(), items, activeItem });
      return typeof picked === 'symbol' ? picked : { ...without(filter, field), ...picked.part };
    },
  };
}

async function askStatuses(filter: CallFilter, asking: Asking): Promise<Entered<CallFilter>> {
  const items = FILTER_STATUSES.map((status) => ({
    label: statusWord({ status, rawStatus: status }, t),
    status,
  }));
  const picked = items.filter(({ status }) => filter.statuses?.includes(status));
  const placeholder = t('Any one of these; none marked means any');
  const answer = await askPicks({ ...asking, placeholder, items, picked });
  if (typeof answer === 'symbol') return answer;
  const statuses = answer.map(({ status }) => status);
  const asksNothing = statuses.length === 0 || statuses.length === FILTER_STATUSES.length;
  return { ...without(filter, 'statuses'), ...(asksNothing ? {} : { statuses }) };
}

async function askUser(filter: CallFilter, asking: Asking): Promise<Entered<CallFilter>> {
  const entered = await askText({
    ...asking,
    prompt: t('uid of somebody in the call; nothing asks for anybody'),
    placeholder: 'superhero2',
    value: filter.uid ?? '',
    selectValue: true,
    check: (value) => {
      if (asking.isApiKey(value)) return { error: t('This is an API key, not a uid.') };
      return value.trim().length > MAX_UID
        ? { error: t('A uid has at most {0} characters.', MAX_UID) }
        : undefined;
    },
  });
  if (typeof entered === 'symbol') return entered;
  const uid = entered.trim();
  return { ...without(filter, 'uid'), ...(uid === '' ? {} : { uid }) };
}

async function askParticipants(filter: CallFilter, asking: Asking): Promise<Entered<CallFilter>> {
  const entered = await askText({
    ...asking,
    prompt: t('How many are in the call: 3, 2-5, 3+ or -5; nothing asks for any number'),
    value: filter.participants ? writeParticipants(filter.participants) : '',
    selectValue: true,
    check: (value) => {
      const participants = value.trim() === '' ? undefined : readParticipants(value);
      if (value.trim() === '') return undefined;
      if (!participants) return { error: t('Enter a number such as 3, or a range such as 2-5, 3+ or -5.') };
      return { info: describeFilter({ participants }, t, asking.time) };
    },
  });
  if (typeof entered === 'symbol') return entered;
  const participants = readParticipants(entered);
  return { ...without(filter, 'participants'), ...(participants ? { participants } : {}) };
}

/** The ranges that are offered without typing. */
const RANGES: readonly TimeRange[] = [
  { kind: 'last', amount: 1, unit: 'hours' },
  { kind: 'last', amount: 24, unit: 'hours' },
  { kind: 'last', amount: 7, unit: 'days' },
  { kind: 'last', amount: 30, unit: 'days' },
];

async function askTime(filter: CallFilter, asking: Asking): Promise<Entered<CallFilter>> {
  const ranges = RANGES.map((time) => ({ label: describeFilter({ time }, t, asking.time), part: { time } }));
  const other = { label: t('Other…'), description: t('between two times, or since or until one'), part: {} };
  const items = [{ label: t('Any'), part: {} }, ...ranges, other];
  const now = JSON.stringify(partOf(filter, 'time'));
  for (;;) {
    const activeItem = items.find(({ part }) => JSON.stringify(part) === now) ?? other;
    const picked = await askPick({
      ...asking,
      placeholder: t('When the call was initiated'),
      items,
      activeItem,
    });
    if (typeof picked === 'symbol') return picked;
    if (picked !== other) return { ...without(filter, 'time'), ...picked.part };
    const entered = await askOtherTime(filter, asking);
    // Back leads to the ranges, not past them.
    if (entered !== BACK) return entered;
  }
}

async function askOtherTime(filter: CallFilter, asking: Asking): Promise<Entered<CallFilter>> {
  const { time, zone } = asking;
  const entered = await askText({
    ...asking,
    prompt: t('From – to in {0}, such as 2023-08-18 14:00 – 2023-08-19; either may be missing', zone),
    placeholder: '2023-08-18',
    value: filter.time ? writeTimeRange(filter.time, (instant) => wallTimeAt(instant, zone)) : '',
    selectValue: true,
    check: (value) => {
      const range = readTimeRange(value, zone);
      if (!range)
        return { error: t('Enter dates such as 2023-08-18, or how long ago, such as 36 h or 10 d.') };
      return { info: describeFilter({ time: range }, t, time) };
    },
  });
  if (typeof entered === 'symbol') return entered;
  const range = readTimeRange(entered, zone);
  return { ...without(filter, 'time'), ...(range ? { time: range } : {}) };
}

/** In the order in which they are offered. */
const CRITERIA: readonly Criterion[] = [
  choice('type', () => t('Type'), ['audio', 'video']),
  choice('mode', () => t('Mode'), ['call', 'meet', 'presenter']),
  { label: () => t('Status'), of: (filter) => partOf(filter, 'statuses'), ask: askStatuses },
  choice('receiverType', () => t('Receiver'), ['user', 'group']),
  { label: () => t('User'), of: (filter) => partOf(filter, 'uid'), ask: askUser },
  choice('hasRecording', () => t('Recording'), [true, false]),
  choice('hasTranscription', () => t('Transcript'), [true, false]),
  { label: () => t('Participants'), of: (filter) => partOf(filter, 'participants'), ask: askParticipants },
  { label: () => t('Time'), of: (filter) => partOf(filter, 'time'), ask: askTime },
];
