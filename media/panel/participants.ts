import type { Call, Participant } from '../../src/core/call.ts';
import { displayName, hasJoined, peopleOf, type Person, secondsBetween } from '../../src/core/facts.ts';
import { formatDuration } from '../../src/core/format/duration.ts';
import { visibleText } from '../../src/core/format/visibleText.ts';
import { counted, element, isolated } from './dom.ts';
import type { Page } from './page.ts';
import { type Clock, clockOf } from './when.ts';

/** The participants, a row for every stay; a person's further stays follow the first. */
export function participants(page: Page, call: Call): HTMLElement {
  const { t } = page;
  const people = peopleOf(call);
  const title = counted('participants', t('Participants'), people.length);
  if (people.length === 0) {
    return element(
      'section',
      {},
      title,
      element('p', { class: 'empty' }, t('The answer lists no participants.')),
    );
  }
  const withVideo = call.participants.some(
    ({ videoSeconds }) => videoSeconds !== undefined && videoSeconds > 0,
  );
  const clock = clockOf(call, page.time);
  const withZone = (column: string) =>
    clock.zone === undefined ? column : t('{0} ({1})', column, clock.zone);
  const columns = [
    t('Participant'),
    t('State'),
    withZone(t('Joined')),
    withZone(t('Left')),
    t('In call'),
    t('Audio'),
    ...(withVideo ? [t('Video')] : []),
    t('Device'),
  ];
  const head = element(
    'thead',
    {},
    element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column))),
  );
  const rows = people.flatMap((person) =>
    person.stays.map((stay, index) => row(page, clock, person, stay, index, withVideo)),
  );
  const table = element('table', { 'aria-labelledby': 'participants' }, head, element('tbody', {}, ...rows));
  // In the order of Tab, because in a narrow column only the arrow keys bring the last columns into view.
  const scroll = element(
    'div',
    {
      class: 'scroll',
      id: 'participants-table',
      role: 'group',
      'aria-labelledby': 'participants',
      tabindex: '0',
    },
    table,
  );
  return element('section', {}, title, scroll);
}

function row(
  { t }: Page,
  clock: Clock,
  person: Person,
  stay: Participant,
  index: number,
  withVideo: boolean,
): HTMLElement {
  const instant = (value: number | undefined, otherwise: string) =>
    value === undefined ? otherwise : clock.write(value);
  const inCall = secondsBetween(stay.joinedAt, stay.leftAt) ?? stay.durationSeconds;
  const length = (seconds: number | undefined) =>
    seconds === undefined || seconds === 0 ? '–' : formatDuration(seconds, t);
  const joined = hasJoined(stay);
  const cells = [
    stay.state === undefined ? '–' : visibleText(stay.state, 40),
    instant(stay.joinedAt, joined ? '–' : t('never')),
    instant(stay.leftAt, joined && stay.state === 'ongoing' ? t('still in') : '–'),
    length(inCall),
    length(stay.audioSeconds),
    ...(withVideo ? [length(stay.videoSeconds)] : []),
  ];
  const device = stay.device === undefined ? '–' : visibleText(stay.device);
  return element(
    'tr',
    { class: joined ? '' : 'absent' },
    nameCell(person, index, t),
    ...cells.map((cell) => element('td', {}, cell)),
    element('td', { class: 'device' }, isolated(device)),
  );
}

function nameCell(person: Person, index: number, t: Page['t']): HTMLElement {
  const uid = person.uid === '' ? t('(no uid)') : visibleText(person.uid, 120);
  const name = visibleText(displayName({ id: uid, name: person.name }), 120);
  return element(
    'th',
    { scope: 'row', class: index === 0 ? '' : 'again' },
    isolated(name),
    // The line is the page's, only its text has a direction of its own: so names and uids begin on one edge.
    name === uid ? undefined : element('span', { class: 'uid' }, isolated(uid)),
  );
}
