import type { Translate } from '../base/index.ts';
import { partiesLabel, statusWord, talkSeconds } from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { parseSessionId, shortIdLabel } from '../sessionId/index.ts';
import type { Attention } from '../story/index.ts';
import { formatDuration, joinParts } from '../text/index.ts';
import { timeOf } from './filter.ts';

/** A call as a line of a list: what tells it from others comes first. */
export interface CallRow {
  /** When, then who: `14:15:27 · superhero8 → superhero2`; where no party is known, what its id tells. */
  readonly label: string;
  /** How it went: `ended · 19 s`, or `never together · 19 s` where that is a problem. */
  readonly outcome: string;
}

interface RowContext {
  readonly t: Translate;
  /** Writes an instant, in milliseconds since 1970 UTC, as the list wants it: without what all of its lines share. */
  readonly when: (instant: number) => string;
  readonly attention: Pick<Attention, 'isNeeded' | 'worst'>;
}

/** Each name in a line has at most so many UTF-16 code units. */
const NAME = 40;

/** A call as a line of a list. */
export function callRow(call: Call, { t, when, attention }: RowContext): CallRow {
  const problem = attention.isNeeded ? attention.worst?.words : undefined;
  const talk = call.startedAt === undefined ? undefined : talkSeconds(call);
  return {
    label: labelOf(call, when),
    outcome: joinParts(
      problem ?? statusWord(call, t),
      talk === undefined ? undefined : formatDuration(talk, t),
    ),
  };
}

function labelOf(call: Call, when: RowContext['when']): string {
  const at = timeOf(call);
  const told = at === undefined ? undefined : when(at);
  const parties = partiesLabel(call, NAME);
  if (parties !== undefined) return joinParts(told, parties);
  const session = parseSessionId(call.sessionId);
  const tellsTime = 'initiatedAt' in session && session.initiatedAt !== undefined;
  return tellsTime
    ? shortIdLabel(session, (instant) => told ?? when(instant))
    : joinParts(told, shortIdLabel(session, when));
}
