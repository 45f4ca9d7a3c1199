import type { Finding } from './model.ts';
import { hasJoined, isLive, isWhole, secondsBetween, talkSeconds } from '../../call/index.ts';
import type { Call } from '../../call/model.ts';
import { formatAgo, formatDuration } from '../../text/index.ts';
import {
  boundsOf,
  callPaths,
  finding,
  forEachPerson,
  MEDIA_CLOSED,
  MEDIA_READY,
  ROUNDING,
  type Subject,
  VIDEO_EXPECTED,
} from './subject.ts';

/** What was announced and is not there. */
export function mediaFindings(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const recording = call.hasRecording === true && call.recordings.length === 0 && isWhole(call, 'recordings');
  const transcript =
    call.hasTranscription === true && call.transcripts.length === 0 && isWhole(call, 'transcriptions');
  return [
    ...(recording
      ? [
          absent(
            subject,
            'recordingAbsent',
            'hasRecording',
            t('A recording is announced, and the answer has none'),
          ),
        ]
      : []),
    ...(transcript
      ? [
          absent(
            subject,
            'transcriptAbsent',
            'hasTranscription',
            t('A transcript is announced, and the answer has none'),
          ),
        ]
      : []),
    ...noVideo(subject),
  ];
}

function absent(
  { call, context, t }: Subject,
  kind: 'recordingAbsent' | 'transcriptAbsent',
  flag: string,
  message: string,
): Finding {
  const over = secondsBetween(call.endedAt, context.asOf);
  const isLate = over !== undefined && over > MEDIA_READY;
  return finding(kind, isLate ? 'notice' : 'info', message, {
    advice: isLate
      ? t(
          'The call ended {0}: if it is still missing after a refresh, ask CometChat’s support with the session id',
          formatAgo(over, t),
        )
      : laterAdvice(call, t),
    fields: [flag, ...callPaths(call, 'endedAt')],
  });
}

function laterAdvice(call: Call, t: Subject['t']): string {
  return isLive(call)
    ? t('Refresh once the call has ended')
    : t('Refresh in a while: it may still be in the making');
}

/** A video call in which nobody had video, by every count that the answer has. */
function noVideo({ call, t }: Subject): readonly Finding[] {
  const joined = call.participants.filter(hasJoined);
  const counts = [
    { path: 'totalVideoMinutes', seconds: call.videoSeconds },
    ...joined.map(({ entry, videoSeconds }) => ({
      path: `participants[${entry}].totalVideoMinutes`,
      seconds: videoSeconds,
    })),
  ].filter(({ seconds }) => seconds !== undefined);
  const talk = talkSeconds(call);
  if (call.type !== 'video' || call.status !== 'ended' || joined.length === 0) return [];
  if (talk === undefined || talk < VIDEO_EXPECTED || counts.length === 0) return [];
  if (counts.some(({ seconds }) => seconds !== 0)) return [];
  return [
    finding('noVideo', 'notice', t('A video call with no video minutes'), {
      advice: t(
        'Check whether the app joins with the camera off, and whether it was allowed to use the camera',
      ),
      fields: [...callPaths(call, 'type'), ...counts.map(({ path }) => path)],
      from: call.startedAt,
      to: call.endedAt,
    }),
  ];
}

/** Recordings and transcripts that cannot be as the answer has them. */
export function windowFindings(subject: Subject): readonly Finding[] {
  return [
    ...windowOrder(subject),
    ...windowsOutside(subject),
    ...recordingLengths(subject),
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
        'The answer gives {0} as the length of a recording, and times that are {1} apart',
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

/** What an answer says it has not, and has. */
function flags({ call, t }: Subject): readonly Finding[] {
  const recordings = call.hasRecording === false && call.recordings.length > 0;
  const transcripts = call.hasTranscription === false && call.transcripts.length > 0;
  return [
    ...(recordings
      ? [
          finding('totalsDisagree', 'info', t('The answer says there is no recording, and lists some'), {
            fields: ['hasRecording', 'recordings'],
          }),
        ]
      : []),
    ...(transcripts
      ? [
          finding('totalsDisagree', 'info', t('The answer says there is no transcript, and lists some'), {
            fields: ['hasTranscription', 'transcriptions'],
          }),
        ]
      : []),
  ];
}
