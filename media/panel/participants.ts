import {
  absenceOf,
  deviceNamesOf,
  devicesOf,
  joiningWord,
  displayName,
  hasJoined,
  isLive,
  isStillThere,
  minutesTeller,
  peopleOf,
  type Person,
  secondsBetween,
} from '../../src/core/call/index.ts';
import type { Call, Participant } from '../../src/core/call/model.ts';
import type { Finding } from '../../src/core/story/findings/model.ts';
import type { Meeting } from '../../src/core/story/timeline/model.ts';
import { formatDuration, visibleText } from '../../src/core/text/index.ts';
import { beyond, button, counted, element, isolated, scrolling } from './dom.ts';
import { findingsAbout } from './findings.ts';
import { applyHighlight } from './highlight.ts';
import { moment, rove } from './moments.ts';
import type { Page } from './page.ts';
import { nextOrder, type Order, sorted, type SortKey } from './sorting.ts';
import { clockOf } from './when.ts';

/** An answer made to be bad can list more than a page should hold. */
const MOST_ROWS = 500;

/** By what the reader sorted the table: outlasts a redraw. */
let order: Order<ColumnId> | undefined;

interface Story {
  readonly page: Page;
  readonly call: Call;
  readonly findings: readonly Finding[];
  readonly meetings: readonly Meeting[];
}

/** The participants, a row for every stay; unless sorted, a person's further stays follow the first. */
export function participants(story: Story): HTMLElement {
  const { call, page } = story;
  const { t } = page;
  const people = peopleOf(call);
  const title = counted('participants', t('Participants'), people.length);
  if (people.length === 0) {
    const none = page.view.fromLog?.isShown
      ? t('No webhook event tells of a participant.')
      : t('CometChat did not report any participants.');
    return element('section', {}, title, element('p', { class: 'empty' }, none));
  }
  const numbers = new Map(story.meetings.map(({ meetingId }, index) => [meetingId, index + 1]));
  const rows = people.flatMap((person) =>
    person.stays.map((stay, index) => ({
      person,
      stay,
      isFirst: index === 0,
      meeting: stay.meetingId === undefined ? undefined : numbers.get(stay.meetingId),
    })),
  );
  const table = element('table', { 'aria-labelledby': 'participants' });
  fill(table, story, rows);
  return element(
    'section',
    {},
    title,
    scrolling('participants-table', 'participants', table),
    beyond(rows.length, MOST_ROWS, t),
  );
}

/** Fills the table, and sorts it whenever its heads are pressed: each row is made once, and then moved. */
function fill(table: HTMLElement, story: Story, rows: readonly Row[]): void {
  const columns = columnsOf(story.page, story.call, rows);
  const drawn = new Map<Row, HTMLElement>();
  const body = element('tbody');
  const inOrder = () => {
    const by = columns.find(({ id }) => id === order?.column);
    table.className = by ? 'sorted' : '';
    const ordered = by ? sorted(rows, by.key, order?.descending === true) : rows;
    body.replaceChildren(...ordered.slice(0, MOST_ROWS).map(drawnRow));
  };
  const drawnRow = (row: Row) => {
    const made = drawn.get(row) ?? bodyRow(story, columns, row, rows.indexOf(row));
    drawn.set(row, made);
    return made;
  };
  const onSort = () => {
    inOrder();
    applyHighlight(body);
  };
  table.append(head(columns, onSort), body);
  inOrder();
  rove(body);
}

function head(columns: readonly Column[], onSort: () => void): HTMLElement {
  const sorters = columns.map(({ id, label }) => ({
    id,
    press: button(`sort-${id}`, label, () => {
      order = nextOrder(order, id);
      mark();
      onSort();
    }),
  }));
  // The uid stands below the name, and its head beside the name's.
  const heads = sorters
    .filter(({ id }) => id !== 'uid')
    .map(({ id, press }) => {
      const uid = id === 'name' && sorters.find((other) => other.id === 'uid')?.press;
      return element('th', { scope: 'col' }, press, uid);
    });
  const mark = () => {
    const way = order?.descending === true ? 'descending' : 'ascending';
    for (const one of heads) one.removeAttribute('aria-sort');
    for (const { id, press } of sorters) {
      press.className = id === order?.column ? `sort ${way}` : 'sort';
      if (id === order?.column) press.closest('th')?.setAttribute('aria-sort', way);
    }
  };
  mark();
  return element('thead', {}, element('tr', {}, ...heads));
}

function bodyRow(story: Story, columns: readonly Column[], row: Row, index: number): HTMLElement {
  const { name } = shownNames(row.person, story.page.t);
  const cells = columns
    .filter(({ id }) => id !== 'name' && id !== 'uid')
    .map(({ id, label, text, at }) => {
      if (id === 'device')
        return element('td', { class: 'device', title: deviceId(row) }, isolated(text(row)));
      const instant = at?.(row);
      const told = text(row);
      return element(
        'td',
        {},
        instant === undefined
          ? told
          : moment(story.page, `${id}-${index}`, `${name}, ${label}`, told, instant),
      );
    });
  return element(
    'tr',
    { class: hasJoined(row.stay) ? '' : 'absent', 'data-uid': row.person.uid },
    nameCell(story, row),
    ...cells,
  );
}

/** The id by which logs know a device. */
function deviceId({ stay }: Row): string {
  return visibleText(stay.device ?? '', 120);
}

function nameCell({ page, findings }: Story, { person, isFirst }: Row): HTMLElement {
  const { name, uid } = shownNames(person, page.t);
  return element(
    'th',
    { scope: 'row', class: isFirst ? '' : 'again', tabindex: '-1' },
    isolated(name),
    isFirst && findingsAbout(page, findings, person.uid, name),
    // The line is the page's, only its text has a direction of its own: so names and uids begin on one edge.
    name === uid ? undefined : element('span', { class: 'uid' }, isolated(uid)),
  );
}

