/** The events of a timeline as lines of text. */
import type { PersonKey } from '../call/facts.ts';
import { visibleText } from '../text/visibleText.ts';
import type { PersonTrack, StayBar, Timeline, TimelineEvent } from './timeline/index.ts';
import type { Translate } from '../base/translate.ts';
import { personName } from '../call/words.ts';
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
  const visits = visitsOf(timeline);
  const counts = Map.groupBy(timeline.windows, ({ kind }) => kind);
  return timeline.events.map((event) => {
    const { at, kind, person, index } = event;
    if (!person) return { at, text: callText(event, (media) => (counts.get(media)?.length ?? 0) > 1, t) };
    const visit = visits.get(index ?? -1);
    const who = (visit && names.get(visit.key)) ?? personName(person, t);
    return { at, ...(kind === 'left' ? left(who, visit, t) : { text: joinedText(who, visit, t) }) };
  });
}

/** What is said of a stay besides whose it is. */
interface Visit {
  readonly key: PersonKey;
  readonly stay: StayBar;
  /** Which device it was on, where its person came on several. */
  readonly onDevice: string | undefined;
  /** Whether its person was there before on the same device. */
  readonly isAgain: boolean;
  readonly isOneOfSeveral: boolean;
}

/** The visits of all people by where they stand in the call's participants: a call may have a thousand of one person. */
function visitsOf({ people }: Timeline): ReadonlyMap<number, Visit> {
  const visits = people.flatMap(({ key, devices }) => {
    const textOf = deviceTexts(devices);
    return devices.flatMap(({ device, stays }) => {
      const onDevice = textOf(device);
      return stays.map((stay, nth): [number, Visit] => [
        stay.index,
        { key, stay, onDevice, isAgain: nth > 0, isOneOfSeveral: stays.length > 1 },
      ]);
    });
  });
  return new Map(visits);
}

function joinedText(who: string, visit: Visit | undefined, t: Translate): string {
  const onDevice = visit?.onDevice;
  const isAgain = visit?.isAgain === true;
  if (onDevice === undefined) return isAgain ? t('{0} joined again', who) : t('{0} joined', who);
  return isAgain
    ? t('{0} joined again on device {1}', who, onDevice)
    : t('{0} joined on device {1}', who, onDevice);
}

function left(who: string, visit: Visit | undefined, t: Translate): Pick<TimelineMoment, 'text' | 'since'> {
  if (visit?.onDevice !== undefined) return { text: t('{0} left on device {1}', who, visit.onDevice) };
  const isToldApart = visit?.isOneOfSeveral === true && visit.stay.start === 'known';
  return { text: t('{0} left', who), since: isToldApart ? visit.stay.from : undefined };
}

/** Names the devices of a person who came on several: by their beginnings, or the whole where beginnings are alike. */
function deviceTexts(devices: PersonTrack['devices']): (device: string | undefined) => string | undefined {
  if (devices.length < 2) return () => undefined;
  const beginnings = new Set(devices.map(({ device }) => device?.slice(0, LENGTH.beginning)));
  const isTold = beginnings.size === devices.length;
  return (device) =>
    device === undefined
      ? undefined
      : visibleText(isTold ? device.slice(0, LENGTH.beginning) : device, LENGTH.device);
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
