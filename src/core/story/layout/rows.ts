/** Which rows a timeline has, and what stands in each: in time, before anything has a place in the picture. */
import type { BarKind, Lane, PlannedBar, PlannedRow } from './model.ts';
import type { Bar, LogLineMark, MediaWindow, PersonTrack, StayBar, Timeline } from '../timeline/model.ts';
import {
  absenceWord,
  deviceNamesOf,
  deviceWithId,
  type PersonKey,
  type Span,
  namesOf,
  personName,
} from '../../call/index.ts';
import { visibleText } from '../../text/index.ts';
import { awayOf, boundTeller, gapsBetween } from '../timeline/index.ts';
import type { Translate } from '../../base/index.ts';

/** With more people than this, rows are thin and a person's devices share one. */
const MOST_PEOPLE_IN_FULL = 12;
/** A call holds 50 people: beyond this it is no call, and is counted instead of drawn. */
const MOST_PEOPLE = 60;
/** As many as 50 people with 20 stays each; a page with more would be slow. */
const MOST_BARS = 1000;
/** Devices of one person with a row of their own. */
const MOST_DEVICES = 6;
/** Of texts from outside, in UTF-16 code units. */
export const MOST_LETTERS = 120;

/** The rows of a timeline from top to bottom, and whether they are to be thin. */
export function planRows(
  timeline: Timeline,
  logLine: LogLineMark | undefined,
  lanes: readonly Lane[],
  t: Translate,
): { readonly rows: readonly PlannedRow[]; readonly isThin: boolean } {
  const { people } = timeline;
  const isThin = people.length > MOST_PEOPLE_IN_FULL;
  // "And one more" would be said in the place where that one could stand.
  const shown = people.length > MOST_PEOPLE + 1 ? people.slice(0, MOST_PEOPLE) : people;
  const head = [...callRows(timeline, t), ...(logLine ? [logLineRow(logLine, t)] : [])];
  const rows = [
    ...head,
    ...shown.flatMap((person) => personRows(person, timeline, isThin, t)),
    ...(shown.length < people.length
      ? [row('more', '', [], t('and {0} more people, not drawn', people.length - shown.length))]
      : []),
    ...togetherRows(timeline, t),
    ...windowRows(timeline, t),
  ];
  const drawn = withMostBars(rows, t);
  // Below many people they would be out of view.
  const above = isThin ? head.length : drawn.length;
  return { rows: [...drawn.slice(0, above), ...laneRows(lanes), ...drawn.slice(above)], isThin };
}

function row(
  kind: PlannedRow['kind'],
  label: string,
  bars: readonly PlannedBar[],
  note?: string,
): PlannedRow {
  return { kind, label, note, bars };
}

function bar(kind: BarKind, id: string, span: Bar | Span, more: Partial<PlannedBar> = {}): PlannedBar {
  const nothing = {
    who: undefined,
    names: undefined,
    uid: undefined,
    device: undefined,
    number: undefined,
    meeting: undefined,
    bound: 'exact',
    mark: undefined,
  } as const;
  return { start: 'known', end: 'known', ...nothing, ...span, ...more, kind, id };
}

function callRows({ ringing, talking, meetings }: Timeline, t: Translate): readonly PlannedRow[] {
  // The session may have been used before, and of its earlier meetings the call tells no time.
  const during = meetings.filter(({ from, to }) => talking && from < talking.to && to > talking.from).length;
  const number = during > 1 ? during : undefined;
  const bars = [
    ...(ringing ? [bar('ringing', 'ringing', ringing)] : []),
    ...(talking ? [bar('talking', 'talking', talking, { number })] : []),
  ];
  const numbered = meetings.map(({ from, to, isCertain }, index) => {
    const bound = isCertain ? 'exact' : 'atLeast';
    return bar('meeting', `meeting-${index}`, { from, to }, { number: index + 1, bound });
  });
  return [
    ...(bars.length > 0 ? [row('call', t('Call'), bars)] : []),
    ...(numbered.length > 0 ? [row('meetings', t('Meetings'), numbered)] : []),
  ];
}

function logLineRow({ instant, precisionSeconds, place }: LogLineMark, t: Translate): PlannedRow {
  // A line that tells only its minute may be from any moment of it.
  const to = instant + (precisionSeconds > 1 ? precisionSeconds * 1000 : 0);
  const who = visibleText(place, MOST_LETTERS);
  return row('logLine', t('Log line'), [bar('logLine', 'log-line', { from: instant, to }, { who })]);
}

function personRows(
  person: PersonTrack,
  timeline: Timeline,
  isThin: boolean,
  t: Translate,
): readonly PlannedRow[] {
  const identity = identityOf(person, t);
  const { who } = identity;
  const deviceNames = deviceNamesOf(person.deviceIds, t);
  const barsOf = (stays: readonly StayBar[]) =>
    stays.map((stay) => {
      const { device } = stay;
      const named = device === undefined ? undefined : deviceWithId(deviceNames, device, t, MOST_LETTERS);
      return stayBar(stay, identity, named, timeline);
    });
  const bars = barsOf(person.stays);
  const gaps = gapBars(person, identity, timeline);
  if (bars.length === 0) return [row('person', who, [], absenceWord(person.absence, t))];
  if (isThin || person.devices.length < 2) return [row('person', who, inOrder([...bars, ...gaps]))];
  const presence = person.presence.map((span, index) =>
    bar('presence', `presence-${person.stays[0]?.index}-${index}`, span, identity),
  );
  const last = person.devices.length > MOST_DEVICES ? MOST_DEVICES - 1 : person.devices.length;
  const rest = person.devices.slice(last);
  return [
    row('person', who, inOrder([...presence, ...gaps])),
    ...person.devices
      .slice(0, last)
      .map(({ device, stays }) =>
        row('device', deviceNames.get(device ?? '') ?? t('unknown device'), barsOf(stays)),
      ),
    ...(rest.length > 0
      ? [row('device', t('{0} more devices', rest.length), barsOf(rest.flatMap(({ stays }) => stays)))]
      : []),
  ];
}

