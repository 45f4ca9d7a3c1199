import type { Call, Participant } from '../../src/core/call/model.ts';
import { displayName, hasJoined, isLive, type Person, secondsBetween } from '../../src/core/call/facts.ts';
import { formatDuration } from '../../src/core/text/duration.ts';
import { visibleText } from '../../src/core/text/visibleText.ts';
import { minutesTeller } from '../../src/core/call/minutes.ts';
import type { Page } from './page.ts';
import type { SortKey } from './sorting.ts';
import { clockOf } from './when.ts';

/** A row of the table: one stay of one person. */
export interface Row {
  readonly person: Person;
  readonly stay: Participant;
  /** Whether it is the first of the person's stays. */
  readonly isFirst: boolean;
  /** The number of the meeting it was in, from 1; undefined when the session had only one. */
  readonly meeting: number | undefined;
}

export type ColumnId =
  'name' | 'uid' | 'state' | 'joined' | 'left' | 'inCall' | 'audio' | 'video' | 'meeting' | 'device';

export interface Column {
  readonly id: ColumnId;
  readonly label: string;
  /** What rows are sorted by; undefined where the answer has nothing. */
  readonly key: (row: Row) => SortKey;
  /** What is written. */
  readonly text: (row: Row) => string;
}

const NOTHING = '–';

/** The name and the uid of a person, visible; the name undefined where there is none but the uid. */
export function namesOf(
  { uid, name }: Person,
  t: Page['t'],
): { readonly name: string; readonly uid: string } {
  const id = uid === '' ? t('(no uid)') : visibleText(uid, 120);
  return { name: visibleText(displayName({ id, name }), 120), uid: id };
}

/**
 * The columns of a call's table that have something to say. A cell tells what the answer has, also where that is zero,
 * and has a dash only where the answer has nothing; where it has no video to tell, video has no column.
 */
export function columnsOf({ time, t }: Page, call: Call, rows: readonly Row[]): readonly Column[] {
  const [joined, left] = timeColumns(call, time, t);
  return [
    ...nameColumns(rows, t),
    {
      id: 'state',
      label: t('State'),
      key: ({ stay }) => stay.state,
      text: ({ stay }) => (stay.state === undefined ? NOTHING : visibleText(stay.state, 40)),
    },
    joined,
    left,
    ...lengthColumns(call, rows, t),
    ...(rows.some((row) => row.meeting !== undefined) ? [meetingColumn(t)] : []),
    {
      id: 'device',
      label: t('Device'),
      key: ({ stay }) => stay.device,
      text: ({ stay }) => (stay.device === undefined ? NOTHING : visibleText(stay.device)),
    },
  ];
}

function nameColumns(rows: readonly Row[], t: Page['t']): readonly Column[] {
  const name: Column = {
    id: 'name',
    label: t('Participant'),
    key: ({ person }) => displayName({ id: person.uid, name: person.name }),
    text: ({ person }) => namesOf(person, t).name,
  };
  const uid: Column = {
    id: 'uid',
    label: t('uid'),
    key: ({ person }) => person.uid,
    text: ({ person }) => namesOf(person, t).uid,
  };
  return rows.some(({ person }) => person.name !== undefined) ? [name, uid] : [name];
}

function timeColumns(call: Call, time: Page['time'], t: Page['t']): readonly [joined: Column, left: Column] {
  const clock = clockOf(call, time);
  const withZone = (label: string) => (clock.zone === undefined ? label : t('{0} ({1})', label, clock.zone));
  return [
    {
      id: 'joined',
      label: withZone(t('Joined')),
      key: ({ stay }) => stay.joinedAt,
      text: ({ stay }) =>
        stay.joinedAt === undefined ? withoutJoining(call, stay, t) : clock.write(stay.joinedAt),
    },
    {
      id: 'left',
      label: withZone(t('Left')),
      key: ({ stay }) => stay.leftAt,
      text: ({ stay }) => (stay.leftAt === undefined ? withoutLeaving(stay, t) : clock.write(stay.leftAt)),
    },
  ];
}

function lengthColumns(call: Call, rows: readonly Row[], t: Page['t']): readonly Column[] {
  const column = (id: ColumnId, label: string, key: (row: Row) => number | undefined): Column => ({
    id,
    label,
    key,
    text: (row) => formatLength(key(row), t),
  });
  const minutesOf = minutesTeller(call);
  const video = ({ stay }: Row) => minutesOf(stay).videoSeconds;
  return [
    column(
      'inCall',
      t('In call'),
      ({ stay }) => secondsBetween(stay.joinedAt, stay.leftAt) ?? stay.durationSeconds,
    ),
    column('audio', t('Audio'), ({ stay }) => minutesOf(stay).audioSeconds),
    ...(rows.some((row) => video(row) !== undefined) ? [column('video', t('Video'), video)] : []),
  ];
}

function meetingColumn(t: Page['t']): Column {
  return {
    id: 'meeting',
    label: t('Meeting'),
    key: (row) => row.meeting,
    text: (row) => (row.meeting === undefined ? NOTHING : String(row.meeting)),
  };
}

function formatLength(seconds: number | undefined, t: Page['t']): string {
  return seconds === undefined ? NOTHING : formatDuration(seconds, t);
}

/** Of someone without a time of joining: while it rings or lasts, who has not refused may still come. */
function withoutJoining(call: Call, stay: Participant, t: Page['t']): string {
  if (hasJoined(stay)) return NOTHING;
  return isLive(call) && (stay.state === undefined || stay.state === 'ongoing') ? t('not yet') : t('never');
}

function withoutLeaving(stay: Participant, t: Page['t']): string {
  return hasJoined(stay) && stay.state === 'ongoing' ? t('still in') : NOTHING;
}