export interface Row {
  readonly person: Person;
  readonly stay: Participant;
  readonly isFirst: boolean;
  /** The number of the meeting it was in, from 1; undefined when the session had only one. */
  readonly meeting: number | undefined;
}

export type ColumnId =
  | 'name'
  | 'uid'
  | 'state'
  | 'joined'
  | 'left'
  | 'inCall'
  | 'audio'
  | 'video'
  | 'meeting'
  | 'device'
  | 'webhook';

interface Column {
  readonly id: ColumnId;
  readonly label: string;
  /** Of a time: the instant, which leads to the log. */
  readonly at?: (row: Row) => number | undefined;
  /** What rows are sorted by; undefined where the answer has nothing. */
  readonly key: (row: Row) => SortKey;
  readonly text: (row: Row) => string;
}

const NOTHING = '–';

/** The name and the uid of a person, visible; the name undefined where there is none but the uid. */
function shownNames({ uid, name }: Person, t: Page['t']): { readonly name: string; readonly uid: string } {
  const id = uid === '' ? t('(no uid)') : visibleText(uid, 120);
  return { name: visibleText(displayName({ id, name }), 120), uid: id };
}

/** The columns that have something to say; a dash stands only where the answer has nothing, not for zero. */
export function columnsOf({ time, t, view }: Page, call: Call, rows: readonly Row[]): readonly Column[] {
  const clock = clockOf(call, time);
  const minutesOf = minutesTeller(call);
  const video = ({ stay }: Row) => minutesOf(stay).videoSeconds;
  const withZone = (label: string) => (clock.zone === undefined ? label : t('{0} ({1})', label, clock.zone));
  const length = (id: ColumnId, label: string, key: (row: Row) => number | undefined): Column => ({
    id,
    label,
    key,
    text: (row) => {
      const seconds = key(row);
      return seconds === undefined ? NOTHING : formatDuration(seconds, t);
    },
  });
  const deviceNames = new Map(
    rows
      .filter(({ isFirst }) => isFirst)
      .map(({ person }) => [person.key, deviceNamesOf(devicesOf(person.stays), t)]),
  );
  const deviceName = ({ person, stay: { device = '' } }: Row) => deviceNames.get(person.key)?.get(device);
  const isFromLog = view.fromLog?.isShown === true;
  const byWebhook = devicesByWebhook(view);
  const columns: readonly (Column | false)[] = [
    {
      id: 'name',
      label: t('Participant'),
      key: ({ person }) => displayName({ id: person.uid, name: person.name }),
      text: ({ person }) => shownNames(person, t).name,
    },
    rows.some(({ person }) => person.name !== undefined) && {
      id: 'uid',
      label: t('uid'),
      key: ({ person }) => person.uid,
      text: ({ person }) => shownNames(person, t).uid,
    },
    !isFromLog && {
      id: 'state',
      label: t('State'),
      key: ({ stay }) => stay.state,
      text: ({ stay: { state } }) => (state === undefined ? NOTHING : visibleText(state, 40)),
    },
    {
      id: 'joined',
      label: withZone(t('Joined')),
      key: ({ stay }) => stay.joinedAt,
      at: ({ stay }) => stay.joinedAt,
      text: ({ stay }) =>
        stay.joinedAt === undefined ? withoutJoining(call, stay, t) : clock.write(stay.joinedAt),
    },
    {
      id: 'left',
      label: withZone(t('Left')),
      key: ({ stay }) => stay.leftAt,
      at: ({ stay }) => stay.leftAt,
      text: ({ stay }) =>
        stay.leftAt === undefined ? withoutLeaving(call, stay, t) : clock.write(stay.leftAt),
    },
    length(
      'inCall',
      t('In call'),
      ({ stay }) => secondsBetween(stay.joinedAt, stay.leftAt) ?? stay.durationSeconds,
    ),
    !isFromLog && length('audio', t('Audio'), ({ stay }) => minutesOf(stay).audioSeconds),
    rows.some((row) => video(row) !== undefined) && length('video', t('Video'), video),
    rows.some(({ meeting }) => meeting !== undefined) && {
      id: 'meeting',
      label: t('Meeting'),
      key: ({ meeting }) => meeting,
      text: ({ meeting }) => String(meeting ?? NOTHING),
    },
    !isFromLog && {
      id: 'device',
      label: t('Device'),
      key: deviceName,
      text: (row) => deviceName(row) ?? NOTHING,
    },
    byWebhook.size > 0 && {
      id: 'webhook',
      label: t('Joined with (by a webhook)'),
      key: ({ stay }) => byWebhook.get(stay.entry),
      text: ({ stay }) => byWebhook.get(stay.entry) ?? NOTHING,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** With what each stay began, by its place in the answer, as the first log tells that has it. */
function devicesByWebhook({ webhooks }: Page['view']): ReadonlyMap<number, string> {
  const devices = webhooks.toReversed().flatMap((log) => log.devices);
  return new Map(devices.map(({ entry, text }) => [entry, text]));
}

/** Of someone without a time of joining: as much of whether they joined as the answer shows. */
function withoutJoining(call: Call, stay: Participant, t: Page['t']): string {
  return hasJoined(stay) ? NOTHING : joiningWord(absenceOf(call, [stay]), t);
}

function withoutLeaving(call: Call, stay: Participant, t: Page['t']): string {
  return isLive(call) && isStillThere(stay) ? t('still in') : NOTHING;
}
