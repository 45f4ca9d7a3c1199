import type { Call } from '../../call/model.ts';
import { ringSeconds, talkSeconds } from '../../call/facts.ts';
import { formatDuration } from '../../text/duration.ts';
import { joinParts } from '../../text/joinParts.ts';
import type { TimeFormat } from '../../text/time.ts';
import { visibleText } from '../../text/visibleText.ts';
import { group, leaf, type OutlineItem, type Words } from './item.ts';
import { recordings, transcripts } from './media.ts';
import { participants } from './people.ts';
import { oddityWord } from '../../call/words.ts';

export type { OutlineItem } from './item.ts';

/** The outline of a call: times, participants, recordings, transcripts, and where the answer was odd. */
export function outlineOf(call: Call, words: Words): readonly OutlineItem[] {
  return [
    times(call, words),
    participants(call, words),
    recordings(call, words),
    transcripts(call, words),
    oddities(call, words),
  ].filter((item) => item !== undefined);
}

function times(call: Call, { time, t }: Words): OutlineItem | undefined {
  const ring = ringSeconds(call);
  const talk = talkSeconds(call);
  const child = (id: string, label: string, instant: number | undefined, note?: string) =>
    instant === undefined ? [] : [leaf(id, label, 'clock', joinParts(time.dateTime(instant), note))];
  const children = [
    ...child('initiated', t('Initiated'), call.initiatedAt),
    ...child(
      'started',
      t('Started'),
      call.startedAt,
      ring === undefined ? undefined : t('after {0}', formatDuration(ring, t)),
    ),
    ...child(
      'ended',
      t('Ended'),
      call.endedAt,
      talk === undefined ? undefined : t('lasted {0}', formatDuration(talk, t)),
    ),
  ];
  if (children.length === 0) return undefined;
  return group('times', t('Times'), 'clock', span(call, time), children);
}

/** From the first time to the end; for a call whose end is not known, the first time alone. */
function span({ initiatedAt, startedAt, endedAt }: Call, time: TimeFormat): string | undefined {
  const first = initiatedAt ?? startedAt ?? endedAt;
  if (first === undefined) return undefined;
  if (endedAt === undefined || endedAt === first) return time.dateTime(first);
  return endedAt < first ? undefined : time.range(first, endedAt);
}

function oddities(call: Call, { t }: Words): OutlineItem | undefined {
  if (call.warnings.length === 0) return undefined;
  const children = call.warnings
    .slice(0, 50)
    .map((warning, index) =>
      leaf(`warning:${index}`, visibleText(warning.path, 120), 'warning', oddityWord(warning, t)),
    );
  return group('warnings', t('Unexpected in the answer'), 'warning', String(call.warnings.length), children);
}
