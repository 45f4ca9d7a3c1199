/**
 * Calls of which something untrue, misleading or awkward was told once, or on which the story kept silent: each stands
 * for its kind. What is right stands with each call in `fixtures/storyCases.json`; here is how it is said.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { storyMarkdown } from '../../../../src/core/export/storyMarkdown.ts';
import { describeLogMoment } from '../../../../src/core/story/logMoment.ts';
import { outlineOf } from '../../../../src/core/story/outline.ts';
import { summaryOf } from '../../../../src/core/story/summary.ts';
import { createTimeFormat } from '../../../../src/core/text/time.ts';
import { decoded, t } from '../support.ts';

interface Case {
  readonly id: string;
  readonly right: string;
  readonly input: unknown;
  /** Unix seconds. */
  readonly now?: number;
  readonly zone?: string;
  readonly line?: { readonly instant: number; readonly precisionSeconds: number };
}

const FIXTURE = join(import.meta.dirname, '../../../fixtures/storyCases.json');
const CASES = JSON.parse(readFileSync(FIXTURE, 'utf8')) as readonly Case[];

/** Whatever is told of a call, anywhere. */
function toldOf({ input, now = 1_700_020_000, zone = 'UTC', line }: Case): string {
  const call = decoded(input);
  const [time, fetchedAt] = [createTimeFormat(zone, 'en'), now * 1000];
  const nothing = {
    connectionName: undefined,
    appId: undefined,
    region: undefined,
    onBehalfOf: undefined,
    logLine: undefined,
    logLines: undefined,
  };
  return [
    storyMarkdown(call, { ...nothing, time, t, fetchedAt, sessionId: 'an-id', withoutNames: false }),
    ...summaryOf(call, { time, t, fetchedAt, connectionName: undefined }),
    JSON.stringify(outlineOf(call, { time, t, asOf: fetchedAt })),
    line ? `Log line: ${describeLogMoment(call, line, t)}` : '',
  ].join('\n');
}

