/** Which of many forms a text has at a place. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { formFinder } from '../../../../src/core/export/textReplacer.ts';
import { timesAsLong } from '../../../support/timing.ts';

describe('core finder of forms', () => {
  /** The same by trying all, the longest first. */
  function naive(forms: readonly string[], text: string, at: number, accepts: (form: number) => boolean) {
    return [...forms.keys()]
      .filter((index) => forms.indexOf(forms[index] ?? '') === index)
      .toSorted((a, b) => (forms[b]?.length ?? 0) - (forms[a]?.length ?? 0))
      .find((index) => text.startsWith(forms[index] ?? '', at) && accepts(index));
  }

  it('finds what trying all of them finds', () => {
    const word = (minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b', 'é', '王', '\ud83d', '\ude00'), minLength, maxLength });
    const forms = fc.array(word(1, 6), { maxLength: 12 });
    fc.assert(
      fc.property(forms, word(0, 20), fc.func(fc.boolean()), (list, text, accepts) => {
        const find = formFinder(list);
        for (let at = 0; at < text.length; at++) {
          assert.equal(find(text, at, accepts), naive(list, text, at, accepts), `${text} at ${at}`);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('takes hardly longer for many forms that begin alike than for one', () => {
    const forms = Array.from({ length: 512 }, (_, index) => 'a'.repeat(512 - index));
    const text = 'a'.repeat(20_000);
    const search = (find: ReturnType<typeof formFinder>) => () => {
      for (let at = 0; at < text.length; at++) find(text, at, () => false);
    };
    const [many, one] = [formFinder([...forms, `${'a'.repeat(480)}b`]), formFinder(forms.slice(0, 1))];
    const ratio = timesAsLong(search(many), search(one));
    assert.ok(ratio < 8, `${ratio.toFixed(1)} times`);
  });
});
