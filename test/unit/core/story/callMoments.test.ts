import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { callMoments, momentsText } from '../../../../src/core/story/index.ts';
import { at, call, NOW, stay, t } from '../support.ts';

const textsOf = (raw: Readonly<Record<string, unknown>>) =>
  callMoments(call(raw), NOW, t).map(({ text }) => text);

describe('what happened in a call, for the lines of a log', () => {
  it('is told with how far it was from the start, or from the end where that was coming', () => {
    const raw = {
      mode: 'call',
      initiatedAt: at(0),
      startedAt: at(14),
      endedAt: at(33),
      participants: [stay('superhero2', 14, 31), stay('superhero8', 15, 33), stay('late', 34, 40)],
    };
    assert.deepEqual(textsOf(raw), [
      'the call was initiated',
      'the call was answered, 14 s after it was initiated',
      'superhero2 joined',
      'superhero8 joined, 1 s after the start',
      'superhero2 left, 2 s before the end',
      'superhero8 left',
      'the call ended, 19 s after the start',
      'late joined, 20 s after the start',
      'late left, 7 s after the end',
    ]);
  });

  it('is counted from the start in a call that goes on, and from nothing where nothing is known', () => {
    assert.deepEqual(textsOf({ status: 'ongoing', startedAt: at(10), participants: [stay('a', 5, 20)] }), [
      'a joined, 5 s before the start',
      'the call started',
      'a left, 10 s after the start',
    ]);
    assert.deepEqual(textsOf({ participants: [stay('a', 5)] }), ['a joined']);
    assert.deepEqual(textsOf({}), []);
  });

  it('shows what names would hide', () => {
    const [joined] = textsOf({ participants: [stay('a\u202eb', 5)] });
    assert.equal(joined, 'a⟨U+202E⟩b joined');
  });
});

describe('what stands at one line', () => {
  const of = (text: string, seconds = 0, label?: string) => ({
    moment: { at: seconds * 1000, text },
    label,
    lineAt: 0,
  });

  it('is joined, and counted where it is much', () => {
    assert.equal(momentsText([of('a joined')], t), '◂ a joined');
    assert.equal(momentsText([of('a joined'), of('b joined')], t), '◂ a joined · b joined');
    const five = ['a', 'b', 'c', 'd', 'e'].map((name) => of(`${name} left`));
    assert.equal(momentsText(five, t), '◂ a left · b left · c left · 2 more');
    assert.ok(momentsText([of('x'.repeat(1_000))], t).length <= 210);
  });

  it('tells how far it is from a line that is not near', () => {
    assert.equal(momentsText([of('a left', 9.9)], t), '◂ a left');
    assert.equal(momentsText([of('a left', 12)], t), '◂ a left (12 s after this line)');
    assert.equal(momentsText([of('a left', -75)], t), '◂ a left (1 min 15 s before this line)');
  });

  it('tells calls apart where there are several, each once', () => {
    const moments = [of('a left', 0, '…cf92'), of('b left', 0, '…cf92'), of('c joined', 0, '…a51b')];
    assert.equal(momentsText(moments, t), '◂ …cf92: a left · b left · …a51b: c joined');
  });
});
