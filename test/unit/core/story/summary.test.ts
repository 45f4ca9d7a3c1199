/** A call in a few lines: for a hover, a ticket, a list. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { readMessages } from '../../../../scripts/l10n.ts';
import { type Translate, untranslated } from '../../../../src/core/base/index.ts';
import { findingsOf } from '../../../../src/core/story/findings/index.ts';
import { briefOf, summaryMarkdown, summaryOf } from '../../../../src/core/story/summary.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { HOSTILE, readMarkdown, type Token } from '../export/support.ts';
import { at, call, stay, t, UTC } from '../support.ts';

const context = { time: UTC, t, fetchedAt: at(60) * 1000, connectionName: 'Home' };
const lines = (raw: object, more: object = {}) => summaryOf(call({ ...raw }), { ...context, ...more });

const ended = {
  type: 'video',
  mode: 'call',
  initiator: 'ann',
  receiver: 'bob',
  initiatedAt: at(0),
  startedAt: at(14),
  endedAt: at(33),
  participants: [stay('ann', 14, 33), stay('bob', 15, 20)],
};

describe('core summary', () => {
  it('tells how it went, who and where, when, and who came and went', () => {
    assert.deepEqual(lines(ended), [
      'Answered after 14 s, lasted 19 s; bob left first, 13 s before the end',
      'video · ann → bob · ended · Home',
      '14 Nov 2023, 22:13:34 – 22:13:53 UTC',
      'ann joined +0 s, left at the end · bob joined +1 s, left +6 s',
    ]);
  });

  it('tells people of one name apart', () => {
    const participants = ['u1', 'u2'].map((uid, index) => stay(uid, 14 + index, 33, { name: 'Ann' }));
    assert.equal(
      lines({ ...ended, participants }).at(-1),
      'Ann (u1) joined +0 s, left at the end · Ann (u2) joined +1 s, left at the end',
    );
  });

  describe('who came more than once', () => {
    const who = (...stays: readonly object[]) =>
      lines({ ...ended, endedAt: at(900), participants: stays }).at(-1);
    const ann = (from: number, to?: number, more: object = {}) => stay('ann', from + 14, to && to + 14, more);

    it('is told with each gap, and never as one who left at the end', () => {
      assert.equal(
        who(ann(3, 394), ann(516, 886)),
        'ann joined +3 s, left +6 min 34 s, back +8 min 36 s until the end',
      );
      assert.equal(
        who(ann(3, 10), ann(20, 30), ann(40, 50)),
        'ann joined +3 s, left +10 s, back +20 s, left +30 s, back +40 s, left +50 s',
      );
      assert.equal(
        who(...[0, 10, 20, 30].map((from) => ann(from, from + 5))),
        'ann joined +0 s, left and came back 3 times, left +35 s',
      );
      assert.equal(
        who(ann(0, 5), ann(10, 15), ann(20, 25), ann(30, 886)),
        'ann joined +0 s, left and came back 3 times, there until the end',
      );
    });

    it('was not gone while another stay went on, nor where an entry leaves it open', () => {
      assert.equal(who(ann(0, 886), ann(5, 10), ann(20, 30)), 'ann joined +0 s, left at the end');
      assert.equal(who(ann(0), ann(20, 30)), 'ann joined +0 s');
      assert.equal(who(ann(0, 5), ann(20, 30, { isJoined: false })), 'ann joined +0 s');
      assert.equal(who(ann(0, 5), ann(20, 30, { joinedAt: undefined })), 'ann joined, left +30 s');
    });

    it('is still in where the last stay goes on', () => {
      const participants = [ann(0, 5), ann(20)];
      assert.equal(
        lines({ ...ended, status: 'ongoing', endedAt: undefined, participants }).at(-1),
        'ann joined +0 s, left +5 s, back +20 s, still in',
      );
    });
  });

  describe('for what was asked', () => {
    const asked = { sessionId: 'an-id', appId: undefined, region: undefined };
    const first = (raw: object, more: object = {}) =>
      lines({ sessionId: 'an-id', ...raw }, { asked, ...more })[0];

    it('begins with the gravest finding, and tells it once', () => {
      const gone = [stay('ann', 14, 900), stay('bob', 15, 100), stay('bob', 300, 900)];
      assert.equal(
        first({ ...ended, endedAt: at(900), participants: gone }),
        'bob was gone for 3 min 20 s, and came back. Answered after 14 s, lasted 14 min 46 s',
      );
      assert.equal(
        first({ ...ended, sessionId: 'another' }),
        'CometChat answered with another session than the one asked for. ' +
          'Answered after 14 s, lasted 19 s; bob left first, 13 s before the end',
      );
    });

    it('is the verdict where that tells it, or where nothing is worth a look', () => {
      const busy = { ...ended, status: 'busy', startedAt: undefined, endedAt: at(1), participants: [] };
      for (const raw of [ended, busy, { ...ended, participants: [stay('ann', 14, 33), stay('bob')] }]) {
        assert.equal(first(raw), lines({ sessionId: 'an-id', ...raw })[0]);
      }
    });
  });

  it('tells no instant and no date again that stand beside it, and the app that does not', () => {
    const beside = { app: ['us', 'app 31780434a95d45'], instant: at(0) * 1000 };
    assert.deepEqual(lines(ended, { beside }).slice(1, 3), [
      'video · ann → bob · ended · Home · us · app 31780434a95d45',
      '22:13:34 – 22:13:53 UTC',
    ]);
    const ringing = { status: 'initiated', initiatedAt: at(0) };
    assert.equal(lines(ringing, { beside })[2], 'fetched 14 Nov 2023, 22:14:20 UTC');
    assert.match(
      lines({ ...ended, startedAt: at(90_000), endedAt: at(90_001) }, { beside })[2] ?? '',
      /^15 Nov 2023/,
    );
  });

  it('leaves out what is not known', () => {
    assert.deepEqual(lines({}, { connectionName: undefined }), [
      'Marked as ended, though it has no start',
      'ended',
    ]);
  });

  describe('when it was fetched', () => {
    const fetched = 'fetched 14 Nov 2023, 22:14:20 UTC';
    for (const [status, times, expected] of [
      ['initiated', { initiatedAt: at(0) }, `initiated 14 Nov 2023, 22:13:20 UTC · ${fetched}`],
      ['ongoing', { startedAt: at(14) }, `since 14 Nov 2023, 22:13:34 UTC · ${fetched}`],
      ['ongoing', {}, fetched],
      ['paused', {}, fetched],
      [undefined, {}, fetched],
    ] as const) {
      it(`is told of a call that may not be over: ${status}, ${JSON.stringify(times)}`, () =>
        assert.equal(lines({ status, ...times })[2], expected));
    }
    for (const status of ['ended', 'unanswered', 'rejected', 'busy', 'cancelled']) {
      it(`is not told of one that is over: ${status}`, () =>
        assert.doesNotMatch(lines({ ...ended, status }).join(), /fetched/));
    }
  });

  it('names three people and counts the others', () => {
    const participants = [1, 2, 3, 4, 5].map((n) => stay(`u${n}`, n));
    const [, , who] = lines({ initiatedAt: undefined, participants: [...participants, stay('never')] });
    assert.equal(who, 'u1 joined · u2 joined · u3 joined · and 2 more · 1 never joined');
    assert.ok(lines({ participants: [stay('never')] }).includes('nobody on the list joined'));
  });

  it('says nothing of who is marked as not joined, and has a time of joining', () => {
    const disputed = { ...stay('bob', 15, 20), isJoined: false };
    assert.equal(
      lines({ participants: [stay('ann', 14, 33), disputed] }).at(-1),
      'ann joined · 1 may have joined',
    );
    assert.match(lines({ participants: [disputed] }).join(), /1 may have joined/);
  });

  it('says of nobody that they never joined while they still may', () => {
    const participants = [stay('here', 1), stay('absent')];
    for (const status of ['initiated', 'ongoing', 'paused']) {
      const here = status === 'paused' ? 'here joined' : 'here joined, still in';
      assert.ok(lines({ status, participants }).includes(`${here} · 1 not joined yet`), status);
      const nobody = lines({ status, participants: [stay('absent')] });
      assert.ok(nobody.includes('nobody on the list joined yet'), status);
    }
  });

  it('ends after at most four lines', () => {
    assert.equal(lines({ ...ended, endedAt: undefined, status: 'ongoing' }).length, 4);
  });

  it('as Markdown has no markup of strangers', () => {
    const text = summaryMarkdown(
      call({ ...ended, sessionId: 'a`b', initiator: { uid: 'x', name: '[click](http://e.example) **b**' } }),
      context,
    );
    assert.match(text, /^\*\*Answered after 14 s[^\n]*\*\* {2}\n/);
    assert.ok(text.endsWith('``a`b``\n'), text);
    assert.doesNotMatch(text, /(?<!\\)\[click|(?<!\\)\*\*b/);
  });

  describe('as Markdown', () => {
    let read: (markdown: string) => readonly Token[];
    before(async () => {
      read = await readMarkdown();
    });

    it('loads nothing, links nowhere and calls nobody, whatever people are called', () => {
      const more = ['@everyone https://evil.example/x', '@`![x](https://evil.example/p.png)```@c'];
      for (const text of [...HOSTILE, ...more]) {
        const raw = { ...ended, sessionId: text, type: text, initiator: { uid: 'x', name: text } };
        const written = summaryMarkdown(call({ ...raw, participants: [stay(text, 14, 33)] }), context);
        const inert = new Set(['paragraph', 'text', 'codespan', 'escape', 'strong', 'br', 'space']);
        const tokens = read(written);
        assert.deepEqual(
          tokens.filter(({ type }) => !inert.has(type)),
          [],
          written.slice(0, 300),
        );
        const plain = tokens.filter(({ type }) => type === 'text').map((token) => token.raw);
        assert.doesNotMatch(plain.join(' '), /@everyone|https?:|www\.|evil\.example/);
        assert.equal(tokens[1]?.type, 'strong', written.slice(0, 300));
      }
    });
  });

  it('leads with a finding once, in a language with other signs between clauses too', () => {
    const bundle = readMessages('l10n/bundle.l10n.zh-cn.json');
    const chinese: Translate = (message, ...args) => untranslated(bundle[message] ?? message, ...args);
    let led = 0;
    for (const { raw, sessionId } of sampleCalls(at(60) * 1000)) {
      const [decoded, asked] = [call(raw), { sessionId, appId: undefined, region: undefined }];
      for (const words of [t, chinese]) {
        const [line = ''] = summaryOf(decoded, { ...context, t: words, asked });
        const [worst] = findingsOf(decoded, { ...asked, asOf: context.fetchedAt, t: words });
        if (worst) assert.ok(line.split(worst.message).length <= 2, line);
        if (worst && line.startsWith(worst.message) && line !== worst.message) led += 1;
      }
    }
    assert.equal(led % 2, 0, 'as many in both languages');
    assert.ok(led > 0);
  });

  it('in brief has its status, and its length where it started', () => {
    assert.equal(briefOf(call(ended), t), 'ended · 19 s');
    assert.equal(briefOf(call({ status: 'busy', totalDuration: '00:00:19' }), t), 'busy');
  });
});
