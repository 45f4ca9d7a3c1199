/** Whatever people are called and wherever their names stand: nothing that is handed on without names has one. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { comparableText } from '../../../../src/core/export/comparable.ts';
import { withoutNames } from '../../../../src/core/export/pseudonyms.ts';
import { rawWithoutNames } from '../../../../src/core/export/rawWithoutNames.ts';
import { storyMarkdown } from '../../../../src/core/export/storyMarkdown.ts';
import { at, decoded, NOW, stay, t, UTC } from '../support.ts';
import { callOf, contextOf, HOSTILE } from './support.ts';

describe('core handing on without names', () => {
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
