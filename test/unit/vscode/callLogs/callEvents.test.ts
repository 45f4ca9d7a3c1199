/** The events of calls in logs: in which editors they stand, when they change, and what is said where there are none. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/core/base/index.ts';
import { findSessionIds } from '../../../../src/core/sessionId/finder/index.ts';
import { CONTEXT_KEYS } from '../../../../src/manifest.ts';
import { CallEvents } from '../../../../src/vscode/callLogs/index.ts';
import { rethrow } from '../../../support/listeners.ts';
import { Timers } from '../../../support/timers.ts';
import { world } from '../../core/lookUp/support.ts';
import { at, call, NOW, SEED_ID, settle, stay, UTC } from '../../core/support.ts';
import { User } from '../support/user.ts';
import { standIn } from '../support/vscodeStub.ts';

const iso = (seconds: number) => new Date(at(seconds) * 1000).toISOString();
const ANSWERED = call({
  sessionId: SEED_ID,
  mode: 'call',
  initiatedAt: at(0),
  startedAt: at(10),
  endedAt: at(60),
  participants: [stay('superhero8', 10, 58)],
});
const LOG = [
  `${iso(0)} initiated ${SEED_ID}`,
  'a line without a time',
  `${iso(10)} answered`,
  `${iso(58)} left`,
  `${iso(61)} gone`,
];
const WRITTEN = [
  '0 ◂ the call was initiated',
  '2 ◂ the call was answered, 10 s after it was initiated · superhero8 joined',
  '3 ◂ superhero8 left, 2 s before the end',
  '4 ◂ the call ended, 50 s after the start',
];

interface Decorated {
  readonly range: vscode.Range;
  readonly hoverMessage?: vscode.MarkdownString;
  readonly renderOptions?: { readonly after: { readonly contentText: string } };
}

/** A document in an editor; what the extension has drawn in it last, by what it is drawn with. */
function editorOf(name: string, lines: string[]) {
  const uri = {
    scheme: 'untitled',
    path: `/${name}`,
    fsPath: `/${name}`,
    toString: () => `untitled:/${name}`,
  };
  const document = {
    uri,
    isClosed: false,
    isDirty: true,
    get lineCount() {
      return lines.length;
    },
    getText: () => lines.join('\n'),
    lineAt: (line: number) => ({ text: lines[line] ?? assert.fail(`there is no line ${line}`) }),
  };
  const drawn = new Map<object, readonly (Decorated | vscode.Range)[]>();
  let draws = 0;
  const history: (readonly Decorated[])[] = [];
  const textsIn = (what: readonly (Decorated | vscode.Range)[]) =>
    what.flatMap((each) => ('renderOptions' in each ? [each] : []));
  const editor = {
    document,
    visibleRanges: [{ start: { line: 0 }, end: { line: 40 } }],
    setDecorations: (type: object, what: readonly (Decorated | vscode.Range)[]) => {
      draws += 1;
      drawn.set(type, what);
      history.push(textsIn(what));
    },
  };
  const decorated = () => [...drawn.values()].flatMap(textsIn);
  return {
    uri: uri as unknown as vscode.Uri,
    editor,
    document,
    lines,
    decorated,
    history,
    draws: () => draws,
    /** Line, from 0, and text. */
    written: () =>
      decorated().map(
        ({ range, renderOptions }) => `${range.start.line} ${renderOptions?.after.contentText}`,
      ),
    hovers: () => [...drawn.values()].flat().flatMap((each) => ('hoverMessage' in each ? [each] : [])),
    marked: () => [...drawn.values()].flat().flatMap((each) => ('start' in each ? [each.start.line] : [])),
  };
}

type Opened = ReturnType<typeof editorOf>;

