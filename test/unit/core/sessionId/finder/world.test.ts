/** Lines as SDKs, browsers and servers leave them, after public reports and published samples; names are invented. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { findSessionIdInLines, findSessionIds } from '../../../../../src/core/sessionId/finder/find.ts';
import { isLookedUpWithOthers } from '../../../../../src/core/sessionId/parse.ts';
import { LEGACY_ID, SEED_ID } from '../../support.ts';
import { NEGATIVE } from './negative.ts';
import { CUT, POSITIVE } from './positive.ts';

const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const CRASHES = '7b1ac07d9f3b4c1e8a2d5e6f70812345';
const OF_17 = 'v1.in.1234567890abcdef0.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';

/** Each with the ids that are in it; all of them are whole. */
const LINES: readonly (readonly [line: string, ...ids: readonly string[]])[] = [
  [
    'GET https://rtc-test.cometchat.io/?sessionID=v1.eu.204546db1e57db4a.abcd-efgh-ijkl&username=user3&mode=SPOTLIGHT',
    'v1.eu.204546db1e57db4a.abcd-efgh-ijkl',
  ],
  [`sessionID: v1.us.31780434a95d45.${UUID}`, `v1.us.31780434a95d45.${UUID}`],
  ['"roomName":"v1.us.31780434a95d45.alice@conference.rtcv5-us.cometchat.io"', 'v1.us.31780434a95d45.alice'],
  [
    `"recording_url":"https://recordings-us.cometchat.io/31780434a95d45/2023-08-18/${SEED_ID}_2023-08-18-14-15-30.mp4"`,
    SEED_ID,
  ],
  [` LOG  sessionID:1:  ${UUID}-1716899910`, `${UUID}-1716899910`],
  [`I/flutter ( 5002): │ callEvent.sessionId ${UUID}, meetingId 65aa573f29d6c5002fd79968, callerId 7`, UUID],
  ['[AnyHashable("sessionId"): room-of-ana-7, AnyHashable("callType"): video]', 'room-of-ana-7'],
  [`[modules/xmpp/moderator.js] Received sessionId:  ${UUID}`],
  [`{"sessionId":"WEB-4_2_0-${UUID}-1693575737245","data":{"integrationSource":"manual"}}`],
  [`    session_id: ${CRASHES}`, CRASHES],
  [
    `Log callSettings {"mode": "DEFAULT", "region": "us", "sessionID": "${SEED_ID}", "user": {"authToken": "${UUID}"}}`,
    SEED_ID,
  ],
  [`caller-1: still \`ongoing\` (${OF_17}) — stale?`, OF_17],
  ['"sessionId": "v1.123.aik2", // The unique sessionId', 'v1.123.aik2'],
  [`wss://31780434a95d45.xmpp.rtcv5-us.cometchat.io/xmpp-websocket?room=${SEED_ID}&token=abc`, SEED_ID],
  [
    'Logger.js:154 2022-08-26T05:01:33.263Z [modules/xmpp/moderator.js] <pr.createConferenceIq>:  Session ID: null machine UID: c620576c69b23b6fce6d8cc38c2bee57',
  ],
  [
    `04-04 15:28:43.769  8078  8117 I ReactNativeJS: '[VideoChat]:', 'onCall. UserID:92434. SessionID: ${UUID}'`,
    UUID,
  ],
];

describe('core finder in lines of the world', () => {
  for (const [line, ...ids] of LINES) {
    it(`finds ${ids.length} in ${JSON.stringify(line).slice(0, 90)}`, () => {
      assert.deepEqual(
        findSessionIds(line).map(({ session, looksCutOff }) => [session.id, looksCutOff]),
        ids.map((id) => [id, false]),
      );
    });
  }

  it('finds what may be of another tool, to be looked up by a click alone', () => {
    assert.equal(isLookedUpWithOthers(CRASHES), false);
    for (const id of LINES.flatMap(([, ...ids]) => ids).filter((each) => each !== CRASHES))
      assert.ok(isLookedUpWithOthers(id), id);
  });

  it('takes a name at the end of a line for one, unless the next line goes on with time and hex', () => {
    const id = 'v1.us.31780434a95d45.16923';
    const at = (next: string) => {
      const found = findSessionIdInLines([`joined ${id}`, next], 0, 12);
      return [found?.session.id, found?.looksCutOff];
    };
    assert.deepEqual(at('2023-08-18 left'), [id, false]);
    assert.deepEqual(at(`  ${SEED_ID.slice(id.length)} left`), [SEED_ID, true]);
    const cut = findSessionIdInLines([`joined ${id}…`], 0, 12);
    assert.deepEqual([cut?.session.form, cut?.session.id, cut?.looksCutOff], ['cut', id, true]);
  });
});

describe('core finder and the rest of a line', () => {
  const anyRow = [...Object.values(POSITIVE), ...Object.values(CUT)]
    .flat()
    .map((row) => (typeof row === 'string' ? row : row[0]));
  /** What is left of a line without ids, keys of ids and times. */
  const plain = (text: string) =>
    text
      .replaceAll(/«[^»]*»/g, ' ')
      .replaceAll(/v1\.[a-z]+\.\S*/gi, ' ')
      .replaceAll(/[sS]ession(?:I[dD]|_?id)|[rR]oomName/g, ' ')
      .replaceAll(/\d{4}-?\d\d-?\d\d|\d\d:\d\d|\d{10,}/g, ' ')
      .replaceAll(/[0-9a-f]{12,}/gi, ' ');
  const rest = fc
    .tuple(
      fc.constantFrom(...anyRow, ...Object.values(NEGATIVE).flat(), ...LINES.map(([line]) => line)),
      fc.nat(120),
      fc.nat(120),
    )
    .map(([text, from, length]) => plain(text.slice(from, from + length)));
  const id = fc.constantFrom(
    SEED_ID,
    LEGACY_ID,
    OF_17,
    'v1.us.31780434a95d45.alice',
    `v1.eu.204546db1e57db4a.${UUID}`,
  );
  const keyed = fc.constantFrom(
    ' sessionId=room-of-ana-7 ',
    '"sessionId":"team-standup"',
    ` sessionId ${UUID}, `,
    ' sessionID:1:  room-of-ana-7 ',
    '"roomName":"team-standup@conference.rtc"',
    'AnyHashable("sessionId"): room-of-ana-7, ',
    ` session_id: ${CRASHES} `,
  );
  const found = (text: string, from: number, to: number) =>
    findSessionIds(text)
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ session, looksCutOff }) => [session.id, looksCutOff]);

  it('does not change what is found of a bare id, on either side', () => {
    fc.assert(
      fc.property(rest, rest, id, (before, after, one) => {
        // A mark says that it was cut, whatever stands there; a token that touches it is none of its surroundings.
        const text = `${before} ${one} ${after}`;
        const from = before.length + 1;
        assert.deepEqual(found(text, from, from + one.length), [[one, false]], text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('does not change what is found behind a key', () => {
    fc.assert(
      fc.property(rest, rest, keyed, (before, after, one) => {
        const alone = found(one, 0, one.length);
        assert.equal(alone.length, 1, one);
        const text = `${before}\t| ${one} | ${after}`;
        const from = before.length + 3;
        assert.deepEqual(found(text, from, from + one.length), alone, text);
      }),
      { numRuns: 3_000 },
    );
  });
});
