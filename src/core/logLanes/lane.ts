/** A log as a lane of a call's timeline. Instants are milliseconds since 1970 UTC. */
import type { Translate } from '../base/index.ts';
import type { Call } from '../call/model.ts';
import { instantsOf, isLive, reachOf, type Span } from '../call/index.ts';
import { redactStart } from '../connection/index.ts';
import { clauseText, formatSignedDuration, type TimeFormat, visibleText } from '../text/index.ts';
import type { WebhookLine } from '../webhook/model.ts';
import {
  type LaneMark,
  type LaneText,
  type LogLane,
  type LogWindow,
  MAX_TEXT,
  type NamingLine,
} from './model.ts';

/** Clients log before a call begins and after it has ended, in milliseconds. */
const AROUND = 60_000;
/** Of a line, so much is shown, in UTF-16 code units. */
const SHOWN = 300;
/** A lane has so many marks at most: more than anyone goes through one by one. */
export const MAX_MARKS = 500;

/**
 * From a minute before a call to a minute after it; of one that is under way, to the moment of its answer.
 * @returns undefined where the call tells no time
 */
export function laneWindow(call: Call, asOf: number): Span | undefined {
  const reach = reachOf(instantsOf(call));
  if (!reach) return undefined;
  return { from: reach.from - AROUND, to: Math.max(reach.to, isLive(call) ? asOf : reach.to) + AROUND };
}

/**
 * What of a window reaches the panel: no more than {@link MAX_MARKS} marks, spread evenly, without keys.
 * @param redact replaces API keys in a text
 */
export function laneOf(
  { window, isEstimate, times, lines, naming, slices, count, warnings, errors }: LogWindow,
  { name, offsetSeconds }: Pick<LogLane, 'name' | 'offsetSeconds'>,
  redact: (text: string) => string,
): LogLane {
  const step = Math.ceil(lines.length / MAX_MARKS);
  const marks = lines
    .filter((_line, index) => index % step === 0)
    .map(({ at, offset, line, level, text }) => ({
      at,
      offset,
      line,
      level,
      text: redactLine(text, redact),
    }))
    .toSorted((a, b) => a.at - b.at);
  return {
    window,
    name: visibleText(name, 80),
    offsetSeconds,
    isEstimate,
    times,
    marks,
    naming,
    slices,
    count,
    warnings,
    errors,
  };
}

/**
 * The webhook events of a log as a lane of its own, at the instants that their bodies tell; undefined where none is
 * in the lane's time. It has no slices: all there is of it are its marks.
 * @param lines of the call's events, without keys
 */
export function webhookLaneOf(
  { window, name, times, isEstimate }: LogLane,
  lines: readonly WebhookLine[],
  t: Translate,
): LogLane | undefined {
  const within = lines.flatMap(({ at, offset, line, text }) =>
    at === undefined || at < window.from || at > window.to
      ? []
      : [{ at, offset, line, level: undefined, text: visibleText(text, SHOWN) }],
  );
  if (within.length === 0) return undefined;
  return {
    window,
    name: t('Webhook events of {0}', name),
    // By the bodies, whatever the log's clock says.
    offsetSeconds: 0,
    isEstimate,
    times,
    marks: within.toSorted((a, b) => a.at - b.at).slice(0, MAX_MARKS),
    naming: within.length,
    slices: [],
    count: within.length,
    warnings: 0,
    errors: 0,
  };
}

/** The beginning of a line without keys. */
function redactLine(text: NamingLine['text'], redact: (text: string) => string): string {
  const start = redactStart(text, redact, text.length < MAX_TEXT);
  return visibleText(start.replaceAll('\t', '    ').trim(), SHOWN);
}

/** The mark whose time is nearest to an instant; of several, the first. Undefined where there is none. */
export function nearestMark(marks: readonly LaneMark[], instant: number): LaneMark | undefined {
  let best: LaneMark | undefined;
  for (const mark of marks)
    if (!best || Math.abs(mark.at - instant) < Math.abs(best.at - instant)) best = mark;
  return best;
}

/** Without the times of the marks: whoever shows them knows the reader's zone. */
export function laneText(lane: LogLane, time: Pick<TimeFormat, 'range'>, t: Translate): LaneText {
  const { name, window, count, errors, warnings, naming, marks, offsetSeconds } = lane;
  const parts = [
    t('{0}, {1}', name, time.range(window.from, window.to)),
    ...(lane.times === 'none' ? [t('no line tells a time')] : []),
    ...(lane.times === 'inDoubt' ? [t('its dates can be read in two ways')] : []),
    ...(lane.times === 'read' ? [t('lines: {0}', count), t('errors: {0}', errors)] : []),
    ...(lane.times === 'read' ? [t('warnings: {0}', warnings), t('naming this call: {0}', naming)] : []),
    ...(offsetSeconds === 0 ? [] : [t('clock corrected by {0}', formatSignedDuration(offsetSeconds, t))]),
    ...(lane.isEstimate ? [t('an estimate: other lines of this time may stand elsewhere in the file')] : []),
    ...(marks.length < naming ? [t('{0} of them listed', marks.length)] : []),
  ];
  return {
    summary: clauseText(parts, t),
    marks: marks.map((mark) => ({ at: mark.at, text: markText(mark, t) })),
  };
}

function markText({ line, level, text }: LaneMark, t: Translate): string {
  const word = level === 'error' ? t('error') : level === 'warning' ? t('warning') : undefined;
  const place = line === undefined ? undefined : t('line {0}', line + 1);
  return [place, word, text]
    .filter((part) => part !== undefined)
    .reduce((so, part) => t('{0}: {1}', so, part));
}
