import type { Call } from '../../call/model.ts';
import { hasJoined, isLive, isWhole, secondsBetween, talkSeconds } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { formatAgo } from '../../text/duration.ts';
import { callPaths, finding, type Subject } from './subject.ts';
import { MEDIA_READY, VIDEO_EXPECTED } from './thresholds.ts';

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
