/** The events of a timeline as lines of text. */
import type { PersonKey } from '../facts.ts';
import { visibleText } from '../format/visibleText.ts';
import type { PersonTrack, StayBar, Timeline, TimelineEvent } from '../timeline.ts';
import type { Translate } from '../translate.ts';
import { personName } from '../words.ts';
import type { TimelineMoment } from './timelineText.ts';

/** The longest device id, and the beginning of one that tells it from others, in UTF-16 code units. */
const LENGTH = { device: 60, beginning: 8 } as const;

/**
 * A line for each event of a timeline, in their order.
 * @param names what to call its people
 */
export function eventLines(
  timeline: Timeline,
  names: ReadonlyMap<PersonKey, string>,
  t: Translate,
): readonly TimelineMoment[] {
  const trackOf = new Map(timeline.people.flatMap((track) => track.stays.map(({ index }) => [index, track])));
  const counts = Map.groupBy(timeline.windows, ({ kind }) => kind);
  return timeline.events.map((event) => {
    const { at, kind, person, index } = event;
    if (!person) return { at, text: callText(event, (media) => (counts.get(media)?.length ?? 0) > 1, t) };
    const track = trackOf.get(index ?? -1);
    const stay = track?.stays.find((each) => each.index === index);
    const who = (track && names.get(track.key)) ?? personName(person, t);
    return {
      at,
      ...(kind === 'left' ? left(who, track, stay, t) : { text: joinedText(who, track, stay, t) }),
    };
  });
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

function left(
  who: string,
  track: PersonTrack | undefined,
  stay: StayBar | undefined,
  t: Translate,
): Pick<TimelineMoment, 'text' | 'since'> {
  const onDevice = track && stay && deviceText(track, stay);
  if (onDevice !== undefined) return { text: t('{0} left on device {1}', who, onDevice) };
  const isOneOfSeveral = stay?.start === 'known' && staysLike(stay, track).length > 1;
  return { text: t('{0} left', who), since: isOneOfSeveral ? stay.from : undefined };
}

/** The stays of a person on the device of one stay. */
function staysLike({ device }: StayBar, track: PersonTrack | undefined): readonly StayBar[] {
  return track?.devices.find((each) => each.device === device)?.stays ?? [];
}

/** The device of a stay, where its person came on several: its beginning, or the whole where beginnings are alike. */
function deviceText(track: PersonTrack, { device }: StayBar): string | undefined {
  if (device === undefined || track.devices.length < 2) return undefined;
  const beginnings = track.devices.map((each) => each.device?.slice(0, LENGTH.beginning));
  const isTold = new Set(beginnings).size === beginnings.length;
  return visibleText(isTold ? device.slice(0, LENGTH.beginning) : device, LENGTH.device);
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
