/** Pseudonyms: whom they name, and where in a call and a text they stand. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { comparableText } from '../../../../src/core/export/comparable.ts';
import { pseudonymsOf, withoutNames } from '../../../../src/core/export/pseudonyms.ts';
import { rawWithoutNames } from '../../../../src/core/export/rawJson.ts';
import { storyMarkdown } from '../../../../src/core/export/storyMarkdown.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { timesAsLong } from '../../../support/timing.ts';
import { at, call, decoded, HEX, NOW, numbersIn, SEED_ID, stay, t, UTC } from '../support.ts';
import { callOf, contextOf, HOSTILE } from './support.ts';

describe('core pseudonyms', () => {
  const ANN = 'customer-5531';

  /** Pseudonyms where `customer-5531`, called Ann Lindqvist, is person-1, `bob` person-2, and `sales` group-1. */
  const known = pseudonymsOf(
    call({
      initiator: { uid: ANN, name: 'Ann Lindqvist' },
      receiver: { guid: 'sales', name: 'Sales & Co' },
      receiverType: 'group',
      participants: [
        stay('bob', 1),
        stay('a', 2, undefined, { name: '王伟' }),
        stay('48213', 3, undefined, { name: 'Zoë "Z" O’Neil' }),
      ],
    }),
  );

  describe('are numbered', () => {
    const order = (raw: object) => {
      const { participants, initiator, receiver } = withoutNames(call({ ...raw }));
      return [initiator?.id, receiver?.id, ...participants.map(({ uid }) => uid)].join(' ');
    };

    it('by the parties first, then by joining', () => {
      const participants = [
        stay('late', 9),
        stay('never'),
        stay('early', 1),
        stay('callee', 3),
        stay('caller', 2),
      ];
      const parties = { initiator: 'caller', receiver: 'callee', receiverType: 'user' };
      assert.equal(
        order({ ...parties, participants }),
        'person-1 person-2 person-4 person-5 person-3 person-2 person-1',
      );
    });

    it('groups for themselves', () => {
      const raw = {
        initiator: 'ann',
        receiver: 'team',
        receiverType: 'group',
        participants: [stay('bob', 1)],
      };
      assert.equal(order(raw), 'person-1 group-1 person-2');
    });

    it('so that they stay when more join', () => {
      const before = [stay('ann', 1), stay('bob', 2)];
      const after = [stay('cleo', 3), ...before.toReversed()];
      assert.equal(order({ participants: before }), '  person-1 person-2');
      assert.equal(order({ participants: after }), '  person-3 person-2 person-1');
    });

    it('past those that somebody bears', () => {
      assert.equal(
        order({ participants: [stay('person-2', 1), stay('Person-1', 2)] }),
        '  person-3 person-4',
      );
    });
  });

  it('leave no name, avatar or URL in a call, and everything else in its place', () => {
    for (const { raw } of sampleCalls(NOW)) {
      const [before, after] = [decoded(raw), withoutNames(decoded(raw))];
      assert.deepEqual(
        [...after.participants, after.initiator, after.receiver]
          .flatMap((each) => [each?.name, each?.avatar])
          .filter(Boolean),
        [],
      );
      assert.deepEqual(
        [...after.recordings, ...after.transcripts].filter(({ url }) => url !== undefined && url !== ''),
        [],
      );
      assert.deepEqual(numbersIn(after), numbersIn(before));
      assert.equal(after.status, before.status);
      assert.equal(
        new Set(after.participants.map(({ uid }) => uid)).size,
        new Set(before.participants.map(({ uid }) => uid)).size,
      );
      assert.equal(
        new Set(after.participants.map(({ device }) => device)).size,
        new Set(before.participants.map(({ device }) => device)).size,
      );
    }
  });

  it('name somebody without a uid in place of the name', () => {
    const { participants } = withoutNames(
      call({ participants: [stay('', 1, 2, { name: 'Ann' }), stay('', 2)] }),
    );
    assert.deepEqual(
      participants.map(({ uid, name }) => [uid, name]),
      [
        ['', 'person-1'],
        ['', undefined],
      ],
    );
  });

  describe('in a text', () => {
    const texts: readonly (readonly [text: string, expected: string])[] = [
      [ANN, 'person-1'],
      ['CUSTOMER-5531', 'person-1'],
      [` ${ANN} `, 'person-1'],
      [`user=${ANN};`, 'user=person-1;'],
      [`x${ANN}y`, 'xperson-1y'],
      ['Ann Lindqvist rang bob', 'person-1 rang person-2'],
      ['uid=Ann%20Lindqvist&x', 'uid=person-1&x'],
      ['uid=Ann+Lindqvist', 'uid=person-1'],
      ['room-sales-bob', 'room-group-1-person-2'],
      // As names are put into ids.
      ['ann-lindqvist_weekly', 'person-1_weekly'],
      ['weekly.Ann.Lindqvist', 'weekly.person-1'],
      ['AnnLindqvist, ann_lindqvist', 'person-1, person-1'],
      ['{"name":"Sales & Co"}', '{"name":"group-1"}'],
      ['sales%20%26%20co', 'group-1'],
      [String.raw`{\"user\":\"bob\"}`, String.raw`{\"user\":\"person-2\"}`],
      [String.raw`\nbob\tleft`, String.raw`\nperson-2\tleft`],
      ['q=%3Dbob%26', 'q=%3Dperson-2%26'],
      [String.raw`"Zo\u00eb \"Z\" O\u2019Neil"`, '"person-4"'],
      [String.raw`"Zoë \"Z\" O’Neil"`, '"person-4"'],
      ['王伟加入了', 'person-3加入了'],
      // Short ones stay where they may be a part of anything.
      ['bobsleigh kebob', 'bobsleigh kebob'],
      ['bob_1 bob.', 'person-2_1 person-2.'],
      ['a cat ate a bat', 'a cat ate a bat'],
      ['a', 'person-3'],
      // A number that is one of its own.
      ['id 48213 x48213 148213', 'id person-4 x48213 148213'],
      ['took 48213.5 ms at 12:48213, 1,48213', 'took 48213.5 ms at 12:48213, 1,48213'],
      // Session ids of the API’s own forms hold no name.
      [`v1.us.31780434a95d45.1692368113${HEX}`, SEED_ID],
      ['at https://cdn.example/customer-5531/a.png?x#y end', 'at [URL removed] end'],
      [String.raw`"https:\/\/cdn.example\/a","x"`, '"[URL removed]","x"'],
      ['u=https%3A%2F%2Fcdn.example%2Fa v', 'u=[URL removed] v'],
      ['u=https%253A%252F%252Fcdn.example%252Fa v', 'u=[URL removed] v'],
      [String.raw`\"https:\\\/\\\/cdn.example\/a v`, String.raw`\"[URL removed] v`],
      [String.raw`https:\u002F\u002Fcdn.example\u002fa v`, '[URL removed] v'],
      [String.raw`https\u003a\\u002F\\u002Fcdn.example v`, '[URL removed] v'],
      ['wss://x.example:1/', '[URL removed]'],
      ['javascript:alert(1)', '[URL removed]'],
      ['data:image/png;base64,AAAA', '[URL removed]'],
      ['//cdn.example/a', '[URL removed]'],
      ['', ''],
    ];
    for (const [text, expected] of texts) {
      it(JSON.stringify(text), () => assert.equal(known.text(text), expected));
    }

    it('are found in any case', () => {
      const { text } = pseudonymsOf(call({ participants: [stay('Νίκος', 1), stay('İlker', 2)] }));
      assert.equal(text('ΝΊΚΟΣ, νίκοσ, ilker, İLKER'), 'person-1, person-1, person-2, person-2');
    });

    it('are found however their accents are written', () => {
      for (const form of ['NFC', 'NFD'] as const) {
        const name = 'José Núñez'.normalize(form);
        const { text, known: whole } = pseudonymsOf(call({ participants: [stay('u1', 1, 2, { name })] }));
        for (const other of ['NFC', 'NFD'] as const) {
          assert.equal(text(`with ${'José Núñez'.normalize(other)}.`), 'with person-1.');
          assert.equal(whole('JOSÉ NÚÑEZ'.normalize(other)), 'person-1');
        }
      }
    });

    it('leave session ids alone in which chance put a name', () => {
      const { text } = pseudonymsOf(call({ initiator: HEX.slice(3, 9), receiver: '31780434a95d45' }));
      assert.equal(text(`id=${SEED_ID} of 31780434a95d45`), `id=${SEED_ID} of person-2`);
    });

    it('take an id before a name that is written like it', () => {
      const { text } = pseudonymsOf(
        call({ participants: [stay('u1', 1, 2, { name: 'Ann Lindqvist' }), stay('ann-lindqvist', 3)] }),
      );
      assert.equal(text('with ann-lindqvist, ann_lindqvist'), 'with person-2, person-1');
    });

    it('take the longest of those that begin alike', () => {
      const { text } = pseudonymsOf(
        call({ participants: [stay('anna', 1), stay('anna-maria', 2), stay('anna-maria-1', 3)] }),
      );
      assert.equal(text('anna-maria-1 anna-maria anna'), 'person-3 person-2 person-1');
    });

    it('take time in proportion to the text, whatever the uids', () => {
      const fifty = (uidOf: (index: number) => string) => {
        const participants = Array.from({ length: 50 }, (_, index) => stay(uidOf(index), index));
        return pseudonymsOf(call({ participants })).text;
      };
      const replacers = [
        fifty((index) => `${'a'.repeat(600 - index)}b`),
        fifty((index) => `${'a'.repeat(478)}${index + 10}`),
        fifty((index) => `${'a'.repeat(40 + index * 8)}b`),
        fifty((index) => '1'.repeat(450 + index)),
        fifty((index) => 'é'.repeat(30 + index)),
      ];
      const units = ['a', '1', '1 ', '%c3%a9', 'https', 'h+', '\\', 'https:\\', '%3A', 'a%25'];
      for (const [index, text] of replacers.entries()) {
        const all = (length: number) => () => units.map((unit) => text(unit.repeat(length / unit.length)));
        // Eight times the text: were it quadratic, 64 times the time.
        const ratio = timesAsLong(all(16_000), all(2_000));
        assert.ok(ratio < 24, `${index}: ${ratio.toFixed(1)} times`);
      }
    });
  });
});