/** @param hidden further documents that are open, and in no editor yet */
function windowWith(
  setting: 'onDemand' | 'always',
  opened: readonly Opened[] = [],
  hidden: readonly Opened[] = [],
) {
  const hear = <Event>() => new Emitter<Event>(rethrow);
  const on = {
    visible: hear<undefined>(),
    ranges: hear<object>(),
    text: hear<object>(),
    settings: hear<object>(),
    clocks: hear<vscode.Uri>(),
    zone: hear<void>(),
  };
  const config = { value: setting };
  const editors = opened.map(({ editor }) => editor);
  const user = new User({
    Uri: { parse: (text: string) => ({ path: text.slice(text.indexOf(':') + 1) }) },
    window: {
      visibleTextEditors: editors,
      createTextEditorDecorationType: () => ({ dispose: () => undefined }),
      onDidChangeVisibleTextEditors: on.visible.event,
      onDidChangeTextEditorVisibleRanges: on.ranges.event,
      withProgress: ({ title }: { readonly title: string }, run: () => unknown) => {
        titles.push(title);
        return run();
      },
      showInformationMessage: (message: string, button?: string) => {
        said.push(button === undefined ? message : `${message} [${button}]`);
        return Promise.resolve(button);
      },
    },
    workspace: {
      getConfiguration: () => ({ get: () => config.value }),
      onDidChangeConfiguration: on.settings.event,
      onDidChangeTextDocument: on.text.event,
      textDocuments: [...opened, ...hidden].map(({ document }) => document),
      openTextDocument: () => Promise.reject(new Error('Files above 50MB cannot be synchronized')),
      fs: { isWritableFileSystem: () => undefined, stat: () => Promise.resolve({ type: 1 }) },
    },
  });
  const said: string[] = [];
  const titles: string[] = [];
  const known = world();
  const timers = new Timers();
  const correction = { offsetSeconds: 0, zoneOffsetSeconds: 0 };
  const scans: unknown[] = [];
  const logged: string[] = [];
  const write = (line: string) => void logged.push(line);
  const events = new CallEvents({
    lookUps: known.lookUps,
    readerTime: { zone: 'UTC', format: UTC, onDidChange: on.zone.event },
    clocks: { correctionOf: () => correction, onDidChange: on.clocks.event },
    scanner: {
      scanText: (text: string) => {
        scans.push(text);
        const ids = new Set(findSessionIds(text, {}).map(({ session }) => session.id));
        return Promise.resolve({ calls: [...ids].map((sessionId) => ({ sessionId })) });
      },
    },
    patterns: () => [],
    logger: { debug: write, info: write, warn: write, error: write },
    after: timers.after,
  } as unknown as ConstructorParameters<typeof CallEvents>[0]);
  const rest = async () => {
    await timers.pass(1);
    for (let turn = 0; turn < 20; turn += 1) await settle();
    assert.deepEqual(logged, []);
  };
  return {
    events,
    user,
    said,
    titles,
    scans,
    known,
    editors,
    rest,
    know: async (answer = ANSWERED) => {
      const target = { sessionId: answer.sessionId, connectionId: 'home', onBehalfOf: undefined };
      known.store.set(target, { kind: 'ready', answer: { call: answer, raw: {}, fetchedAt: NOW } }, NOW);
      await rest();
    },
    correct: async (uri: vscode.Uri, offsetSeconds: number) => {
      correction.offsetSeconds = offsetSeconds;
      on.clocks.fire(uri);
      await rest();
    },
    change: async (log: Opened, line: number) => {
      on.text.fire({ document: log.document, contentChanges: [{ range: { start: { line } } }] });
      await rest();
    },
    scroll: (log: Opened, first: number, last: number) => {
      log.editor.visibleRanges = [{ start: { line: first }, end: { line: last } }];
      on.ranges.fire({ textEditor: log.editor });
    },
    show: async (...shown: readonly Opened[]) => {
      editors.splice(0, editors.length, ...shown.map(({ editor }) => editor));
      on.visible.fire(undefined);
      await rest();
    },
    set: async (value: 'onDemand' | 'always') => {
      config.value = value;
      on.settings.fire({ affectsConfiguration: () => true });
      await rest();
    },
    /** The paths that a context key holds. */
    key: (name: keyof typeof CONTEXT_KEYS) =>
      user.ran.findLast(([id, key]) => id === 'setContext' && key === CONTEXT_KEYS[name])?.[2],
  };
}

