import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { readLogTime } from '../../../../../src/core/logTime/readLogTime.ts';
import type { FinderOptions, UserPattern } from '../../../../../src/core/sessionId/finder/model.ts';
import {
  findSessionIdAt,
  findSessionIdInLines,
  findSessionIds,
} from '../../../../../src/core/sessionId/finder/find.ts';
import { sampleLogs } from '../../../../../src/sandbox/index.ts';
import { sampleCalls } from '../../../../../src/sandbox/samples/samples.ts';
import { timesAsLong } from '../../../../support/timing.ts';
import { HEX, LEGACY_ID, NOW, SEED_ID } from '../../support.ts';
import { NEGATIVE } from './negative.ts';
import { CUT, POSITIVE, type Row } from './positive.ts';

describe('core finder', () => {
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

describe('core finder tables', () => {
  interface Expected {
    readonly id: string;
    readonly start: number;
    readonly end: number;
  }

  /** The line without the marks of its ids, and where these stand. */
  function readRow(row: Row): { readonly line: string; readonly ids: readonly Expected[] } {
    const [marked, ...decoded] = typeof row === 'string' ? [row] : row;
    const ids: Expected[] = [];
    let line = '';
    for (const [index, part] of marked.split(/[«»]/).entries()) {
      const start = line.length;
      line += part;
      if (index % 2 === 1) ids.push({ id: decoded[ids.length] ?? part, start, end: line.length });
    }
    return { line, ids };
  }

  const found = (line: string) =>
    findSessionIds(line).map(({ session, start, end }) => ({ id: session.id, start, end }));
  const title = (line: string) => JSON.stringify(line).slice(0, 80);
  const rows = [...Object.values(POSITIVE), ...Object.values(CUT)].flat().map((row) => readRow(row).line);

  /** What is left of a line when all that tells numbers and ids apart is taken out. */
  const shape = (line: string) => line.replace(/[0-9a-f]{8,}/gi, 'HEX').replace(/\d+/g, '0');

  for (const [cutOff, table] of [
    [false, POSITIVE],
    [true, CUT],
  ] as const) {
    for (const [surrounding, lines] of Object.entries(table)) {
      describe(surrounding, () => {
        it('has five lines', () => assert.ok(lines.length >= 5));
        for (const row of lines) {
          const { line, ids } = readRow(row);
          it(`finds in ${title(line)}`, () => {
            assert.deepEqual(found(line), ids);
            assert.ok(findSessionIds(line).every(({ looksCutOff }) => looksCutOff === cutOff));
            for (const { id, start, end } of ids) {
              assert.equal(findSessionIdAt(line, Math.floor((start + end) / 2))?.session.id, id);
            }
          });
        }
      });
    }
  }

  for (const [trap, lines] of Object.entries(NEGATIVE)) {
    describe(trap, () => {
      it('has five lines', () => assert.ok(lines.length >= 5));
      for (const line of lines) {
        it(`finds nothing in ${title(line)}`, () => assert.deepEqual(found(line), []));
      }
    });
  }

  for (const [name, lines] of [
    ['with ids', rows],
    ['without ids', Object.values(NEGATIVE).flat()],
  ] as const) {
    it(`has no two lines ${name} that differ only in digits`, () => {
      const byShape = Map.groupBy(lines, shape);
      assert.deepEqual(
        [...byShape.values()].filter(({ length }) => length > 1),
        [],
      );
    });
  }

  it('tells the forms apart', () => {
    const forms = new Set(rows.flatMap((line) => findSessionIds(line).map(({ form }) => form)));
    assert.deepEqual([...forms].toSorted(), ['keyed', 'legacy', 'v1']);
  });
});

describe('core finder properties', () => {
  const known = [...Object.values(POSITIVE), ...Object.values(CUT)]
    .flat()
    .map((row) => (typeof row === 'string' ? row : row[0]).replace(/[«»]/g, ''));
  const anyLine = fc.constantFrom(...known, ...Object.values(NEGATIVE).flat());
  /** Pieces of which lines with ids are made, in any order: most lines are none that a program would write. */
  const anyText = fc
    .array(
      fc.oneof(
        anyLine,
        fc.constantFrom(
          SEED_ID,
          LEGACY_ID,
          HEX,
          'v1.us.',
          '1692368113',
          'sessionId',
          'session_id=',
          '%22',
          '%25',
        ),
        fc.constantFrom(
          '"',
          "'",
          '\\"',
          '\\',
          '…',
          '...',
          '‘',
          '’',
          ': ',
          '=',
          '%3D',
          '\\u0022',
          '&',
          '\n',
          'é',
          'x',
          '_',
        ),
        fc.string({ unit: 'binary', maxLength: 6 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  /** White space and marks that are part of no token, value or escape. */
  const noise = fc.string({ unit: fc.constantFrom(...' ,;()<>|\t'), maxLength: 12 });

  it('finds ids in order, none overlapping, each where its place says', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const { session, start, end, form } of findSessionIds(text)) {
          assert.ok(start >= last && end > start && end <= text.length);
          last = end;
          if (form === 'v1' || form === 'legacy') {
            // Behind a key, dots may be percent-encoded; elsewhere these ids are never encoded.
            const raw = text.slice(start, end);
            assert.ok(raw === session.id || /[%\\]/.test(raw));
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds at every position what it finds in the whole line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(text.length < 2_000);
        const all = findSessionIds(text);
        for (let offset = 0; offset <= text.length; offset += 1) {
          const expected = all.findLast(({ start, end }) => start <= offset && offset <= end);
          assert.deepEqual(findSessionIdAt(text, offset), expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('finds in a text what it finds in its lines', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), (texts) => {
        const lines = texts.join('\n').split(/[\n\r]/);
        assert.deepEqual(
          findSessionIds(lines.join('\n')).map(({ session }) => session),
          lines.flatMap((line) => findSessionIds(line).map(({ session }) => session)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds the same in a line of any length as in a short one', () => {
    fc.assert(
      fc.property(anyLine, fc.nat({ max: 9_000 }), fc.nat({ max: 9_000 }), (line, before, after) => {
        const long = `${'ab '.repeat(before)}${line}${' cd'.repeat(after)}`;
        const shift = 3 * before;
        for (const { start, end, ...id } of findSessionIds(` ${line} `)) {
          const at = findSessionIdAt(long, shift + start);
          assert.deepEqual(at, { ...id, start: shift + start - 1, end: shift + end - 1 });
        }
      }),
    );
  });

  it('is not moved by what is around a line and part of no token', () => {
    fc.assert(
      fc.property(anyLine, noise, noise, (line, before, after) => {
        const plain = findSessionIds(`${line}\n`);
        const shifted = findSessionIds(`${before}\n${line}\n${after}`);
        const shift = before.length + 1;
        assert.deepEqual(
          shifted.map((id) => ({ ...id, start: id.start - shift, end: id.end - shift })),
          plain,
        );
      }),
    );
  });

  it('finds every whole id between any two marks', () => {
    fc.assert(
      fc.property(noise, noise, fc.constantFrom(SEED_ID, LEGACY_ID), (before, after, id) => {
        assert.deepEqual(
          findSessionIds(before + id + after).map(({ session, start }) => [session.id, start]),
          [[id, before.length]],
        );
      }),
    );
  });

  it('knows a wrapped id on both lines, wherever it was wrapped', () => {
    for (const id of [SEED_ID, LEGACY_ID]) {
      for (let cut = 2; cut < id.length - 1; cut += 1) {
        const first = `joined ${id.slice(0, cut)}`;
        const second = `  ${id.slice(cut)} by superhero8`;
        const around = ['other', first, second, 'more'];
        const head = findSessionIdInLines(around, 1, 8);
        const rest = findSessionIdInLines(around, 2, 3);
        assert.deepEqual([head?.session.id, head?.start, head?.end], [id, 7, first.length], `${cut}`);
        assert.deepEqual([rest?.session.id, rest?.start, rest?.end], [id, 2, 2 + id.length - cut], `${cut}`);
        assert.ok(head?.looksCutOff && rest?.looksCutOff);
      }
    }
  });
});

describe('core finder in the sample log', () => {
  const samples = sampleCalls(NOW);
  const log = sampleLogs(samples).server;
  const lines = log.trimEnd().split('\n');

  it('finds every id whole, at least twice, and no other', () => {
    const whole = findSessionIds(log).filter(({ looksCutOff }) => !looksCutOff);
    const counts = Map.groupBy(whole, ({ session }) => session.id);
    const known = new Set(samples.map(({ sessionId }) => sessionId));
    assert.deepEqual(
      [...counts.keys()].filter((id) => !known.has(id)),
      [],
    );
    // A custom id shows only behind a key: the log has one bare and in quotes too.
    const missing = samples.filter(({ sessionId }) => (counts.get(sessionId)?.length ?? 0) < 2);
    assert.deepEqual(
      missing.map(({ sessionId }) => sessionId),
      [],
    );
  });

  it('finds the ids that are cut off where the log has a mark', () => {
    for (const line of lines) {
      const cut = findSessionIds(line).some(({ looksCutOff }) => looksCutOff);
      assert.equal(cut, line.includes('… for'), line);
    }
  });

  it('finds in single lines what it finds in the whole', () => {
    const whole = findSessionIds(log).map(({ session }) => session.id);
    assert.deepEqual(
      lines.flatMap((line) => findSessionIds(line).map(({ session }) => session.id)),
      whole,
    );
  });

  it('reads the time of every line, each with its zone, in order to the second', () => {
    const clock = { timeZone: 'Asia/Kathmandu', offsetSeconds: 0, near: undefined };
    // Bodies over several lines tell it in the first.
    const times = lines.filter((line) => !/^(?: |}$)/.test(line)).map((line) => readLogTime(line, clock));
    assert.ok(times.every((time) => time?.zone === 'stated'));
    const seconds = times.map((time) => Math.floor((time?.instant ?? 0) / 1000));
    assert.deepEqual(
      seconds,
      seconds.toSorted((a, b) => a - b),
    );
  });
});

describe('core finder time', function () {
  /** Units which, repeated, make a search look far ahead or back from every place. */
  const NASTY: Readonly<Record<string, string>> = {
    keys: 'session_id=',
    'keys with a quote': 'session_id="',
    'keys with a curly quote': 'sessionId=“',
    'encoded keys': 'sessionId%3D',
    'encoded keys with a quote': '%22sessionId%22%3A%22',
    'keys with an escaped quote': 'sessionId="\\',
    'keys with many backslashes': `sessionId${'\\'.repeat(15)}"`,
    'keys with spaces': 'sessionId        :        ',
    'keys with a long value': `sessionId='${'a'.repeat(1_400)}`,
    'keys with dots': `sessionId="${'.'.repeat(1_500)}"`,
    hex: '0123456789abcdef',
    digits: '1692368113',
    quotes: '"',
    backslashes: '\\',
    'encoded quotes': '%22',
    'encoded percent signs': '%25',
    'v1 starts': 'v1.',
    'v1 heads': 'v1.us.31780434a95d45.',
    'cut ids': '1692368113abcdef1234...',
    dots: '.',
    ellipses: '…',
    'escaped ellipses': '\\u2026',
    ids: `${SEED_ID} `,
    'old ids': `%22${LEGACY_ID}`,
  };

  const repeated = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length));

  // The ratio is what is tested; on a busy machine it takes its time.
  this.timeout(60_000);
  for (const [name, unit] of Object.entries(NASTY)) {
    it(`grows linearly with ${name}`, () => {
      const small = repeated(unit, 128_000);
      const large = repeated(unit, 1_024_000);
      // Eight times the text: were it quadratic, 64 times the time.
      const ratio = timesAsLong(
        () => findSessionIds(large),
        () => findSessionIds(small),
      );
      assert.ok(ratio < 24, `${ratio.toFixed(1)} times`);
    });
  }

  it('takes no longer for the time of a line of any length than for 2,000 characters', () => {
    const clock = { timeZone: 'UTC', offsetSeconds: 0, near: undefined };
    for (const unit of ['"time":"', '20', '2020-07-08 ', '\\"ts\\":\\', '10:02:03', '[', 'Jul  8 ', ' ']) {
      const [short, long] = [repeated(unit, 2_000), repeated(unit, 1_000_000)];
      const many = (text: string) => () => Array.from({ length: 50 }, () => readLogTime(text, clock));
      assert.ok(timesAsLong(many(long), many(short)) < 8, unit);
    }
  });
});
