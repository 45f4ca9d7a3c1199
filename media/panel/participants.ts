import type { Call, Participant } from '../../src/core/call.ts';
import { displayName, hasJoined, peopleOf, type Person, secondsBetween } from '../../src/core/facts.ts';
import { formatDuration } from '../../src/core/format/duration.ts';
import { visibleText } from '../../src/core/format/visibleText.ts';
import { element, isolated } from './dom.ts';
import type { Page } from './page.ts';

/** The participants, a row for every stay; a person's further stays follow the first. */
export function participants(page: Page, call: Call): HTMLElement {
  const { t } = page;
  const people = peopleOf(call);
  const title = element(
    'h2',
    { id: 'participants' },
    t('Participants'),
    element('span', { class: 'count' }, String(people.length)),
  );
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
  const columns = [
    t('Participant'),
    t('State'),
    t('Joined'),
    t('Left'),
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
    person.stays.map((stay, index) => row(page, person, stay, index, withVideo)),
  );
  const table = element('table', { 'aria-labelledby': 'participants' }, head, element('tbody', {}, ...rows));
  return element('section', {}, title, element('div', { class: 'scroll' }, table));
}

function row(
  { t, time }: Page,
  person: Person,
  stay: Participant,
  index: number,
  withVideo: boolean,
): HTMLElement {
  const instant = (value: number | undefined, otherwise: string) =>
    value === undefined ? otherwise : time.time(value);
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
  const device = stay.device === undefined ? '–' : visibleText(stay.device, 80);
  return element(
    'tr',
    { class: joined ? '' : 'absent' },
    nameCell(person, index, t),
    ...cells.map((cell) => element('td', {}, cell)),
    element(
      'td',
      { class: 'device', title: device },
      isolated(device.slice(0, 8) + (device.length > 8 ? '…' : '')),
    ),
  );
}

function nameCell(person: Person, index: number, t: Page['t']): HTMLElement {
  const uid = person.uid === '' ? t('(no uid)') : visibleText(person.uid, 120);
  const name = visibleText(displayName({ id: uid, name: person.name }), 120);
  return element(
    'th',
    { scope: 'row', class: index === 0 ? '' : 'again' },
    isolated(name),
    name === uid ? undefined : isolated(uid, 'uid'),
  );
}