/** When a person was gone between stays: unless a stay without any time, or one in another meeting, may be there. */
function gapBars(
  { stays, hasUntimed }: PersonTrack,
  identity: Identity,
  timeline: Timeline,
): readonly PlannedBar[] {
  if (hasUntimed) return [];
  return awayOf({ stays }, timeline.meetings.length > 0)
    .filter((gap) => !stays.some(({ from, to }) => from < gap.to && to > gap.from))
    .map(({ from, to, after }) => bar('gap', `gap-${after.index}`, { from, to }, identity));
}

type Identity = Pick<PlannedBar, 'who' | 'uid'> & { readonly who: string };

function identityOf({ uid, name }: Pick<PersonTrack, 'uid' | 'name'>, t: Translate): Identity {
  return { who: personName({ uid, name }, t, MOST_LETTERS), uid };
}

function stayBar(
  stay: StayBar,
  identity: Identity,
  device: string | undefined,
  timeline: Timeline,
): PlannedBar {
  const { from, to, start, end } = stay;
  const meeting = meetingOf(stay.meetingId, timeline);
  return bar('stay', `stay-${stay.index}`, { from, to, start, end }, { ...identity, device, meeting });
}

function meetingOf(meetingId: string | undefined, { meetings }: Timeline): number | undefined {
  const index = meetings.findIndex((meeting) => meeting.meetingId === meetingId);
  return index === -1 ? undefined : index + 1;
}

function togetherRows(timeline: Timeline, t: Translate): readonly PlannedRow[] {
  const { together, alone, people } = timeline;
  if (people.filter(({ attendance }) => attendance === 'joined').length < 2) return [];
  const told: ReadonlyMap<PersonKey, string> = namesOf(people, t, MOST_LETTERS);
  const boundOf = boundTeller(people);
  const bars = [
    ...together.map(({ from, to, keys, meetingId }, index) => {
      const names = keys?.map((key) => told.get(key) ?? '');
      const meeting = meetingOf(meetingId, timeline);
      return bar(
        'together',
        `together-${index}`,
        { from, to },
        { names, meeting, bound: boundOf({ from, to }) },
      );
    }),
    ...alone.map(({ from, to, key, uid }, index) =>
      bar('alone', `alone-${index}`, { from, to }, { who: told.get(key), uid }),
    ),
  ];
  return bars.length === 0 ? [] : [row('together', t('Together'), inOrder(bars))];
}

function windowRows(timeline: Timeline, t: Translate): readonly PlannedRow[] {
  const barsOf = (kind: MediaWindow['kind']) =>
    timeline.windows
      .filter((window) => window.kind === kind)
      .map(({ from, to, start, end, index, meetingId }) => {
        const span = { from, to, start, end };
        const meeting = meetingOf(meetingId, timeline);
        return bar(kind, `${kind}-${index}`, span, { number: index + 1, meeting });
      });
  const recordings = timeline.windows.filter(({ kind }) => kind === 'recording');
  const pauses = gapsBetween(recordings).map(({ from, to, after }) =>
    bar('gap', `recording-gap-${after.index}`, { from, to }),
  );
  return [
    row('windows', t('Recordings'), inOrder([...barsOf('recording'), ...pauses])),
    row('windows', t('Transcripts'), inOrder(barsOf('transcript'))),
  ].filter(({ bars }) => bars.length > 0);
}

/** More marks than this on one picture are told apart by no one; each lane has as many as any other. */
const MOST_MARKS = 1000;

function laneRows(lanes: readonly Lane[]): readonly PlannedRow[] {
  const most = Math.floor(MOST_MARKS / Math.max(1, lanes.length));
  return lanes.map((lane, number) => {
    const { uri, label, note, marks } = lane;
    const step = Math.ceil(marks.length / most);
    const bars = marks
      .filter((_mark, index) => index % step === 0)
      .map((mark, index) =>
        bar(
          'mark',
          `mark-${number}-${index}`,
          { from: mark.at, to: mark.at },
          { who: label, mark: { ...mark, uri } },
        ),
      );
    return { ...row('lane', label, bars, bars.length === 0 ? note : undefined), lane };
  });
}

function inOrder(bars: readonly PlannedBar[]): readonly PlannedBar[] {
  return bars.toSorted((a, b) => a.from - b.from);
}

/** Leaves out bars beyond the most that are drawn, what lies between them first, and says how many. */
function withMostBars(all: readonly PlannedRow[], t: Translate): readonly PlannedRow[] {
  const isMany = all.reduce((count, { bars }) => count + bars.length, 0) > MOST_BARS;
  const rows = isMany
    ? all.map((each) => ({ ...each, bars: each.bars.filter(({ kind }) => kind !== 'gap') }))
    : all;
  let left = MOST_BARS;
  let hidden = 0;
  const cut = rows.map((each) => {
    const bars = each.bars.slice(0, left);
    left -= bars.length;
    hidden += each.bars.length - bars.length;
    return { ...each, bars };
  });
  return hidden === 0 ? cut : [...cut, row('more', '', [], t('Bars not drawn: {0}', hidden))];
}
