/** The people of a call in its outline: when each was there, with which device. */
import type { Call, Participant } from '../../call/model.ts';
import {
  deviceCount,
  hasJoined,
  isDisputed,
  isLive,
  mayStillJoin,
  type Person,
  peopleOf,
} from '../../call/facts.ts';
import { formatDuration, formatSignedDuration } from '../../text/duration.ts';
import { joinParts } from '../../text/joinParts.ts';
import { visibleText } from '../../text/visibleText.ts';
import { type Minutes, minutesTeller } from '../../call/minutes.ts';
import type { Translate } from '../../base/translate.ts';
import { namesOf } from '../../call/words.ts';
import { group, leaf, type OutlineItem, type Words } from './item.ts';

/** Everyone the answer lists; undefined when it lists nobody. */
export function participants(call: Call, words: Words): OutlineItem | undefined {
  const { t } = words;
  const people = peopleOf(call);
  if (people.length === 0) return undefined;
  const devices = new Set(
    call.participants.map(({ uid, device }) => device && `${uid} ${device}`).filter(Boolean),
  ).size;
  const counts = [
    people.length === 1 ? t('1 person') : t('{0} people', people.length),
    devices > people.length ? t('{0} devices', devices) : undefined,
  ];
  const names = namesOf(people, t, 80);
  const minutesOf = minutesTeller(call);
  const children = people.map((person) =>
    group(
      // Two prefixes: a stranger's uid may be a number.
      typeof person.key === 'string' ? `person:${person.key}` : `participant:${person.key}`,
      names.get(person.key) ?? '',
      'person',
      personText(call, person, words),
      person.stays.flatMap((stay, index) => stayItems(stay, index, minutesOf(stay), words)),
    ),
  );
  return group('participants', t('Participants'), 'people', joinParts(...counts), children);
}

function personText(call: Call, { stays }: Person, words: Words): string {
  const devices = deviceCount(stays);
  return joinParts(
    stays.map((stay) => stayText(call, stay, words)).join('; '),
    devices > 1 ? words.t('{0} devices', devices) : undefined,
  );
}

function stayText(call: Call, stay: Participant, { t }: Words): string {
  if (!hasJoined(stay)) {
    if (stay.state === 'rejected') return t('rejected');
    if (isDisputed(stay)) return t('marked as not joined');
    return mayStillJoin(call) ? t('not joined yet') : t('never joined');
  }
  const parts = [
    stay.joinedAt === undefined ? t('joined') : t('joined {0}', offset(call, stay.joinedAt, t)),
    leaveText(call, stay, t),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function leaveText(call: Call, stay: Participant, t: Translate): string | undefined {
  if (stay.leftAt === undefined) return isLive(call) && stay.state === 'ongoing' ? t('still in') : undefined;
  return stay.leftAt === call.endedAt ? t('left at the end') : t('left {0}', offset(call, stay.leftAt, t));
}

/** An instant counted from the start of the call, such as `+5 s`. */
function offset(call: Call, instant: number, t: Translate): string {
  const seconds = (instant - (call.startedAt ?? call.initiatedAt ?? instant)) / 1000;
  return formatSignedDuration(seconds, t);
}

function stayItems(
  stay: Participant,
  index: number,
  { audioSeconds: audio, videoSeconds: video }: Minutes,
  { time, t }: Words,
): readonly OutlineItem[] {
  const minutes = [
    audio === undefined ? undefined : t('audio {0}', formatDuration(audio, t)),
    video === undefined ? undefined : t('video {0}', formatDuration(video, t)),
  ];
  const when = [
    stay.joinedAt === undefined ? undefined : t('joined {0}', time.timeWithZone(stay.joinedAt)),
    stay.leftAt === undefined ? undefined : t('left {0}', time.timeWithZone(stay.leftAt)),
  ];
  const items = [
    { id: 'when', label: t('Present'), icon: 'clock', description: joinParts(...when) },
    { id: 'minutes', label: t('Used'), icon: 'record', description: joinParts(...minutes) },
    {
      id: 'device',
      label: t('Device'),
      icon: 'device',
      description: stay.device && visibleText(stay.device, 80),
    },
    {
      id: 'state',
      label: t('State'),
      icon: 'person',
      description: stay.state && visibleText(stay.state, 40),
    },
  ] as const;
  return items.flatMap(({ id, label, icon, description }) =>
    description === undefined || description === '' ? [] : [leaf(`${index}:${id}`, label, icon, description)],
  );
}
