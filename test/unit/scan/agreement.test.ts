import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { expected, HEX, LEGACY, longTexts, scanned, texts, V1 } from './support.ts';

const chunkSizes = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 70_000 }));

describe('scan: the byte scanner and the text finder agree', () => {
  it('on random texts with ids in every surrounding', () => {
    fc.assert(
      fc.property(texts, chunkSizes, (text, chunkSize) => {
        assert.deepEqual(scanned(Buffer.from(text), { chunkSize }).places, expected(text));
      }),
      { numRuns: 1_500 },
    );
  });

  it('on texts longer than what is held at once, and on long lines', () => {
    fc.assert(
      fc.property(longTexts, chunkSizes, (text, chunkSize) => {
        assert.deepEqual(scanned(Buffer.from(text), { chunkSize }).places, expected(text));
      }),
      { numRuns: 200 },
    );
  });

  it('on bytes that are no UTF-8', () => {
    const bytes = fc
      .array(
        fc.oneof(
          texts.map((text) => Buffer.from(text)),
          fc.uint8Array({ maxLength: 6 }),
        ),
        { maxLength: 6 },
      )
      .map((parts) => Buffer.concat(parts));
    const withoutOffsets = (places: readonly string[]) => places.map((place) => place.replace(/ @\d+/, ''));
    fc.assert(
      fc.property(bytes, chunkSizes, (some, chunkSize) => {
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(some);
        assert.deepEqual(withoutOffsets(scanned(some, { chunkSize }).places), withoutOffsets(expected(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('with patterns of the user, which match anywhere', () => {
    const find = (text: string) =>
      [...text.matchAll(/ipsum|abc-\d+|\(/g)].map(({ index, 0: match }) => ({
        start: index,
        end: index + match.length,
      }));
    const options = { patterns: [{ source: 'ipsum|abc-\\d+|\\(', find }] };
    fc.assert(
      fc.property(longTexts, chunkSizes, (text, chunkSize) => {
        assert.deepEqual(scanned(Buffer.from(text), { chunkSize, options }).places, expected(text, options));
      }),
      { numRuns: 100 },
    );
  });

  it('on two parts of a text, wherever it is divided', () => {
    const divided = texts.chain((text) => {
      const bytes = Buffer.from(text);
      return fc.tuple(fc.constant(bytes), fc.nat(bytes.length));
    });
    const idsOf = ({ places }: { readonly places: readonly string[] }) =>
      places.map((place) => place.replace(/^\d+:\d+ /, ''));
    fc.assert(
      fc.property(divided, ([bytes, middle]) => {
        const parts = [scanned(bytes, { to: middle }), scanned(bytes, { from: middle })];
        assert.deepEqual(parts.flatMap(idsOf), idsOf(scanned(bytes)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts columns after bytes that are as many as the code units they would be', () => {
    const bytes = Buffer.concat([Buffer.from('😀'), Buffer.from([0xf0, 0xf0]), Buffer.from(V1)]);
    assert.deepEqual(scanned(bytes).places, [`1:5 @6 v1 ${V1}`]);
  });

  it('on values after a key that are no plain ids of the integrator', () => {
    for (const value of [
      '1594206205abcdef012345',
      '12xxxx34',
      '0xabc123',
      'a1',
      'mysessionId1',
      '123456',
      '-a1b',
      `team-${LEGACY}`,
      'room-1234567',
      'abc-123',
      'WEB-4_2_0-3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      'ios-4_2-1693575737245',
      'v1.us.31780434a95d45.room-7',
      'room-7@conference.rtc',
      'Optional(room-1234567)',
    ]) {
      for (const text of [
        `"sessionId":"${value}"`,
        `sessionId=${value} `,
        `\\"sessionId\\":\\"${value}\\"`,
        `"roomName":"${value}"`,
        `roomName=${value}&`,
        `sessionId ${value} `,
        `sessionId:1:  ${value} `,
        `[modules/xmpp/moderator.js] Received sessionId: ${value} `,
        `[modules/xmpp/moderator.js]\tsessionId=${value} `,
        `[router] Received sessionId: ${value} `,
        `[xmpp:a] <b>: sessionId="${value}"`,
        `<jibri a="b" sessionId="${value}"/>`,
        `<jibri a=\\"${'x'.repeat(170)}\\" sessionId=\\"${value}\\"/>`,
        `<jibri a='${'x'.repeat(210)}' sessionId="${value}"/>`,
        `AnyHashable("sessionId"): ${value}, `,
      ]) {
        assert.deepEqual(scanned(Buffer.from(text)).places, expected(text));
      }
    }
  });

  it('at the edges of what is looked at in a long line', () => {
    const cut = ` é${LEGACY.slice(0, 30)}… `;
    for (let distance = 2_700; distance < 2_800; distance += 1) {
      const text = `${cut}${'w '.repeat(distance / 2)}${'w'.repeat(distance % 2)} sessionId=r7+é ${'w '.repeat(5_000)}`;
      assert.deepEqual(scanned(Buffer.from(text)).places, expected(text));
    }
    for (let distance = 900; distance < 1_600; distance += 1) {
      const text = `${'w '.repeat(500)}xsessionId=room-8 ${'w'.repeat(distance)}${cut}${'w '.repeat(5_000)}`;
      assert.deepEqual(scanned(Buffer.from(text)).places, expected(text));
    }
  });

  for (const [name, text, ids] of [
    ['a v1 id', `call ${V1} ended`, [V1]],
    ['a legacy id after an app id', `[204546db1e57db4]${LEGACY}`, [LEGACY]],
    ['a custom id of JSON', '{"sessionId":"team-standup-7"}', ['team-standup-7']],
    ['a custom id of escaped JSON', '"{\\"sessionId\\":\\"team-standup-7\\"}"', ['team-standup-7']],
    ['a custom id of a query', '?sessionId=team-standup-7&page=2', ['team-standup-7']],
    ['an id after a percent-escape', `sessionId%3D${V1}%26`, [V1]],
    ['an id cut by a viewer', `${LEGACY.slice(0, 30)}…`, [LEGACY.slice(0, 30)]],
    ['no hash', `${HEX} ${'ab'.repeat(32)}`, []],
    ['no hex dump', '0123456789abcdef'.repeat(5_000), []],
  ] as const) {
    it(`finds ${name}`, () => {
      const found = scanned(Buffer.from(text)).places.map((place) => place.replace(/^.* /, ''));
      assert.deepEqual(found, [...ids]);
    });
  }
});
