/** What the page says of recordings, and which of their links can be opened. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { recordings, transcripts } from '../../../media/panel/lists.ts';
import type { FromPanel, PanelView } from '../../../src/shared/panelProtocol.ts';
import { at, call } from '../core/support.ts';
import { stubOf, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

/** The section of one recording with a link, and what its button asks for. */
function linked(url: string) {
  const sent: FromPanel[] = [];
  const some = call({ recordings: [{ rid: 'r', recording_url: url, startTime: at(0), endTime: at(60) }] });
  const page = { ...pageOf(some), send: (message: FromPanel) => void sent.push(message) };
  const section = stubOf(recordings(page, some));
  return { buttons: section.all('button'), links: section.all('a'), text: section.textContent, sent };
}

describe('panel: recordings and transcripts', () => {
  withDocument();

  it('open a link of https, exactly as the server sent it', () => {
    const url = 'https://recordings.example.com/a.mp4?X-Signature=a%2Bb%2fc&x=1#t';
    const { buttons, links, sent } = linked(url);
    assert.deepEqual([buttons.length, links.length], [1, 0]);
    assert.equal(buttons[0]?.getAttribute('aria-label'), 'Open recording 1');
    buttons[0]?.click();
    assert.deepEqual(sent, [{ type: 'openLink', url }]);
  });

  it('show every other link as text', () => {
    for (const url of [
      'http://recordings.example.com/a.mp4',
      'javascript:alert(1)',
      'JavaScript:alert(1)//https://recordings.example.com',
      'command:workbench.action.quit',
      'vscode://file/etc/passwd',
      'file:///etc/passwd',
      'data:text/html,<script>alert(1)</script>',
      'blob:https://recordings.example.com/1',
      'view-source:https://recordings.example.com',
      '//recordings.example.com/a.mp4',
      'recordings.example.com/a.mp4',
      'https://',
      'https:',
    ]) {
      const { buttons, links, text } = linked(url);
      assert.deepEqual([buttons.length, links.length], [0, 0], url);
      assert.ok(text.includes(`not an https link: ${url}`), text);
    }
  });

  it('make what hides in a link visible, and cut it', () => {
    const { text } = linked(`javascript:\u202E\u001b[31m${'x'.repeat(100_000)}`);
    assert.ok(text.includes('javascript:⟨U+202E⟩⟨U+001B⟩[31mx'), text.slice(0, 200));
    assert.ok(text.length < 300, String(text.length));
  });

  it('are said to be absent only where the answer says so', () => {
    const said = (raw: Readonly<Record<string, unknown>>) => {
      const some = call(raw);
      const page = pageOf(some);
      return [recordings(page, some), transcripts(page, some)].map(
        (section) => stubOf(section).all('p')[0]?.textContent,
      );
    };
    assert.deepEqual(said({ hasRecording: false, hasTranscription: false }), [
      'No recording.',
      'No transcript.',
    ]);
    assert.deepEqual(said({}), ['The answer does not say.', 'The answer does not say.']);
    assert.deepEqual(said({ hasRecording: true, hasTranscription: true }), [
      'A recording is announced and not there yet: it may still be processed.',
      'A transcript is announced and not there yet.',
    ]);
  });

  const asked = (more: Partial<PanelView['transcripts']> = {}): PanelView['transcripts'] => ({
    state: 'ready',
    items: [],
    more: false,
    total: undefined,
    failure: undefined,
    ...more,
  });

  it('say that there is no transcript once the server was asked for all, unless the call announces one', () => {
    const said = (raw: Readonly<Record<string, unknown>>) => {
      const some = call(raw);
      const section = stubOf(transcripts(pageOf(some, { transcripts: asked() }), some));
      return section.all('p')[0]?.textContent;
    };
    assert.equal(said({}), 'No transcript.');
    assert.equal(said({ hasTranscription: false }), 'No transcript.');
    assert.equal(said({ hasTranscription: true }), 'A transcript is announced and not there yet.');
  });

  for (const [title, count, state, label] of [
    ['nobody asked', 5, 'notAsked', 'Load all transcripts'],
    ['nobody asked, and none is there yet', 0, 'notAsked', 'Load all transcripts'],
    ['a page has come', 6, 'ready', 'Load more transcripts'],
    ['a page without any has come', 0, 'ready', 'Load transcripts again'],
  ] as const) {
    it(`offer further transcripts where there may be some, however many are there: ${title}`, () => {
      const raws = Array.from({ length: count }, (_, n) => ({ tid: `t${n}` }));
      const some = call({ hasTranscription: true, transcriptions: raws });
      const offered = (more: boolean) => {
        const view = asked({ state, items: some.transcripts, more });
        return stubOf(transcripts(pageOf(some, { transcripts: view }), some))
          .all('button')
          .map(({ textContent }) => textContent);
      };
      assert.deepEqual(offered(true), [label]);
      assert.deepEqual(offered(false), []);
    });
  }
});
