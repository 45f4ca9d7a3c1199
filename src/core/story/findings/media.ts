import { recordedPart } from '../happenings.ts';
import { isInDoubt } from '../subject.ts';
import { boundTeller } from '../timeline/index.ts';
import type { Finding } from './model.ts';
import {
  boundsOf,
  intersectionOf,
  hasJoined,
  isLive,
  isWhole,
  mediaLateSeconds,
  peopleText,
  ROUNDING,
  secondsBetween,
  secondsOf,
  talkSeconds,
  unionOf,
} from '../../call/index.ts';
import type { Call } from '../../call/model.ts';
import { formatAgo, formatDuration } from '../../text/index.ts';
import {
  aboutOne,
  callPaths,
  finding,
  forEachPerson,
  MEDIA_CLOSED,
  MEDIA_EXPECTED,
  RECORDING_RESTART,
  type Subject,
} from './subject.ts';

/** What was announced and is not there, and minutes of audio and video that are missing. */
export function mediaFindings(subject: Subject): readonly Finding[] {
  return [
    ...absentRecording(subject),
    ...absentTranscript(subject),
    ...withoutMedia(subject, 'audio'),
    ...withoutMedia(subject, 'video'),
  ];
}

function absentRecording({ call, asOf, t }: Subject): readonly Finding[] {
  if (call.hasRecording !== true || call.recordings.length > 0 || !isWhole(call, 'recordings')) return [];
  const late = mediaLateSeconds(call, asOf);
  const message =
    late === undefined ? t('A recording is announced, and the answer has none') : t('No recording came');
  return [absent(call, 'recordingAbsent', 'hasRecording', message, late, t)];
}

function absentTranscript({ call, asOf, t }: Subject): readonly Finding[] {
  if (call.hasTranscription !== true || call.transcripts.length > 0 || !isWhole(call, 'transcriptions'))
    return [];
  const late = mediaLateSeconds(call, asOf);
  const message =
    late === undefined ? t('A transcript is announced, and the answer has none') : t('No transcript came');
  return [absent(call, 'transcriptAbsent', 'hasTranscription', message, late, t)];
}

function absent(
  call: Call,
  kind: 'recordingAbsent' | 'transcriptAbsent',
  flag: string,
  message: string,
  late: number | undefined,
  t: Subject['t'],
): Finding {
  const advice =
    late === undefined
      ? isLive(call)
        ? t('Refresh once the call has ended')
        : t('Refresh in a while: it may still be in the making')
      : t('It was over {0}: ask CometChat’s support with the session id', formatAgo(late, t));
  return finding(kind, late === undefined ? 'info' : 'notice', message, {
    advice,
    fields: [flag, ...callPaths(call, 'endedAt')],
  });
}

/**
 * A call of which all counts of its own medium that the answer has are zero; else the people of it who had none. Of
 * who is not counted nothing is said.
 */
function withoutMedia({ call, joined, nameOf, t }: Subject, media: 'audio' | 'video'): readonly Finding[] {
  const isVideo = media === 'video';
  if (call.type !== media || call.status !== 'ended' || joined.length === 0) return [];
  const own = isVideo ? call.videoSeconds : call.audioSeconds;
  const field = isVideo ? 'totalVideoMinutes' : 'totalAudioMinutes';
  const counted = joined.map((person) => ({
    person,
    counts: person.stays.filter(hasJoined).map((stay) => ({
      path: `participants[${stay.entry}].${field}`,
      seconds: isVideo ? stay.videoSeconds : stay.audioSeconds,
      stayed: secondsBetween(stay.joinedAt, stay.leftAt) ?? stay.durationSeconds ?? 0,
    })),
  }));
  const counts = counted.flatMap((each) => each.counts);
  const areAll = counts.every(({ seconds }) => seconds !== undefined);
  const talk = talkSeconds(call) ?? 0;
  if (talk < MEDIA_EXPECTED) return [];
  const isNone = !(own ?? 0) && counts.every(({ seconds }) => !seconds) && (own === 0 || areAll);
  if (isNone) {
    const length = formatDuration(talk, t);
    const message = isVideo
      ? t('A video call of {0} with no video minutes', length)
      : t('An audio call of {0} with no audio minutes', length);
    const advice = isVideo
      ? t('Check whether the app joins with the camera off, and whether it was allowed to use the camera')
      : t('Check whether the apps were allowed to use the microphone, and whether they joined muted');
    return [
      finding(isVideo ? 'noVideo' : 'noAudio', 'notice', message, {
        advice,
        facts: { seconds: talk },
        fields: [
          ...callPaths(call, 'type', media),
          ...counts.filter(({ seconds }) => seconds !== undefined).map(({ path }) => path),
        ],
        from: call.startedAt,
        to: call.endedAt,
      }),
    ];
  }
  // Who watches a presentation has no video of their own.
  if (call.mode !== undefined && call.mode !== 'call') return [];
  const without = counted.filter(
    (each) =>
      each.counts.every(({ seconds }) => seconds === 0) &&
      each.counts.some(({ stayed }) => stayed >= MEDIA_EXPECTED),
  );
  if (without.length === 0) return [];
  const people = without.map(({ person }) => person);
  const who = peopleText(people.map(nameOf), t);
  const message = isVideo ? t('{0} had no video minutes', who) : t('{0} had no audio minutes', who);
  return [
    finding(isVideo ? 'noVideo' : 'noAudio', 'info', message, {
      ...aboutOne(people),
      fields: without.flatMap((each) => each.counts.map(({ path }) => path)),
    }),
  ];
}

