import { secondsBetween } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { formatDuration } from '../../text/duration.ts';
import { boundsOf } from './bounds.ts';
import { callPaths, finding, forEachPerson, type Subject } from './subject.ts';
import { MEDIA_CLOSED, ROUNDING } from './thresholds.ts';

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