/** Whatever people are called and wherever their names stand: nothing that is handed on without names has one. */
describe('core handing on without names', () => {
  /** Every text in a value, keys among them. */
  function textsIn(value: unknown): readonly string[] {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, item]) => [
      ...(Array.isArray(value) ? [] : [key]),
      ...textsIn(item),
    ]);
  }

  function holds(text: string, secret: string): boolean {
    const heavy = secret.length >= 5;
    if (heavy) return text.toLowerCase().includes(secret.toLowerCase());
    return secret.length >= 3 && text.split(/[^\p{L}\p{N}]+/u).includes(secret);
  }

  it('leaves no uid and no name of five characters or more anywhere, and shorter ones in no place of their own', () => {
    const name = fc
      .tuple(
        fc.constantFrom('zq', 'Zq', 'żq', 'zq '),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
        fc.constantFrom('', ...HOSTILE.filter(({ length }) => length < 60)),
      )
      .map((parts) => parts.join('').trim());
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 4, maxLength: 6 }), (names) => {
        const [uid = '', shown = '', other = '', guid = ''] = names;
        const note = `(${names.join(') (')})`;
        const raw = {
          sessionId: `room ${uid}`,
          status: other,
          type: guid,
          initiatedAt: at(0),
          startedAt: at(1),
          initiator: { uid, name: shown },
          receiver: guid,
          receiverType: 'group',
          metaData: {
            [uid]: {
              [shown]: note,
              json: JSON.stringify({ names }),
              query: names.map((each) => encodeURIComponent(each.toWellFormed())).join('&'),
            },
          },
          tags: names.slice(0, 4),
          participants: [
            stay(other, 2, 3, { deviceId: `${uid}@x`, state: shown }),
            stay(uid, 2, 4, { name: shown }),
          ],
          recordings: [{ rid: note, recording_url: `https://x.example/${uid}` }],
          transcriptions: [{ roomName: note, transcriptUrl: shown, startTime: at(2) }],
        };
        const logLines = { place: `${uid}.log`, lines: [{ number: 1, text: note, isTheLine: true }] };
        const more = {
          withoutNames: true,
          connectionName: shown,
          onBehalfOf: uid,
          sessionId: raw.sessionId,
          logLines,
        };
        const context = { time: UTC, t, fetchedAt: NOW, sessionId: 'x', appId: undefined, region: undefined };
        const written = [
          ...textsIn(rawWithoutNames(raw)),
          ...textsIn(withoutNames(decoded(raw))),
          storyMarkdown(decoded(raw), contextOf('', more)),
          comparableText(withoutNames(decoded(raw)), context),
        ];
        for (const secret of names.slice(0, 4))
          for (const text of written) assert.ok(!holds(text, secret), JSON.stringify([secret, text]));
      }),
      { numRuns: 300 },
    );
  });

  it('holds for every hostile text', () => {
    for (const text of HOSTILE.filter((each) => each.trim().length > 4)) {
      const written = storyMarkdown(callOf(`zq${text}`), contextOf(`zq${text}`, { withoutNames: true }));
      assert.ok(!written.includes('zq'), written.slice(0, 500));
      const raw = { participants: [{ uid: text, name: text }], metaData: { [text]: `a ${text} b` } };
      assert.ok(
        !textsIn(rawWithoutNames(raw)).some((each) => holds(each, text.trim().slice(0, 512))),
        text.slice(0, 40),
      );
    }
  });
});