/** Recordings and transcripts that cannot be as the answer has them. */
export function windowFindings(subject: Subject): readonly Finding[] {
  return [
    ...windowOrder(subject),
    ...windowsOutside(subject),
    ...recordingLengths(subject),
    ...unusableRecordings(subject),
    ...recorded(subject),
    ...recordingGaps(subject),
    ...flags(subject),
  ];
}

/** Recordings and transcripts, each with where in the answer it stands. */
function windowsOf({ call }: Subject) {
  return [
    ...call.recordings.map((window) => ({ window, path: `recordings[${window.entry}]`, isRecording: true })),
    ...call.transcripts.map((window) => ({
      window,
      path: `transcriptions[${window.entry}]`,
      isRecording: false,
    })),
  ];
}

function windowOrder(subject: Subject): readonly Finding[] {
  const { t } = subject;
  return forEachPerson(
    windowsOf(subject).filter(({ window: { startedAt = 0, endedAt = startedAt } }) => endedAt < startedAt),
    ({ window, path, isRecording }) =>
      finding(
        'impossibleOrder',
        'notice',
        isRecording ? t('A recording ended before it started') : t('A transcript ended before it started'),
        { fields: [`${path}.startTime`, `${path}.endTime`], from: window.endedAt },
      ),
    (count) => t('{0} recordings and transcripts ended before they started', count),
  );
}

/** What was recorded and transcribed while there was no call; who closes the files may take a moment for it. */
function windowsOutside(subject: Subject): readonly Finding[] {
  const { first, last } = boundsOf(subject.call, MEDIA_CLOSED);
  return [...startedBefore(subject, first), ...wentOnAfter(subject, last)];
}

function startedBefore(subject: Subject, first: number): readonly Finding[] {
  const { call, t } = subject;
  return forEachPerson(
    windowsOf(subject).filter(({ window: { startedAt = first } }) => startedAt < first),
    ({ window, path, isRecording }) =>
      finding(
        'impossibleOrder',
        'notice',
        isRecording
          ? t('A recording started before the call was initiated')
          : t('A transcript started before the call was initiated'),
        { fields: [`${path}.startTime`, ...callPaths(call, 'initiatedAt')], from: window.startedAt },
      ),
    (count) => t('{0} recordings and transcripts started before the call was initiated', count),
  );
}

function wentOnAfter(subject: Subject, last: number): readonly Finding[] {
  const { call, t } = subject;
  return forEachPerson(
    windowsOf(subject).filter(
      ({ window: { startedAt = 0, endedAt = startedAt } }) => Math.max(startedAt, endedAt) > last,
    ),
    ({ window: { startedAt = 0, endedAt = 0 }, path, isRecording }) =>
      finding(
        'impossibleOrder',
        'notice',
        isRecording
          ? t('A recording went on after the call had ended')
          : t('A transcript went on after the call had ended'),
        {
          fields: [
            startedAt > last ? `${path}.startTime` : undefined,
            endedAt > last ? `${path}.endTime` : undefined,
            ...callPaths(call, 'endedAt'),
          ],
          from: call.endedAt,
          to: Math.max(startedAt, endedAt),
        },
      ),
    (count) => t('{0} recordings and transcripts went on after the call had ended', count),
  );
}

function recordingLengths({ call, t }: Subject): readonly Finding[] {
  const disagreeing = call.recordings.flatMap((recording) => {
    const { durationSeconds: said, startedAt, endedAt } = recording;
    const lasted = secondsBetween(startedAt, endedAt);
    if (said === undefined || lasted === undefined || Math.abs(said - lasted) <= ROUNDING) return [];
    return [{ recording, said, lasted }];
  });
  return forEachPerson(
    disagreeing,
    ({ recording: { entry, startedAt, endedAt }, said, lasted }) => {
      const path = `recordings[${entry}]`;
      const message = t(
        'CometChat reported {0} as the length of a recording, and times that are {1} apart',
        formatDuration(said, t),
        formatDuration(lasted, t),
      );
      return finding('totalsDisagree', 'info', message, {
        fields: [`${path}.duration`, `${path}.startTime`, `${path}.endTime`],
        from: startedAt,
        to: endedAt,
      });
    },
    (count) => t('The lengths of {0} recordings are not those between their times', count),
  );
}

