/**
 * The story of every sample call, compared with `golden/stories.txt`: timeline, verdict and findings. After a
 * change that is meant, run this test with UPDATE_GOLDEN=1 in the environment and read the difference.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Finding } from '../../../../src/core/story/findings/model.ts';
import { findingsOf } from '../../../../src/core/story/findings/findings.ts';
import { formatDuration } from '../../../../src/core/text/duration.ts';
import type { Bar, Timeline } from '../../../../src/core/story/timeline/model.ts';
import { overlapOf, timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import type { Span } from '../../../../src/core/call/spans.ts';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { APP, decoded, NOW, t, UTC } from '../support.ts';

const GOLDEN = join(import.meta.dirname, '../golden', 'stories.txt');
/** Pairs that are written out of a call with many people. */
const MOST = 10;

const time = (instant: number) => UTC.time(instant);
const length = ({ from, to }: Span) => formatDuration((to - from) / 1000, t);
const span = (of: Span) => `${time(of.from)} – ${time(of.to)} (${length(of)})`;

function bar(of: Bar): string {
  const edges = [of.start === 'known' ? '' : `start ${of.start}`, of.end === 'known' ? '' : `end ${of.end}`];
  return [span(of), ...edges.filter((edge) => edge !== '')].join(', ');
}

function few(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST), `… and ${lines.length - MOST} more`];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)];
}

function timelineLines(timeline: Timeline): readonly string[] {
  const { events, people, windows, meetings, together, alone } = timeline;
  const pairs = people.flatMap((one, index) =>
    people.slice(index + 1).flatMap((other) => {
      const { spans, seconds } = overlapOf(timeline, one.key, other.key);
      if (seconds === 0) return [];
      return `${one.uid} and ${other.uid}: ${formatDuration(seconds, t)}, ${spans.map(span).join('; ')}`;
    }),
  );
  return [
    `  from ${UTC.dateTime(timeline.from)} to ${UTC.dateTime(timeline.to)}${timeline.isLive ? ', live' : ''}`,
    ...section(
      'events',
      events.map(
        ({ at, kind, person, index }) =>
          `${time(at)} ${kind}${index === undefined ? '' : ` #${index}`}${person ? ` ${person.uid}` : ''}`,
      ),
    ),
    ...section('bars', [
      ...(timeline.ringing ? [`ringing ${bar(timeline.ringing)}`] : []),
      ...(timeline.talking ? [`talking ${bar(timeline.talking)}`] : []),
      ...windows.map((window) => `${window.kind} #${window.index} ${bar(window)}`),
    ]),
    ...section(
      'people',
      people.flatMap(({ uid, name, attendance, stays, devices, presentSeconds, isCertain }) => [
        `${uid}${name === undefined ? '' : ` (${name})`}: ${attendance === 'joined' ? `there for ${formatDuration(presentSeconds, t)}` : 'never there'}` +
          `${devices.length > 1 ? ` on ${devices.length} devices` : ''}${isCertain ? '' : ', as far as is told'}`,
        ...stays.map(
          (stay) => `  #${stay.index} ${bar(stay)}${stay.device ? `, ${stay.device.slice(0, 8)}` : ''}`,
        ),
      ]),
    ),
    ...section('together', together.map(span)),
    ...section(
      'alone',
      alone.map((each) => `${each.uid} ${span(each)}`),
    ),
    ...section('pairs', few(pairs)),
    ...section(
      'meetings',
      meetings.map(
        (meeting) => `${meeting.meetingId.slice(0, 8)} ${span(meeting)}: ${meeting.uids.join(', ')}`,
      ),
    ),
  ];
}

function findingLines(finding: Finding): readonly string[] {
  const { kind, severity, message, advice, fields, uid, from, to } = finding;
  const place = [uid, from === undefined ? undefined : time(from), to === undefined ? undefined : time(to)]
    .filter((part) => part !== undefined)
    .join(' ');
  return [
    `  ${severity.toUpperCase()} ${message}. [${kind}]`,
    ...(advice === undefined ? [] : [`    → ${advice}.`]),
    `    ${fields.join(', ')}${place === '' ? '' : ` @ ${place}`}`,
  ];
}

function story({ title, raw, sessionId }: { title: string; raw: unknown; sessionId: string }): string {
  const call = decoded(raw);
  const timeline = timelineOf(call, NOW);
  const findings = findingsOf(call, { asOf: NOW, sessionId, appId: APP, region: 'us', t });
  return [
    title,
    `  “${verdictOf(call, NOW, t)}.”`,
    ...(findings.length === 0 ? ['  no findings'] : findings.flatMap(findingLines)),
    ...(timeline ? timelineLines(timeline) : ['  no times']),
    '',
  ].join('\n');
}

describe('core: the stories of the sample calls', () => {
  it('are as in the golden file', () => {
    const actual = sampleCalls(NOW).map(story).join('\n');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, actual);
    assert.equal(actual, readFileSync(GOLDEN, 'utf8').replaceAll('\r\n', '\n'));
  });
});
