/** What was kept of a call, in its outline: recordings and transcripts. */
import type { Call, Recording, Transcript } from '../../call/model.ts';
import { formatDuration } from '../../text/duration.ts';
import { joinParts } from '../../text/joinParts.ts';
import { formatWindow } from '../../text/time.ts';
import { group, leaf, type OutlineItem, type Words } from './item.ts';

/** Every recording, or that one is announced; undefined when there is neither. */
export function recordings(call: Call, words: Words): OutlineItem | undefined {
  const { t } = words;
  if (call.recordings.length === 0) {
    return call.hasRecording === true
      ? leaf(
          'recordings',
          t('Recording'),
          'record',
          t('announced, and not there yet: it may still be processed'),
        )
      : undefined;
  }
  const children = call.recordings.map((recording, index) =>
    windowItem(`recording:${index}`, t('Recording {0}', index + 1), 'record', recording, words),
  );
  return group('recordings', t('Recordings'), 'record', String(children.length), children);
}

/** Every transcript, or that one is announced; undefined when there is neither. */
export function transcripts(call: Call, words: Words): OutlineItem | undefined {
  const { t } = words;
  if (call.transcripts.length === 0) {
    return call.hasTranscription === true
      ? leaf('transcripts', t('Transcript'), 'transcript', t('announced, and not there yet'))
      : undefined;
  }
  const children = call.transcripts.map((transcript, index) =>
    windowItem(`transcript:${index}`, t('Transcript {0}', index + 1), 'transcript', transcript, words),
  );
  return group('transcripts', t('Transcripts'), 'transcript', String(children.length), children);
}

function windowItem(
  id: string,
  label: string,
  icon: 'record' | 'transcript',
  window: Pick<Recording & Transcript, 'startedAt' | 'endedAt'> & {
    readonly durationSeconds?: number | undefined;
  },
  { time, t }: Words,
): OutlineItem {
  const { startedAt, endedAt, durationSeconds } = window;
  const range = formatWindow(time, startedAt, endedAt);
  return leaf(
    id,
    label,
    icon,
    joinParts(durationSeconds === undefined ? undefined : formatDuration(durationSeconds, t), range),
  );
}