/** By the case's id: what is said, and what is not. */
const TOLD: Readonly<Record<string, readonly [says: readonly string[], saysNot: readonly string[]]>> = {
  'W01-stay-without-flag': [
    ['b: time of joining not known', 'b joined, left at the end', 'together for up to 9 min 47 s'],
    ['only a joined', 'never joined', 'alone'],
  ],
  'W05-meetings-within': [['**2 meetings within 2 h.**', '(2 meetings within 2 h)'], ['within 1 h']],
  'W08-its-last-longer-than-the-call': [
    [
      '**Lasted 9 min 50 s; nobody on the list was in it.**',
      'All stays on the list are of another meeting than the answer',
    ],
    ['for its last', '15 min**'],
  ],
  'W10-nobody-is-in-it-though-more-counted': [
    [
      'Still marked as ongoing, though the last one on the list left 45 min ago',
      'Nobody on the list has been there for 45 min',
      'CometChat reported 5 participants, and listed 2',
    ],
    ['nobody is in it', 'Nobody has been there'],
  ],
  'W11-reversed-stay-in-ongoing': [
    [
      '**Ongoing for 4 min 50 s.**',
      'b’s time of leaving is before that of joining',
      'whether they are there is not told',
    ],
    ['1 person is in it', 'left before joining'],
  ],
  'W12-lists-nobody': [
    [
      'Still marked as ongoing, though it started 4 d 15 h ago; nobody has joined',
      'Nobody on the list is in it',
    ],
    ['CometChat listed nobody'],
  ],
  'W13-last-one-without-evidence': [
    [
      'a left 20 s before the last one did',
      '`participants[0].leftAt` 22:23:00 UTC, `participants[1].leftAt` 22:23:20 UTC',
    ],
    ['`endedAt`'],
  ],
  'W14-meeting-rings': [['**Not started yet, initiated 40 s ago.**'], ['inging']],
  // Its empty list does not show that nobody has entered: only that it has not started is told.
  'W15-meeting-rings-for-long': [['**Not started yet, initiated 2 h ago.**'], ['inging', 'Problem']],
  'W16-meeting-not-taken-with-people': [['**Marked as cancelled, though 2 people joined.**'], ['inging']],
  'W17-no-video-of-one': [['a had no video minutes'], ['A video call', 'b had no']],
  'W20-summary-left-with-open-stay': [
    ['2 people are in it', 'b joined +2 s, still in'],
    ['b joined +2 s, left'],
  ],
  'W23-alone-in-one-to-one-other-unlisted': [
    ['**Answered after 10 s, lasted 9 min 50 s.**', 'b, who was called, is not on the list'],
    ['alone'],
  ],
  'W24-future-leaves': [
    ['**Ongoing for 50 s.**', 'It has times that lie after the answer was fetched'],
    ['is in it', 'are in it'],
  ],
  // Lengths are cut to their second unit, as everywhere: the last one left 4 d 14 h 56 min ago.
  'M02-goes-on-for-days': [
    ['**Still marked as ongoing, though the last one left 4 d 14 h ago.**'],
    ['Ongoing for 4 d'],
  ],
  'M03-rings-though-rejected': [['Rejected by b, and still marked as “initiated”'], ['Ringing for']],
  'M04-rang-for-hours': [['b did not answer; it ended 3 h after it was initiated'], ['rang', 'of ringing']],
  'M07-advice-for-the-caller': [
    ['only b joined', 'Look in the caller’s log for why they did not join after it was answered'],
    ['their device showed'],
  ],
  'M09-ended-lasted-zero': [['Marked as ended, though it has no start'], ['Lasted 0 s']],
  'M10-still-processed': [
    ['No recording came', 'ask CometChat’s support with the session id', 'and none came'],
    ['still be', 'not there yet'],
  ],
  'M11-in-the-making': [
    ['No recording came', 'ask CometChat’s support with the session id'],
    ['in the making', 'not there yet'],
  ],
  'M12-there-since-yesterday': [
    ['00:43:20 UTC    +1 h 6 min  b left (there since 14 Nov 2023, 23:53:20)'],
    ['(there since 23:53:20)'],
  ],
  'M13-milliseconds': [['`initiatedAt` is in milliseconds, and is read so'], ['impossible']],
  'M16-alone-from-the-start-only': [
    [
      'a was alone for 12 min 50 s',
      'a alone for 12 min 50 s',
      '`participants[0].joinedAt` 22:13:50 UTC, `participants[1].joinedAt` 22:26:40 UTC',
    ],
    ['alone for 6 min 40 s'],
  ],
  'M18-log-minute': [
    ['Log line: in the minute in which the call was initiated, it was answered, and a and b joined'],
    ['about'],
  ],
  'M19-blank-entry-never-joined': [
    ['CometChat did not report b joining', 'b: not shown to have joined'],
    ['never joined'],
  ],
  'S03-only-one-listed': [['only a joined', 'b, who was called, is not on the list', '1 participant'], []],
  'S04-missing-leftAt-hides-a-gap': [
    ['b was gone for 1 min 40 s, and came back', '`participants[1].leftAt`', 'a was alone for 1 min 40 s'],
    [],
  ],
  'S06-missing-leftAt-hides-early': [['a left 5 min before the end', 'When b left is not reported'], []],
  'S07-ended-without-start': [['**Marked as ended, though it has no start; nobody joined.**'], ['**Ended']],
  'S08-ongoing-without-start': [
    [
      'Marked as ongoing, though it was initiated 4 d 15 h ago and has no start; nobody has joined',
      'Marked as ongoing, 4 d 15 h after it was initiated',
    ],
    [],
  ],
  'S09-unanswered-with-duration': [
    ['Marked as unanswered, though it has a length of 5 min', '`totalAudioMinutes` 10 min'],
    ['rang', 'of ringing'],
  ],
  'S10-rejection-not-told': [
    ['**c did not answer in 45 s of ringing; b rejected it.**', 'b rejected the call'],
    [],
  ],
  'S11-state-denies-join': [['b joined, and the state is “unanswered”'], []],
  'S12-state-still-ongoing': [['The call has ended, and b’s state is still “ongoing”'], []],
  'S13-callee-unanswered-while-ringing': [
    ['The state of b is “unanswered”, and the call is still marked as “initiated”'],
    ['Ringing for'],
  ],
  'S16-no-audio': [['An audio call of 9 min 50 s with no audio minutes'], []],
  'S17-third-person': [['x joined a call between a and b', 'neither caller nor called'], []],
  'S18-other-device': [['b was gone for 30 s, and came back on another device'], []],
  'S19-state-in-capitals': [['**Rejected by b after 6 s.**'], ['did not report by whom']],
  'A01-quoted-word': [['Its status is “initiated”'], ['“ringing”']],
  'A02-one-participants': [['CometChat reported 1 participant, and listed 2'], ['1 participants']],
  'A03-same-sentence': [['`participants[2].joinedAt`', '`participants[3].leftAt`'], []],
  'A06-none-of-those-listed': [['Nobody on the list joined the call'], ['none of those listed']],
  'A07-lasted-0-s': [['**Answered after 10 s, and ended in the same second.**'], ['lasted 0 s; ']],
  'S20-totals-told-nowhere': [
    ['As the server counts: audio 3 min 30 s · video 19 min 36 s · 2 participants'],
    [],
  ],
};

describe('core story: told right', () => {
  for (const each of CASES) {
    it(`${each.id}: ${each.right}`, () => {
      const [says = assert.fail(), saysNot = []] = TOLD[each.id] ?? [];
      const told = toldOf(each);
      for (const text of says) assert.ok(told.includes(text), `“${text}” is not in\n${told}`);
      for (const text of saysNot) assert.ok(!told.includes(text), `“${text}” is in\n${told}`);
      const findings = [...told.matchAll(/^- \*\*.*$/gm)].map(([line]) => line);
      assert.equal(new Set(findings).size, findings.length, 'nothing is said twice');
    });
  }

  it('all of them', () =>
    assert.deepEqual(
      CASES.map(({ id }) => id),
      CASES.map(({ id }) => id).filter((id) => id in TOLD),
    ));
});
