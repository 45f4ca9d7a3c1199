/** The timeline as text: for the panel's text equivalent, and for what is copied. */
import type { TimeFormat } from '../format/time.ts';
import { visibleText } from '../format/visibleText.ts';
import type { PersonTrack, StayBar, Timeline, TimelineEvent } from '../timeline.ts';
import type { Translate } from '../translate.ts';
import { personName } from '../words.ts';

/** What happened, and when: in milliseconds since 1970 UTC. */
export interface TimelineLine {
  readonly at: number;
  /** Without its time, and with every text of strangers made visible: `superhero2 joined`. */
  readonly text: string;
}

interface Words {
  readonly time: TimeFormat;
  readonly t: Translate;
}

/** The longest name, and the beginning of a device id that tells it from others, in UTF-16 code units. */
const LENGTH = { name: 60, device: 8 } as const;

/**
 * A line for every event of a timeline, in its order. Of someone who came on several devices a line says on which;
 * of someone who came back, that it was again, and which stay ended. People of one name are told apart by uid.
 */
export function timelineLines(timeline: Timeline, words: Words): readonly TimelineLine[] {
  const { t } = words;
  const whoOf = namesOf(timeline.people, t);
  const trackOf = new Map(timeline.people.flatMap((track) => track.stays.map(({ index }) => [index, track])));
  const counts = Map.groupBy(timeline.windows, ({ kind }) => kind);
  return timeline.events.map((event) => {
    const { at, kind, person, index } = event;
    if (!person) return { at, text: callText(event, (media) => (counts.get(media)?.length ?? 0) > 1, t) };
    const track = trackOf.get(index ?? -1);
    const stay = track?.stays.find((each) => each.index === index);
    const who = (track && whoOf.get(track)) ?? personName(person, t, LENGTH.name);
    return {
      at,
      text: kind === 'left' ? leftText(who, track, stay, words) : joinedText(who, track, stay, t),
    };
  });
}

/** With the uid beside the name where two people have one name. */
function namesOf(people: readonly PersonTrack[], t: Translate): ReadonlyMap<PersonTrack, string> {
  const sharing = Map.groupBy(people, (person) => personName(person, t, LENGTH.name));
  return new Map(
    people.map((person) => {
      const name = personName(person, t, LENGTH.name);
      const isTold = sharing.get(name)?.length === 1 || person.uid === '';
      return [person, isTold ? name : t('{0} ({1})', name, visibleText(person.uid, LENGTH.name))];
    }),
  );
}

function joinedText(
  who: string,
  track: PersonTrack | undefined,
  stay: StayBar | undefined,
  t: Translate,
): string {
  const onDevice = track && stay && deviceText(track, stay);
  const isAgain = stay !== undefined && staysLike(stay, track).indexOf(stay) > 0;
  if (onDevice === undefined) return isAgain ? t('{0} joined again', who) : t('{0} joined', who);
  return isAgain
    ? t('{0} joined again on device {1}', who, onDevice)
    : t('{0} joined on device {1}', who, onDevice);
}

function leftText(
  who: string,
  track: PersonTrack | undefined,
  stay: StayBar | undefined,
  { time, t }: Words,
): string {
  const onDevice = track && stay && deviceText(track, stay);
  if (onDevice !== undefined) return t('{0} left on device {1}', who, onDevice);
  return stay?.start === 'known' && staysLike(stay, track).length > 1
    ? t('{0} left (there since {1})', who, time.time(stay.from))
    : t('{0} left', who);
}

/** The stays of a person on the device of one stay. */
function staysLike({ device }: StayBar, track: PersonTrack | undefined): readonly StayBar[] {
  return track?.devices.find((each) => each.device === device)?.stays ?? [];
}

/** The device of a stay, where its person came on several: its beginning, or the whole where beginnings are alike. */
function deviceText(track: PersonTrack, { device }: StayBar): string | undefined {
  if (device === undefined || track.devices.length < 2) return undefined;
  const beginnings = track.devices.map((each) => each.device?.slice(0, LENGTH.device));
  const isTold = new Set(beginnings).size === beginnings.length;
  return visibleText(isTold ? device.slice(0, LENGTH.device) : device, LENGTH.name);
}

/** @param isOneOfSeveral whether the call has several windows of a kind, so that each is named by its number */
function callText(
  { kind, index = 0 }: TimelineEvent,
  isOneOfSeveral: (media: 'recording' | 'transcript') => boolean,
  t: Translate,
): string {
  const number = index + 1;
  switch (kind) {
    case 'initiated':
      return t('the call was initiated');
    case 'answered':
      return t('the call was answered');
    case 'started':
      return t('the call started');
    case 'recordingStarted':
      return isOneOfSeveral('recording') ? t('recording {0} started', number) : t('a recording started');
    case 'recordingEnded':
      return isOneOfSeveral('recording') ? t('recording {0} ended', number) : t('a recording ended');
    case 'transcriptStarted':
      return isOneOfSeveral('transcript') ? t('transcript {0} started', number) : t('a transcript started');
    case 'transcriptEnded':
      return isOneOfSeveral('transcript') ? t('transcript {0} ended', number) : t('a transcript ended');
    case 'ended':
      return t('the call ended');
    case 'joined':
    case 'left':
      // They have a person, and are told elsewhere.
      return '';
  }
}