describe('vscode callLogs: events of calls in a log', () => {
  afterEach(() => standIn(undefined));

  it('draw no icon that the name of a file spells, while they are placed', async () => {
    const log = editorOf('$(error) app.log', LOG);
    const { events, titles } = windowWith('onDemand', [log]);
    await events.toggle(log.uri);
    assert.deepEqual(titles, ['Placing the events of calls in $\u2060(error) app.log']);
  });

  it('stand at their lines when they are wanted, and are taken away again', async () => {
    const log = editorOf('app.log', LOG);
    const { events, know, key, rest, said, change, scans } = windowWith('onDemand', [log]);
    await rest();
    await know();
    assert.deepEqual(log.written(), []);
    assert.deepEqual([key('logsWithCalls'), key('logsWithEvents')], [['/app.log'], []]);
    const before = scans.length;
    await change(log, 4);
    assert.equal(scans.length, before, 'what only the title goes by can wait');
    await rest();
    assert.equal(scans.length, before + 1);
    const shown = await events.toggle(log.uri);
    assert.deepEqual(log.written(), WRITTEN);
    assert.deepEqual(
      shown.events.map(({ line, text }) => `${line} ${text}`),
      WRITTEN,
    );
    assert.deepEqual(log.marked(), [0, 2, 3, 4]);
    assert.deepEqual(key('logsWithEvents'), ['/app.log']);
    assert.deepEqual(await events.toggle(log.uri), { shown: false, events: [] });
    assert.deepEqual([log.written(), log.marked(), key('logsWithEvents')], [[], [], []]);
    assert.deepEqual(said, []);
  });

  it('follow what is added to the log, and a change in its midst', async () => {
    const log = editorOf('app.log', LOG.slice(0, 3));
    const { events, know, change } = windowWith('onDemand', [log]);
    await know();
    await events.toggle(log.uri);
    // The log ends long before the call does.
    assert.deepEqual(
      log.written(),
      WRITTEN.slice(0, 2).map((text, index) =>
        index === 0 ? text : `${text} · superhero8 left, 2 s before the end (48 s after this line) · 1 more`,
      ),
    );
    log.lines.push(...LOG.slice(3));
    await change(log, 3);
    assert.deepEqual(log.written(), WRITTEN);
    const draws = log.draws();
    log.lines.push(`${iso(65)} more`);
    await change(log, 5);
    assert.equal(log.draws(), draws, 'what is drawn stays as it is');
    log.lines.unshift('a new first line');
    await change(log, 0);
    assert.deepEqual(
      log.written(),
      WRITTEN.map((text) => `${Number(text[0]) + 1}${text.slice(1)}`),
    );
  });

  it('move with a line that got longer, and are nowhere else meanwhile where they were hidden', async () => {
    const log = editorOf('app.log', [...LOG]);
    const { events, know, change } = windowWith('onDemand', [log]);
    await know();
    await events.toggle(log.uri);
    log.lines[2] = `${iso(10)} answered at last`;
    await change(log, 2);
    assert.equal(log.decorated()[1]?.range.start.character, log.lines[2].length);
    events.hide(log.uri);
    log.lines.unshift('a new first line');
    await change(log, 0);
    const drawnBefore = log.history.length;
    await events.toggle(log.uri);
    const first = log.history
      .slice(drawnBefore)
      .flat()
      .map(({ range }) => range.start.line);
    assert.ok(first.length > 0 && !first.includes(0), first.join());
  });

  it('are those of the call as anybody sees it, not as one of its users', async () => {
    const log = editorOf('app.log', LOG);
    const { events, know, known } = windowWith('onDemand', [log]);
    const asUser = { sessionId: SEED_ID, connectionId: 'home', onBehalfOf: 'superhero8' };
    known.store.set(asUser, { kind: 'ready', answer: { call: ANSWERED, raw: {}, fetchedAt: NOW } }, NOW);
    assert.equal((await events.toggle(log.uri)).shown, false);
    await know();
    assert.deepEqual(log.written(), WRITTEN);
  });

  it('follow the call, and the clock of the log', async () => {
    const log = editorOf('app.log', LOG);
    const { events, know, correct, known } = windowWith('onDemand', [log]);
    await know(call({ sessionId: SEED_ID, mode: 'call', status: 'ongoing', initiatedAt: at(0) }));
    await events.toggle(log.uri);
    assert.deepEqual(log.written(), WRITTEN.slice(0, 1));
    await know();
    assert.deepEqual(log.written(), WRITTEN);
    await correct(log.uri, -10);
    assert.match(log.written()[0] ?? '', /^2 ◂ the call was initiated · /);
    await correct(log.uri, 0);
    known.store.remove(known.store.all()[0]?.key ?? '');
    await know(call({ sessionId: 'another' }));
    assert.deepEqual(log.written(), []);
  });

  it('stand in every log where that is set, but where they were hidden; no message is shown unasked', async () => {
    const log = editorOf('app.log', LOG);
    const other = editorOf('notes.txt', ['nothing here']);
    const { events, know, key, set, said, rest } = windowWith('always', [log, other]);
    await rest();
    await know();
    assert.deepEqual(log.written(), WRITTEN);
    assert.deepEqual(key('logsWithEvents'), ['/app.log']);
    events.hide(log.uri);
    assert.deepEqual(log.written(), []);
    await events.toggle(log.uri);
    assert.deepEqual(log.written(), WRITTEN);
    await set('onDemand');
    assert.deepEqual(log.written(), []);
    assert.deepEqual(said, []);
  });

  it('come back with an editor that is shown again, and are read of no log that nobody sees', async () => {
    const log = editorOf('app.log', LOG);
    const other = editorOf('other.log', ['x']);
    const { events, know, show, change, scans } = windowWith('onDemand', [log], [other]);
    await know();
    await events.toggle(log.uri);
    await show(other);
    const before = scans.length;
    log.lines.push(`${iso(70)} more`);
    await change(log, 5);
    assert.equal(scans.length, before);
    await show(log);
    assert.deepEqual(log.written(), WRITTEN);
  });

  it('are drawn near what is on screen where there are many, and at most 2,000 of them', async () => {
    // Of a call, a thousand stays are read.
    const calls = [0, 1, 2].map((nth) => {
      const participants = Array.from({ length: 1_000 }, (_, index) => stay('u', (nth * 1_000 + index) * 10));
      return call({ sessionId: SEED_ID.replace(/.$/, String(nth)), participants });
    });
    const lines = Array.from(
      { length: 3_000 },
      (_, index) => `${iso(index * 10)} line ${calls[index % 3]?.sessionId}`,
    );
    const log = editorOf('app.log', lines);
    const { events, know, scroll, said } = windowWith('onDemand', [log]);
    for (const each of calls) await know(each);
    const shown = await events.toggle(log.uri);
    const count = shown.events.length;
    assert.deepEqual([count, log.marked().length], [2_000, 2_000]);
    assert.equal(said.join(), 'The first 2000 events are shown in app.log; 1000 more are not.');
    assert.ok(log.written().length < 400 && log.written()[0]?.startsWith('0 '));
    const draws = log.draws();
    scroll(log, 100, 140);
    assert.equal(log.draws(), draws, 'what is near is drawn already');
    scroll(log, 1_000, 1_040);
    assert.ok(log.written().every((text) => Math.abs(Number.parseInt(text, 10) - 1_020) <= 320));
    assert.ok(log.written().some((text) => text.startsWith('1020 ')));
  });

  it('stand at the ends of lines, and where those are out of sight, behind the time or the id', async () => {
    const x = 'x'.repeat(20_000);
    const id = { sessionId: SEED_ID };
    const lines = [
      `${iso(0)} short`,
      `${iso(10)} ${SEED_ID} ${x}`,
      JSON.stringify({ ...id, ts: iso(58), x }),
      JSON.stringify({ level: 'info', msg: 'm'.repeat(80), ...id, ts: iso(60), x }),
    ];
    const log = editorOf('app.log', lines);
    const { events, know } = windowWith('onDemand', [log]);
    await know();
    await events.toggle(log.uri);
    assert.deepEqual(
      log.decorated().map(({ range }) => lines[range.start.line]?.slice(0, range.start.character)),
      [
        lines[0],
        iso(10),
        `{"sessionId":"${SEED_ID}`,
        lines[3]?.slice(0, lines[3].indexOf(iso(60)) + iso(60).length),
      ],
    );
  });

  it('lead to the panel of their call, by commands that are named', async () => {
    const log = editorOf('app.log', LOG);
    const { events, know } = windowWith('onDemand', [log]);
    await know(call({ sessionId: SEED_ID, initiatedAt: at(0) }));
    await events.toggle(log.uri);
    const [{ range, hoverMessage: hover } = assert.fail()] = log.hovers();
    const end = iso(0).length;
    assert.deepEqual([range.start.character, range.end.character], [end - 1, end + 1]);
    assert.deepEqual(hover?.isTrusted, {
      enabledCommands: ['cometchatCalls.openCallPanel', 'cometchatCalls.toggleCallEvents'],
    });
    const query = /command:cometchatCalls\.openCallPanel\?([^)]+)\)/.exec(hover.value)?.[1] ?? '';
    const [argument] = JSON.parse(decodeURIComponent(decodeURIComponent(query))) as [object];
    assert.deepEqual(argument, {
      sessionId: SEED_ID,
      connectionId: 'home',
      logLine: { uri: 'untitled:/app.log', line: 0, instant: at(0) * 1000, precisionSeconds: 0.001 },
    });
    assert.match(hover.value, /as this line was written/);
  });

  it('of calls that went on at one time are told apart', async () => {
    const other = SEED_ID.replace(/.{4}$/, 'aaaa');
    const log = editorOf('app.log', [...LOG, `${iso(62)} ${other}`]);
    const { events, know } = windowWith('onDemand', [log]);
    await know();
    await know(call({ sessionId: other, initiatedAt: at(10) }));
    await events.toggle(log.uri);
    assert.equal(log.written()[0], '0 ◂ …cf92: the call was initiated');
    assert.match(log.written()[1] ?? '', / · …aaaa: the call was initiated$/);
  });

  describe('that are not to be seen, with a next step', () => {
    const toggled = async (lines: string[], known: readonly ReturnType<typeof call>[] = [ANSWERED]) => {
      const log = editorOf('app.log', lines);
      const window = windowWith('onDemand', [log]);
      for (const each of known) await window.know(each);
      const shown = await window.events.toggle(log.uri);
      assert.deepEqual([shown.shown, shown.events, log.written()], [false, [], []]);
      await settle();
      return { ...window, log, next: window.user.ran.at(-1)?.[0] };
    };

    it('because nothing is known of the calls: then they come by themselves', async () => {
      const { said, next, know, log } = await toggled(LOG, []);
      assert.match(said.join(), /No call in app\.log has been looked up yet.*\[Look Up All Calls in File\]$/);
      assert.equal(next, 'cometchatCalls.resolveCallsInFile');
      await know();
      assert.deepEqual(log.written(), WRITTEN);
    });

    it('because no line tells a time', async () => {
      const { said, key } = await toggled([`joined ${SEED_ID}`]);
      assert.match(said.join(), /No line of app\.log tells a time.*\[Find Calls in File\]$/);
      assert.deepEqual(key('logsWithEvents'), []);
    });

    it('because its dates are in doubt', async () => {
      const { said } = await toggled([`03/04/2023 14:15:27 joined ${SEED_ID}`]);
      assert.match(said.join(), /The dates in app\.log can begin with the day or the month.*\[/);
    });

    it('because its clock was off: they come as soon as it is corrected', async () => {
      const off = LOG.map((line) =>
        line.replace(/^\S+T\S+Z/, (time) => new Date(Date.parse(time) - 3_600_000).toISOString()),
      );
      const { said, next, correct, log } = await toggled(off);
      assert.match(
        said.join(),
        /happened at other times than its lines were written.*\[Correct Log Times…\]$/,
      );
      assert.equal(next, 'cometchatCalls.setClockOffset');
      await correct(log.uri, 3_600);
      assert.deepEqual(log.written(), WRITTEN);
    });

    it('because there is no id in it, or its calls have no times', async () => {
      assert.match((await toggled(['nothing'])).said.join(), /There is no session id in app\.log.*\[/);
      const timeless = await toggled(LOG, [call({ sessionId: SEED_ID })]);
      assert.match(timeless.said.join(), /CometChat reports no times for the calls in app\.log.*\[/);
    });

    it('because VS Code gives extensions no editor of it', async () => {
      const log = editorOf('huge.log', LOG);
      const { events, said, know } = windowWith('onDemand');
      await know();
      const shown = await events.toggle(log.uri);
      assert.equal(shown.shown, false);
      assert.match(
        said.join(),
        /no editor of huge\.log, as of all files above 50 MB.*\[Find Calls in File\]$/,
      );
    });
  });
});
