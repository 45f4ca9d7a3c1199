import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  type FinderOptions,
  findSessionIdAt,
  findSessionIdInLines,
  findSessionIds,
  type UserPattern,
} from '../../../../src/core/sessionId/finder/index.ts';
import { HEX, LEGACY_ID, SEED_ID } from '../support.ts';

const idsIn = (text: string, options?: FinderOptions) =>
  findSessionIds(text, options).map(({ session }) => session.id);

/** A pattern as its caller makes it of an expression. */
function pattern(source: string): UserPattern {
  return {
    source,
    find: (text) =>
      [...text.matchAll(new RegExp(source, 'dg'))].map(({ indices }) => {
        const [start, end] = indices?.[1] ?? indices?.[0] ?? [0, 0];
        return { start, end };
      }),
  };
}

describe('core finder', () => {
  it('finds all of a text, in order, each with its form', () => {
    const text = `${LEGACY_ID},${SEED_ID};sessionId=team-standup\n${SEED_ID.slice(0, 40)}… "sessionId":"${SEED_ID}"`;
    assert.deepEqual(
      findSessionIds(text).map(({ session, form, looksCutOff }) => [session.form, form, looksCutOff]),
      [
        ['legacy', 'legacy', false],
        ['v1', 'v1', false],
        ['custom', 'keyed', false],
        ['cut', 'v1', true],
        ['v1', 'v1', false],
      ],
    );
  });

  it('takes ids of either case and of any app', () => {
    for (const id of [SEED_ID.toUpperCase(), LEGACY_ID.toUpperCase(), `v1.us.zq4546xyz.1692368113${HEX}`]) {
      assert.deepEqual(idsIn(`<${id}>`), [id]);
    }
  });

  it('takes the first and the last plausible second of a legacy id, and none beyond', () => {
    const tail = HEX;
    for (const seconds of ['1400000000', '1999999999', '2199999999']) {
      assert.deepEqual(idsIn(seconds + tail), [seconds + tail]);
    }
    for (const seconds of ['1399999999', '0999999999', '2200000000', '3000000000', '9999999999']) {
      assert.deepEqual(idsIn(seconds + tail), []);
    }
  });

  it('says of what is cut what is known of it', () => {
    const [found] = findSessionIds(`"${SEED_ID.slice(0, 50)}…"`);
    assert.deepEqual(found?.session, {
      form: 'cut',
      id: SEED_ID.slice(0, 50),
      region: 'us',
      appId: '31780434a95d45',
      initiatedAt: 1_692_368_113_000,
    });
  });

  it('reads the v1 id that is percent-encoded behind a key', () => {
    const raw = SEED_ID.replaceAll('.', '%2E');
    const [found] = findSessionIds(`?sessionId=${raw}&x`);
    assert.deepEqual(
      [found?.session.id, found?.form, found?.start, found?.end],
      [SEED_ID, 'v1', 11, 11 + raw.length],
    );
  });

  it('takes a legacy id of any time behind a key, and what only begins like one as custom', () => {
    assert.equal(findSessionIds(`sessionId=0000000000${HEX}`)[0]?.form, 'legacy');
    const [uuid] = findSessionIds('sessionId=9999999999abcdef9999999999abcdef');
    assert.deepEqual([uuid?.session.form, uuid?.looksCutOff], ['custom', false]);
  });

  it('does not take an id of 512 characters for too long, nor one of 513 for an id', () => {
    assert.equal(idsIn(`%22sessionId%22%3A%22${'%41'.repeat(512)}%22`)[0], 'A'.repeat(512));
    for (const quote of ['', '"', "'", '%22', '\\"']) {
      assert.equal(idsIn(`sessionId=${quote}${'a-'.repeat(256)}${quote}`)[0]?.length, 512, quote);
      assert.deepEqual(idsIn(`sessionId=${quote}${'a-'.repeat(256)}b${quote}`), [], quote);
    }
  });

  it('never lets a value end at another kind of quote', () => {
    assert.deepEqual(idsIn(`sessionId="it's-me"`), [`it's-me`]);
    assert.deepEqual(idsIn(`{\\"sessionId\\":\\"a-\\\\\\"b\\\\\\"\\"}`), ['a-"b"']);
    assert.deepEqual(idsIn('%22sessionId%22%3A%22a%27b%22'), [`a'b`]);
    assert.deepEqual(idsIn(`sessionId=‘say “hi” x’`), ['say “hi” x']);
  });

  describe('patterns of the user', () => {
    it('find what no other rule does', () => {
      const [found, ...others] = findSessionIds('room#weekly joined', {
        patterns: [pattern(String.raw`room#(\w+)`)],
      });
      assert.deepEqual(
        [found, others],
        [
          {
            session: { form: 'custom', id: 'weekly' },
            start: 5,
            end: 11,
            form: 'pattern',
            looksCutOff: false,
          },
          [],
        ],
      );
    });

    it('go before values of keys and behind whole ids', () => {
      const patterns = [pattern('team-standup-[a-z]+'), pattern(String.raw`\S*v1\S*`)];
      const text = `sessionId="x team-standup-west" room-${SEED_ID}`;
      assert.deepEqual(
        findSessionIds(text, { patterns }).map(({ session, form }) => [session.id, form]),
        [
          ['team-standup-west', 'pattern'],
          [SEED_ID, 'v1'],
        ],
      );
    });

    it('never overlap, the first going before the others', () => {
      assert.deepEqual(idsIn('abcdef', { patterns: [pattern('cde'), pattern('abcd'), pattern('f')] }), [
        'abcd',
        'f',
      ]);
    });

    it('leave out white space, the empty, the too long and what has control characters', () => {
      assert.deepEqual(
        findSessionIds('<  a b > <> <\u0007> <..>', { patterns: [pattern('<([^>]*)>')] }).map(
          ({ session, start, end }) => [session.id, start, end],
        ),
        [['a b', 3, 6]],
      );
      assert.deepEqual(idsIn('y'.repeat(513), { patterns: [pattern('y+')] }), []);
    });

    it('say nothing of a match that the search around a position cut', () => {
      const patterns = [pattern('y+')];
      const line = `${'y'.repeat(400)}${' '.repeat(1_500)}x`;
      assert.equal(findSessionIdAt(line, 300, { patterns })?.end, 400);
      assert.equal(findSessionIdAt('y'.repeat(5_000), 2_500, { patterns }), undefined);
      assert.equal(
        findSessionIdAt(`${'-'.repeat(3_000)}${'y'.repeat(400)}`, 3_200, { patterns })?.start,
        3_000,
      );
    });
  });

  describe('at a position', () => {
    const line = `a ${SEED_ID} b ${LEGACY_ID}`;
    const start = 2;
    const end = start + SEED_ID.length;
    for (const [offset, id] of [
      [0, undefined],
      [start - 1, undefined],
      [start, SEED_ID],
      [start + 10, SEED_ID],
      [end, SEED_ID],
      [end + 1, undefined],
      [line.length, LEGACY_ID],
      [line.length + 5, undefined],
      [-5, undefined],
    ] as const) {
      it(`${offset}: ${id?.slice(0, 10) ?? 'none'}`, () => {
        assert.equal(findSessionIdAt(line, offset)?.session.id, id);
      });
    }

    it('looks at nothing further than 2,000 away, and cuts no id there', () => {
      const id = 'a-'.repeat(256);
      const far = `${'x '.repeat(5_000)}"sessionId":"${id}"${' y'.repeat(5_000)}`;
      const from = far.indexOf(id);
      for (const offset of [from, from + 256, from + 512]) {
        const found = findSessionIdAt(far, offset);
        assert.deepEqual([found?.session.id, found?.start, found?.end], [id, from, from + 512]);
      }
      // The longest raw value there can be, from either of its ends.
      const encoded = '%41'.repeat(512);
      const url = `${'x '.repeat(5_000)}?sessionId=${encoded}&${' y'.repeat(5_000)}`;
      const at = url.indexOf(encoded);
      for (const offset of [at, at + 1_536]) {
        assert.equal(findSessionIdAt(url, offset)?.session.id, 'A'.repeat(512));
      }
    });
  });

  describe('in lines', () => {
    const [first, second] = [SEED_ID.slice(0, 45), SEED_ID.slice(45)];

    it('joins what a viewer wrapped, and says that it looks cut off', () => {
      const found = findSessionIdInLines([`x ${first}`, second], 0, 5);
      assert.deepEqual([found?.session.form, found?.looksCutOff, found?.end], ['v1', true, 47]);
    });

    it('takes the end of a wrapped id for none of its own', () => {
      const head = 'v1.us.31780434a95d45.';
      const tail = SEED_ID.slice(head.length);
      assert.equal(findSessionIdInLines([head, tail], 1, 5)?.session.id, SEED_ID);
      assert.equal(findSessionIdInLines(['nothing', tail], 1, 5)?.session.id, tail);
    });

    it('joins over white space and line breaks that were kept', () => {
      const found = findSessionIdInLines([`x ${first} \r`, `\t${second}`], 0, 47);
      assert.deepEqual([found?.session.id, found?.start, found?.end], [SEED_ID, 2, 47]);
      assert.equal(findSessionIdInLines([`x ${first} \r`, `\t${second}`], 0, 48), undefined);
    });

    it('says what is known where the rest is missing', () => {
      const found = findSessionIdInLines([`x ${first}`, 'other'], 0, 5);
      assert.deepEqual([found?.session.form, found?.session.id], ['cut', first]);
      assert.equal(findSessionIdInLines(['other', `${second} x`], 1, 2), undefined);
    });

    it('leaves ids that are whole on their line as they are', () => {
      const lines = [`a ${SEED_ID}`, `${LEGACY_ID} b`, ''];
      assert.equal(findSessionIdInLines(lines, 0, 5)?.looksCutOff, false);
      assert.equal(findSessionIdInLines(lines, 1, 5)?.session.id, LEGACY_ID);
      assert.equal(findSessionIdInLines(lines, 2, 0), undefined);
      assert.equal(findSessionIdInLines(lines, 3, 0), undefined);
      assert.equal(findSessionIdInLines([], 0, 0), undefined);
    });
  });
});
