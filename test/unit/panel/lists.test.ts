/** What the page says of recordings, and which of their links can be opened. */
import { after, before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { attempts, recordings, transcripts } from '../../../media/panel/lists.ts';
import { watch } from '../../../media/panel/live.ts';
import type { AttemptsView, ListedAttempt } from '../../../src/core/lookUp/model.ts';
import type { FromPanel, PanelView } from '../../../src/shared/panelProtocol.ts';
import { at, call } from '../core/support.ts';
import { stubOf, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

describe('panel: recordings and transcripts', () => {
  /** The section of one recording with a link, and what its button asks for. */
  function linked(url: string) {
    const sent: FromPanel[] = [];
    const some = call({ recordings: [{ rid: 'r', recording_url: url, startTime: at(0), endTime: at(60) }] });
    const page = { ...pageOf(some), send: (message: FromPanel) => void sent.push(message) };
    const section = stubOf(recordings(page, some));
    // Its times are buttons, too, and lead to the log.
    const buttons = section.all('button').filter((one) => one.getAttribute('title') !== 'Show in Log');
    return { buttons, links: section.all('a'), text: section.textContent, sent };
  }

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
    assert.deepEqual(said({}), [
      'CometChat did not report whether there are any.',
      'CometChat did not report whether there are any.',
    ]);
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

/** The panel's section on other calls between the same parties, and its word on the end, as elements of a page. */

/** An element, as far as the page makes them. */
class Made {
  readonly attributes = new Map<string, string>();
  readonly children: (Made | string)[] = [];
  readonly name: string;
  type = '';
  press: () => void = () => assert.fail('nothing listens');

  constructor(name: string) {
    this.name = name;
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  append(...children: (Made | string)[]): void {
    this.children.push(...children);
  }

  addEventListener(_type: string, listener: () => void): void {
    this.press = listener;
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }

  /** This and all below it. */
  all(): Made[] {
    return [this, ...this.children.flatMap((child) => (typeof child === 'string' ? [] : child.all()))];
  }

  byId(id: string): Made | undefined {
    return this.all().find(({ attributes }) => attributes.get('id') === id);
  }
}

const THIS = call({ sessionId: 'one' });
const FOUND: AttemptsView = {
  isFirst: false,
  state: 'ready',
  sentence: '2nd attempt in 30 s, one unanswered',
  items: [
    { sessionId: 'other', at: 1_700_000_000_000, offset: '−30 s', outcome: 'unanswered', isThis: false },
    { sessionId: 'one', at: 1_700_000_030_000, offset: undefined, outcome: 'this call', isThis: true },
  ],
  lookedAt: 'Looked at every call within 30 min',
  failure: undefined,
};

/** What is drawn of a view, and what its page sends. */
function drawn(
  view: Partial<PanelView>,
  draw: (page: ReturnType<typeof pageOf>) => readonly HTMLElement[],
): { root: Made; sent: FromPanel[] } {
  const sent: FromPanel[] = [];
  const root = new Made('main');
  root.append(
    ...(draw({ ...pageOf(THIS, view), send: (message) => sent.push(message) }) as unknown as Made[]),
  );
  return { root, sent };
}

const section = (view: Partial<AttemptsView>) =>
  drawn({ attempts: { ...FOUND, ...view } }, (page) => [attempts(page, THIS)]);

describe('panel: attempts', () => {
  before(() => Reflect.set(globalThis, 'document', { createElement: (name: string) => new Made(name) }));
  after(() => Reflect.deleteProperty(globalThis, 'document'));

  it('are looked for when the reader asks', () => {
    const { root, sent } = section({
      state: 'notAsked',
      sentence: undefined,
      items: [],
      lookedAt: undefined,
    });
    const look = root.byId('find-attempts');
    assert.equal(look?.textContent, 'Was It a Retry?');
    look.press();
    assert.deepEqual(sent, [{ type: 'findAttempts' }]);
    assert.equal(root.byId('attempts')?.textContent, 'Other calls between the same parties');
  });

  it('are not looked for twice at once', () => {
    const { root, sent } = section({ state: 'loading' });
    const look = root.byId('find-attempts');
    assert.deepEqual(
      [look?.textContent, look?.attributes.get('aria-disabled')],
      ['Looking for other attempts…', 'true'],
    );
    look?.press();
    assert.deepEqual(sent, []);
  });

  it('are a sentence and a list in which this call is marked, and the others are opened', () => {
    const { root, sent } = section({});
    assert.equal(root.byId('attempts-found')?.textContent, FOUND.sentence);
    const lines = root.all().filter(({ name }) => name === 'li');
    assert.deepEqual(
      lines.map(({ textContent }) => textContent),
      ['14 Nov 2023, 22:13:20 UTC−30 sunanswered', '14 Nov 2023, 22:13:50 UTCthis call'],
    );
    assert.deepEqual(
      lines.map(({ attributes }) => attributes.get('aria-current')),
      [undefined, 'true'],
    );
    root.byId('attempt-0')?.press();
    assert.deepEqual(sent, [{ type: 'openCall', sessionId: 'other' }]);
    assert.equal(root.byId('attempt-1'), undefined);
    assert.equal(root.byId('find-attempts')?.textContent, 'Look again');
    assert.match(root.textContent, /Looked at every call within 30 min$/);
  });

  it('come with what went wrong, told to whoever has the focus on the button', () => {
    const { root } = section({ state: 'failed', failure: 'The server did not answer.', items: [] });
    const look = root.byId('find-attempts');
    const told = root.byId(look?.attributes.get('aria-describedby') ?? '');
    assert.deepEqual(
      told?.children.map((child) => typeof child !== 'string' && child.textContent),
      ['2nd attempt in 30 s, one unanswered', 'The server did not answer.'],
    );
  });

  it('are no more than a page can hold', () => {
    const many = Array.from({ length: 300 }, (): ListedAttempt => ({ ...at0(), sessionId: 'x' }));
    const { root } = section({ items: many });
    assert.equal(root.all().filter(({ name }) => name === 'li').length, 200);
    assert.match(root.textContent, /and 100 more/);
  });

  function at0(): ListedAttempt {
    const [first] = FOUND.items;
    assert.ok(first);
    return first;
  }
});

describe('panel: watch', () => {
  before(() => Reflect.set(globalThis, 'document', { createElement: (name: string) => new Made(name) }));
  after(() => Reflect.deleteProperty(globalThis, 'document'));

  const control = (status: string, watched: boolean) =>
    drawn({ call: call({ status }), watched }, (page) => watch(page));

  it('is offered for calls that ring or are under way, and for no others', () => {
    for (const status of ['ongoing', 'initiated']) {
      const { root, sent } = control(status, false);
      assert.equal(root.byId('watch')?.textContent, 'Tell me when it ends');
      root.byId('watch')?.press();
      assert.deepEqual(sent, [{ type: 'watch' }]);
    }
    for (const status of ['ended', 'unanswered', 'what-is-this']) {
      assert.equal(control(status, false).root.children.length, 0);
    }
  });

  it('is said, and can be taken back', () => {
    const { root, sent } = control('ongoing', true);
    assert.equal(root.byId('watch')?.attributes.get('aria-pressed'), 'true');
    assert.match(root.byId('watch')?.attributes.get('title') ?? '', /^You will be told when it ends/);
    assert.equal(root.byId('watch')?.textContent, 'Tell me when it ends', 'as wide as before');
    root.byId('watch')?.press();
    assert.deepEqual(sent, [{ type: 'unwatch' }]);
  });
});
