/**
 * The story of a call as Markdown. Some are compared with `golden/story.*.txt`: after a change that is meant, run
 * this test with UPDATE_GOLDEN=1 in the environment and read the difference.
 */
import * as fc from 'fast-check';
import { before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../../../../src/core/call/model.ts';
import { type StoryContext, storyMarkdown } from '../../../../src/core/export/storyMarkdown.ts';
import { findingsOf } from '../../../../src/core/story/findings/findings.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { at, call, decoded, NOW, SEED_ID, stay } from '../support.ts';
import { callOf, contextOf, HOSTILE, readMarkdown, type Token } from './support.ts';

describe('core story as Markdown', () => {
  const samples = sampleCalls(NOW);
  const RECORDED = {
    sessionId: SEED_ID,
    initiator: 'ann',
    receiver: 'leo',
    status: 'ended',
    initiatedAt: at(0),
    startedAt: at(14),
    endedAt: at(33),
  };

  function sample(title: string) {
    const found = samples.find((each) => each.title.startsWith(title));
    assert.ok(found, title);
    return found;
  }

  /** The headings that are the story's own. */
  const HEADINGS = new Set(['Timeline', 'Findings', 'Participants', 'Recordings and transcripts']);
  const plain = {
    connectionName: 'Acme Production',
    onBehalfOf: undefined,
    logLine: undefined,
    logLines: undefined,
  };

  function logLines(): StoryContext['logLines'] {
    return {
      place: 'app.log:118',
      lines: [
        {
          number: 117,
          text: '2026-10-01 09:00:11.100 DEBUG user=adjuster-wren GET https://cdn.example/a.png',
          isTheLine: false,
        },
        { number: 118, text: '2026-10-01 09:00:11.204 INFO  call started by adjuster-wren', isTheLine: true },
        { number: 119, text: '2026-10-01 09:00:14.000 DEBUG claimant-3317 joined', isTheLine: false },
      ],
    };
  }

  let read: (markdown: string) => readonly Token[];
  before(async () => {
    read = await readMarkdown();
  });

  const golden: readonly (readonly [file: string, title: string, more: Partial<StoryContext>])[] = [
    ['seed', 'Audio call, answered: the API reference’s example', {}],
    ['group', 'Group video call', {}],
    ['rejoined', 'Rejoined', {}],
    ['recorded', 'Recorded in two parts', { logLines: logLines() }],
    [
      'withoutNames',
      'Recorded in two parts',
      { withoutNames: true, onBehalfOf: 'adjuster-wren', logLines: logLines() },
    ],
  ];
  for (const [file, title, more] of golden) {
    it(`of “${title}” is as in golden/story.${file}.txt`, () => {
      const { sessionId, raw } = sample(title);
      const context = contextOf('', { ...plain, fetchedAt: NOW, sessionId, ...more });
      const actual = storyMarkdown(decoded(raw), context);
      const path = join(import.meta.dirname, `../golden/story.${file}.txt`);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, actual);
      assert.equal(actual, readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
    });
  }

  it('has the transcripts that were paged in where they are shown, and finds nothing in them', () => {
    const raw = (n: number) => ({ tid: `t${n}`, startTime: at(n), endTime: at(n + 5), roomName: 'ann' });
    const answered = { ...RECORDED, hasTranscription: true, transcriptions: [raw(20)] };
    // One is of a time long after the call: in the answer, that would be found.
    const transcripts = decoded({ ...answered, transcriptions: [raw(9_000), raw(20), raw(16)] }).transcripts;
    const write = (more: Partial<StoryContext>) =>
      storyMarkdown(decoded(answered), contextOf('', { ...plain, sessionId: SEED_ID, ...more }));
    const [without, paged] = [write({}), write({ transcripts })];
    assert.equal(without.match(/^- Transcript \d/gm)?.length, 1);
    assert.equal(paged.match(/^- Transcript \d/gm)?.length, 3);
    assert.match(paged, /transcript 1 started/);
    assert.doesNotMatch(paged, /went on after|transcriptions\[/);
    const nameless = write({ transcripts, withoutNames: true });
    assert.equal(nameless.match(/^- Transcript \d/gm)?.length, 3);
    assert.doesNotMatch(nameless, /\bann\b/);
  });

  it('says that there is no transcript where the server was asked for all', () => {
    const answered = decoded({ ...RECORDED, hasTranscription: true });
    const write = (more: Partial<StoryContext>) =>
      storyMarkdown(answered, contextOf('', { ...plain, ...more }));
    assert.match(write({}), /A transcript is announced and not there yet/);
    assert.match(write({ transcripts: [] }), /No transcript\./);
  });

  /** What is markup in a story and not its own. */
  function foreignMarkup(markdown: string, urls: readonly string[] = []): readonly string[] {
    return read(markdown).flatMap(({ type, raw, text = '', depth, href = '' }, index) => {
      const own =
        (type === 'heading' && (index === 0 ? depth === 2 : depth === 3 && isOwnHeading(text))) ||
        (type === 'link' && urls.includes(href) && raw === `<${href}>`) ||
        !['heading', 'link', 'image', 'html', 'hr', 'blockquote', 'em', 'del', 'def', 'br'].includes(type);
      return own ? [] : [`${type}: ${raw.slice(0, 100)}`];
    });
  }

  const isOwnHeading = (text: string) => HEADINGS.has(text) || text.startsWith('Log lines around');

  /** How a story is built: what tokens of block kinds it has, in order. */
  const structure = (markdown: string) =>
    read(markdown)
      .filter(({ type }) => ['heading', 'list', 'list_item', 'code', 'table', 'strong'].includes(type))
      .map(({ type }) => type);

  for (const text of HOSTILE) {
    it(`has no markup of a stranger: ${JSON.stringify(text.slice(0, 40))}`, () => {
      for (const withoutNames of [false, true]) {
        const markdown = storyMarkdown(callOf(text), contextOf(text, { withoutNames }));
        assert.deepEqual(foreignMarkup(markdown, ['https://evil.example/path']), []);
        const calm = storyMarkdown(callOf('calm'), contextOf('calm', { withoutNames }));
        assert.deepEqual(structure(markdown), structure(calm));
        assert.doesNotMatch(markdown, /[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2028]/);
        assert.ok(markdown.length < 40_000, String(markdown.length));
      }
    });
  }

  it('has no markup of a stranger, whatever they are called', () => {
    const piece = fc.constantFrom(
      ...HOSTILE.filter(({ length }) => length < 100),
      '*',
      '_',
      '[',
      '](',
      '<',
      '`',
      '\\',
      '|',
      ' ',
      'a.bc',
      '//',
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (name) => {
        const url = callOf(name).recordings[0]?.url ?? '';
        assert.deepEqual(foreignMarkup(storyMarkdown(callOf(name), contextOf(name)), [url]), []);
      }),
      { numRuns: 300 },
    );
  });

  it('shows a name as it is', () => {
    for (const name of ['a_b_c', 'x*y', 'a\\b', 'R&D', '50 < 60 > 40', '~tilde~', '[x]']) {
      const [heading] = read(storyMarkdown(call({ initiator: { uid: 'u', name } }), contextOf('')));
      const shown = read(heading?.text ?? '').filter(({ type }) => type === 'text' || type === 'escape');
      assert.equal(shown.filter(({ type }) => type === 'escape').length > 0, true, name);
      const text = (heading?.text ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
      assert.equal(text, name);
    }
  });

  it('links recordings over https only, and only where they lead where they say', () => {
    const urls = [
      'https://rec.example/a?x=1&y=2',
      'http://rec.example/a',
      'javascript:alert(1)',
      'https://rec.example@evil.example/',
      'https://rec.example/a b',
      'https://rec.example/\u202Egpj.exe',
    ];
    const recordings = urls.map((url) => ({ recording_url: url }));
    const markdown = storyMarkdown(call({ recordings }), contextOf('x'));
    const links = read(markdown).flatMap(({ type, href }) => (type === 'link' ? [href] : []));
    assert.deepEqual(links, [urls[0]]);
    assert.match(markdown, /`javascript:alert\(1\)`/);
  });

  it('fences log lines so that they cannot end the fence', () => {
    const lines = ['```', '`````` x', '~~~'].map((text, index) => ({
      number: index + 9,
      text,
      isTheLine: index === 1,
    }));
    const markdown = storyMarkdown(call(), contextOf('x', { logLines: { place: 'a.log:10', lines } }));
    const code = read(markdown).findLast(({ type }) => type === 'code');
    assert.equal(code?.text, '   9  ```\n> 10  `````` x\n  11  ~~~');
  });

  it('has lines of a log below the finding at whose moment they are, as code', () => {
    const context = contextOf('an-id', plain);
    const calls = samples.map(({ raw }) => decoded(raw));
    const momentOf = (one: Call) =>
      findingsOf(one, { ...context, asOf: NOW }).find(({ from }) => from !== undefined)?.from;
    const found = calls.find(momentOf) ?? assert.fail('a sample has a finding with a moment');
    const from = momentOf(found) ?? 0;
    const lines = [{ number: 7, text: '``` <b>', isTheLine: true }];
    const findingLines = new Map([[from, { place: 'a`b.log:7', lines }]]);
    const markdown = storyMarkdown(found, { ...context, findingLines });
    const list = read(markdown).find(({ type, raw: text }) => type === 'list' && text.includes('b.log:7'));
    assert.match(list?.raw ?? '', /^ {4}(`{4,})\w*\n {4}> 7 {2}``` <b>\n {4}\1$/m);
    assert.doesNotMatch(storyMarkdown(found, context), /a`b\.log/);
  });

  it('tells the date again after midnight', () => {
    const midnight = Date.parse('2026-01-02T00:00:00Z') / 1000;
    const markdown = storyMarkdown(
      call({
        startedAt: midnight - 10,
        endedAt: midnight + 10,
        participants: [{ uid: 'ann', joinedAt: midnight - 5, leftAt: midnight + 5 }],
      }),
      contextOf('x', { logLine: undefined }),
    );
    assert.match(markdown, /1 Jan 2026\n23:59:50 UTC[^`]*\n2 Jan 2026\n00:00:05 UTC {2}\+15 s {2}ann left/);
    assert.match(markdown, /\| 23:59:55 UTC \| 2 Jan 2026, 00:00:05 UTC \|/);
  });

  it('leaves out what is not known', () => {
    const context = contextOf('an-id', {
      ...plain,
      connectionName: undefined,
      appId: undefined,
      region: undefined,
    });
    const markdown = storyMarkdown(call(), context);
    assert.equal(
      markdown,
      '## Call\n\n**Marked as ended, though it has no start.**\n\n- ended\n- Session id: `an-id`\n' +
        '- Fetched: 14 Nov 2023, 22:14:20 UTC\n\n### Findings\n\n' +
        '- **Notice**: Its status is “ended”, and it has no time at which it started\n' +
        '  - To try: Refresh; if it stays so, trust the times of the participants more than the status\n' +
        '  - Seen in: `status` ended\n\n' +
        'The Calls API does not report network quality, mutes or who hung up.\n',
    );
  });

  it('tells where the line of a log stands, and without names that its neighbours are left out', () => {
    const logLine = { instant: at(17) * 1000, precisionSeconds: 0.001, place: 'ann.log:118' };
    const one = call({ startedAt: at(0), participants: [stay('ann', 15, 20)] });
    const context = { ...plain, logLine };
    const told = storyMarkdown(one, contextOf('x', context));
    assert.match(told, /^- Log line: 2 s after ann joined$/m);
    assert.match(told, /\+17 s {2}log line ann\.log:118$/m);
    assert.doesNotMatch(told, /left out/);
    const hidden = storyMarkdown(one, contextOf('x', { ...context, withoutNames: true }));
    assert.match(hidden, /^- Log line: 2 s after person-1 joined$/m);
    assert.match(hidden, /\+17 s {2}log line$/m);
    assert.doesNotMatch(hidden, /\bann\b/);
    assert.match(hidden, /The lines of the log are left out, for they may name people\./);
  });

  it('writes the value of a field beside its path', () => {
    const one = call({
      mode: 'call',
      type: 'video',
      startedAt: at(0),
      endedAt: at(60),
      totalVideoMinutes: 0,
      participants: [stay('ann', 0, 60, { totalVideoMinutes: 0 })],
    });
    assert.match(
      storyMarkdown(one, contextOf('an-id')),
      /Seen in: `type` video, `totalVideoMinutes` 0 s, `participants\[0\]\.totalVideoMinutes` 0 s/,
    );
  });
});

/** The parts of a call's story that list: who was there, and what was recorded. */
describe('core story as Markdown: its tables', () => {
  it('has the meetings of a session, and which one each stay was of', () => {
    const one = call({
      mode: 'meet',
      startedAt: at(0),
      endedAt: at(60),
      participants: [stay('ann', 0, 20, { mid: 'm1' }), stay('ann', 40, 60, { mid: 'm2' })],
    });
    const markdown = storyMarkdown(one, contextOf('x'));
    assert.match(markdown, /\*\*2 meetings within 1 min\.\*\*/);
    assert.match(markdown, /\(2 meetings within 1 min\)/);
    assert.match(markdown, /meeting 2, for 20 s: ann/);
    assert.match(markdown, /\| Meeting \|\n.*\n\| 0 \|.*\| 1 \|\n\| 1 \|.*\| 2 \|/);
  });

  it('has a column of video only where there was some, or should have been', () => {
    const zero = { totalAudioMinutes: 0, totalVideoMinutes: 0 };
    const markdown = (raw: object) => storyMarkdown(call({ startedAt: at(0), ...raw }), contextOf('x'));
    const audio = markdown({ type: 'audio', participants: [stay('ann', 0, 20, zero)] });
    assert.match(audio, /\| Audio \| Device \|\n.*\n.*\| 20 s \| 0 s \| – \|/);
    const video = markdown({ type: 'video', participants: [stay('ann', 0, 20, zero), stay('bob', 1, 20)] });
    assert.match(video, /\| Audio \| Video \| Device \|\n.*\n.*\| 0 s \| 0 s \| – \|\n.*\| – \| – \| – \|/);
  });

  it('does not say that somebody never joined who has a time of joining', () => {
    const participants = [stay('ann', 0, 20), { ...stay('bob', 1, 20), isJoined: false }];
    const markdown = storyMarkdown(call({ participants }), contextOf('x'));
    assert.match(markdown, /\| bob \| whether they joined is disputed \|/);
    assert.doesNotMatch(markdown, /never joined/);
  });

  it('tells the length of a recording by its times', () => {
    const recordings = [{ startTime: at(0), endTime: at(100), duration: 5 }];
    assert.match(storyMarkdown(call({ recordings }), contextOf('x')), /Recording 1: .* · 1 min 40 s$/m);
  });

  it('tells somebody without a uid from one without a name', () => {
    const participants = [stay('', 1, 5, { name: 'Ann' }), stay('bob', 2, 5, { name: ' ' }), stay('', 3, 5)];
    const markdown = storyMarkdown(call({ startedAt: at(0), participants }), contextOf('x'));
    for (const cell of ['| Ann |', '| bob |', '| (no uid) |']) assert.ok(markdown.includes(cell), markdown);
  });
});