/** Recordings that cannot be watched: without an address, or of no length. */
function unusableRecordings({ call, t }: Subject): readonly Finding[] {
  const unusable = call.recordings.flatMap((recording, index) => {
    const { url, startedAt, endedAt, durationSeconds } = recording;
    const path = `recordings[${recording.entry}]`;
    const name = call.recordings.length > 1 ? t('Recording {0}', index + 1) : t('The recording');
    const between = secondsBetween(startedAt, endedAt);
    const places = { from: startedAt, to: endedAt };
    if ((between ?? durationSeconds) === 0) {
      const fields = between === undefined ? [`${path}.duration`] : [`${path}.startTime`, `${path}.endTime`];
      return [{ message: t('{0} has no length', name), fields, ...places }];
    }
    return url === undefined ? [{ message: t('{0} has no address', name), fields: [path], ...places }] : [];
  });
  return forEachPerson(
    unusable,
    ({ message, ...place }) =>
      finding('recordingUnusable', 'notice', message, {
        ...place,
        advice: t('Ask CometChat’s support for it, with the session id and the id of the recording'),
      }),
    (count) => t('{0} recordings have no address or no length', count),
  );
}

function recorded(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const part = recordedPart(subject);
  if (!part) return [];
  const { seconds, length, parts } = part;
  const [recordedFor, whole] = [formatDuration(seconds, t), formatDuration(length, t)];
  const message =
    parts === 1
      ? t('{0} of {1} were recorded', recordedFor, whole)
      : t('{0} of {1} were recorded, in {2} parts', recordedFor, whole, parts);
  return [
    finding('recordedPart', 'info', message, {
      facts: { seconds, count: parts },
      fields: [
        ...call.recordings.flatMap(({ entry, startedAt, endedAt }) => [
          `recordings[${entry}].${startedAt === undefined ? 'duration' : 'startTime'}`,
          `recordings[${entry}].${endedAt === undefined ? 'duration' : 'endTime'}`,
        ]),
        ...callPaths(call, 'startedAt', 'endedAt'),
      ],
    }),
  ];
}

/**
 * When nothing was recorded between two recordings, although two or more are known to have been in the call; of a call
 * whose people are not listed, although it went on. Only where every recording tells its times.
 */
function recordingGaps(subject: Subject): readonly Finding[] {
  const { call, timeline, t } = subject;
  const windows = timeline?.windows.filter(({ kind }) => kind === 'recording') ?? [];
  const isTold =
    windows.length === call.recordings.length &&
    isWhole(call, 'recordings') &&
    call.recordings.every(({ startedAt = 0, endedAt = startedAt }) => endedAt >= startedAt);
  if (!timeline?.talking || !isTold || isInDoubt(subject, call.participants)) return [];
  const boundOf = boundTeller(timeline.people);
  const isListed = timeline.people.length > 0;
  const talk = isListed
    ? unionOf(timeline.together.filter((span) => boundOf(span) === 'exact'))
    : timeline.talking.end === 'unknown'
      ? []
      : [timeline.talking];
  const missed = intersectionOf(talk, [timeline.talking]);
  const stretches = unionOf(windows);
  const gaps = stretches.slice(1).flatMap(({ from: to }, index) => {
    const from = stretches[index]?.to ?? to;
    const seconds = secondsOf(intersectionOf([{ from, to }], missed));
    return seconds < RECORDING_RESTART ? [] : [{ from, to, seconds }];
  });
  const [longest] = gaps.toSorted((a, b) => b.seconds - a.seconds);
  if (!longest) return [];
  const seconds = gaps.reduce((sum, gap) => sum + gap.seconds, 0);
  const length = formatDuration(seconds, t);
  const message = isListed
    ? gaps.length === 1
      ? t('Between two recordings, {0} with two or more in the call were not recorded', length)
      : t(
          'Between recordings, {0} with two or more in the call were not recorded, in {1} gaps',
          length,
          gaps.length,
        )
    : gaps.length === 1
      ? t('Between two recordings, {0} of the call were not recorded', length)
      : t('Between recordings, {0} of the call were not recorded, in {1} gaps', length, gaps.length);
  return [
    finding('recordingGap', 'notice', message, {
      advice: t(
        'Check who stopped the recording and started it again: it also stops by itself after ten minutes in which everyone is muted',
      ),
      facts: { seconds, count: gaps.length },
      fields: [
        ...gaps.flatMap(({ from, to }) => [
          ...call.recordings
            .filter(({ endedAt }) => endedAt === from)
            .map(({ entry }) => `recordings[${entry}].endTime`),
          ...call.recordings
            .filter(({ startedAt }) => startedAt === to)
            .map(({ entry }) => `recordings[${entry}].startTime`),
        ]),
        ...callPaths(call, 'startedAt', 'endedAt'),
      ],
      from: longest.from,
      to: longest.to,
    }),
  ];
}

/** What an answer says it has not, and has. */
function flags({ call, t }: Subject): readonly Finding[] {
  const recordings = call.hasRecording === false && call.recordings.length > 0;
  const transcripts = call.hasTranscription === false && call.transcripts.length > 0;
  return [
    ...(recordings
      ? [
          finding('totalsDisagree', 'info', t('CometChat reported no recording, and listed some'), {
            fields: ['hasRecording', 'recordings'],
          }),
        ]
      : []),
    ...(transcripts
      ? [
          finding('totalsDisagree', 'info', t('CometChat reported no transcript, and listed some'), {
            fields: ['hasTranscription', 'transcriptions'],
          }),
        ]
      : []),
  ];
}
