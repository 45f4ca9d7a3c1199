/** The command that exports the list, and what copies several calls: which calls, and where to. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { KEY, ListWorld } from '../support/listWorld.ts';

const { exportHandlers } = await import('../../../../src/vscode/commands/exportLookUps.ts');
const { handOnHandlers } = await import('../../../../src/vscode/commands/handOn.ts');

/** The address of a file as a test needs it. */
const parse = (path: string) => ({ path });

describe('vscode exportLookups', () => {
  let world: ListWorld;
  let written: Map<string, string>;
  beforeEach(() => {
    written = new Map();
    const writeFile = (file: { path: string }, bytes: Uint8Array) =>
      Promise.resolve(void written.set(file.path, new TextDecoder().decode(bytes)));
    world = new ListWorld({ fs: { writeFile } }, { parse });
    for (const id of ['a', 'b', 'c']) world.add(id);
  });
  afterEach(() => world.dispose());

  const run = (given: object | undefined, ...ids: readonly string[]) =>
    exportHandlers(world.deps)['cometchatCalls.exportLookups'](
      given,
      ids.map((sessionId) => ({ sessionId })),
    );
  const json = (path = '/list.json') =>
    (JSON.parse(written.get(path) ?? '[]') as { sessionId: string }[]).map(({ sessionId }) => sessionId);

  it('asks nothing of a caller that says how and where', async () => {
    await run({ format: 'json', uri: '/list.json' });
    assert.deepEqual(json(), ['c', 'b', 'a']);
    await run({ format: 'json', uri: '/one.json', sessionId: 'b' });
    assert.deepEqual(json('/one.json'), ['b']);
    await run({ format: 'json', uri: '/two.json', sessionId: 'a' }, 'a', 'c', 'a');
    assert.deepEqual(json('/two.json'), ['a', 'c']);
    assert.deepEqual(world.user.asked, []);
  });

  it('takes all when none is named or selected', async () => {
    world.user.replies = ['JSON'];
    await run({ uri: '/list.json' });
    assert.deepEqual(json(), ['c', 'b', 'a']);
  });

  it('asks whether it is to be those that are selected, or all', async () => {
    world.selection = world.known.store.all().slice(0, 2);
    world.user.replies = ['The 2 selected calls', 'JSON', 'All 3 calls', 'JSON'];
    await run({ uri: '/two.json' });
    await run({ uri: '/list.json' });
    assert.deepEqual([json('/two.json').length, json().length], [2, 3]);
    world.user.replies = [undefined];
    await run({ uri: '/none.json' });
    assert.equal(written.has('/none.json'), false);
  });

  it('offers each format with and without names', async () => {
    world.user.replies = ['CSV without Names'];
    await run({ uri: '/list.csv' });
    const labels = world.user.asked[0]?.items.map(({ label }) => label);
    const plain = ['CSV', 'JSON', 'Markdown'];
    assert.deepEqual(labels, [...plain, ...plain.map((name) => `${name} without Names`)]);
    assert.match(written.get('/list.csv') ?? '', /person-1/);
  });

  it('writes no key, whatever the server has echoed', async () => {
    world.add(`id-${KEY}`);
    await run({ format: 'csv', uri: '/list.csv' });
    const text = written.get('/list.csv') ?? '';
    assert.ok(text.includes('[API key]') && !text.includes(KEY), text);
  });

  it('says that there is nothing to export', async () => {
    for (const { key } of world.known.store.all()) world.known.store.remove(key);
    await assert.rejects(async () => run(undefined), /No call has been looked up yet/);
  });
});

describe('vscode copies of several calls', () => {
  let world: ListWorld;
  beforeEach(() => {
    world = new ListWorld();
    for (const id of ['a', 'b\u2028c', 'd']) world.add(id);
    world.add('lost', { kind: 'failed', failure: { reason: 'notFound' }, failedAt: 0 });
  });
  afterEach(() => world.dispose());

  async function copied(name: 'copyAsMarkdown' | 'copyAsJson', more: object, ...ids: readonly string[]) {
    const handlers = handOnHandlers({
      ...world.deps,
      connections: world.deps.connections as never,
      logLineOf: () => undefined,
      transcriptsOf: () => undefined,
      compare: () => Promise.resolve(),
    });
    const selection = ids.map((sessionId) => ({ sessionId }));
    await handlers[`cometchatCalls.${name}`]({ ...selection[0], ...more }, selection);
    return world.user.clipboard;
  }

  it('as Markdown: their stories, with a rule between', async () => {
    const text = await copied('copyAsMarkdown', {}, 'a', 'd');
    assert.deepEqual(
      [...text.matchAll(/^(?:## .*|---)$/gm)].map(([line]) => line),
      ['## a', '---', '## d'],
    );
    assert.deepEqual(world.user.statuses, ['Copied 2 calls']);
  });

  it('as JSON: an array of what the server sent, whatever is in it', async () => {
    const text = await copied('copyAsJson', {}, 'a', 'b\u2028c', 'a');
    assert.deepEqual(JSON.parse(text), [{ sessionId: 'a' }, { sessionId: 'b\u2028c' }]);
    assert.match(text, /^\[\n {2}\{\n {4}"sessionId"/);
  });

  it('leave out those without an answer, and say so', async () => {
    assert.deepEqual(JSON.parse(await copied('copyAsJson', {}, 'a', 'lost')), [{ sessionId: 'a' }]);
    assert.deepEqual(world.user.statuses, ['Copied 1 of 2 calls; the others have no answer']);
  });

  it('of which none has an answer, say why', async () => {
    world.add('gone', { kind: 'failed', failure: { reason: 'notFound' }, failedAt: 0 });
    await assert.rejects(() => copied('copyAsJson', {}, 'lost', 'gone'), /has no call with this id/);
  });

  it('without names: each call has pseudonyms of its own', async () => {
    const text = await copied('copyAsMarkdown', { withoutNames: true }, 'a', 'd');
    assert.equal(text.match(/^## person-1$/gm)?.length, 2, text);
  });
});
