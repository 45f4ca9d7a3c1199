/** Handing calls on: several at once, and those whose panel has paged in transcripts. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Transcript } from '../../../../src/core/call/model.ts';
import { FileError } from '../../../../src/core/fileCalls/model.ts';
import { lookUpKey, type LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { call, NOW, settle } from '../../core/support.ts';
import { LookUpsFixture } from '../support/lookUpsFixture.ts';

describe('vscode copies of several calls', () => {
  let fixture: LookUpsFixture;
  beforeEach(() => {
    fixture = new LookUpsFixture();
    for (const id of ['a', 'b\u2028c', 'd']) fixture.add(id);
    fixture.add('lost', { kind: 'failed', failure: { reason: 'notFound' }, failedAt: 0 });
  });
  afterEach(() => fixture.dispose());

  async function copied(name: 'copyAsMarkdown' | 'copyAsJson', more: object, ...ids: readonly string[]) {
    const selection = ids.map((sessionId) => ({ sessionId }));
    await fixture.commands[`cometchatCalls.${name}`]({ ...selection[0], ...more }, selection);
    return fixture.user.clipboard;
  }

  it('as Markdown: their stories, with a rule between', async () => {
    const text = await copied('copyAsMarkdown', {}, 'a', 'd');
    assert.deepEqual(
      [...text.matchAll(/^(?:## .*|---)$/gm)].map(([line]) => line),
      ['## a', '---', '## d'],
    );
    assert.deepEqual(fixture.user.statuses, ['Copied 2 calls']);
  });

  it('as JSON: an array of what the server sent, whatever is in it', async () => {
    const text = await copied('copyAsJson', {}, 'a', 'b\u2028c', 'a');
    assert.deepEqual(JSON.parse(text), [{ sessionId: 'a' }, { sessionId: 'b\u2028c' }]);
    assert.match(text, /^\[\n {2}\{\n {4}"sessionId"/);
  });

  it('leave out those without an answer, and say so', async () => {
    assert.deepEqual(JSON.parse(await copied('copyAsJson', {}, 'a', 'lost')), [{ sessionId: 'a' }]);
    assert.deepEqual(fixture.user.statuses, ['Copied 1 of 2 calls; the others have no answer']);
  });

  it('of which none has an answer, say why', async () => {
    fixture.add('gone', { kind: 'failed', failure: { reason: 'notFound' }, failedAt: 0 });
    await assert.rejects(() => copied('copyAsJson', {}, 'lost', 'gone'), /has no call with this id/);
  });

  it('without names: each call has pseudonyms of its own', async () => {
    const text = await copied('copyAsMarkdown', { withoutNames: true }, 'a', 'd');
    assert.equal(text.match(/^## person-1$/gm)?.length, 2, text);
  });
});

const began = NOW / 1000 - 600;
const raw = (n: number) => ({ tid: `t${n}`, startTime: began + n * 60, endTime: began + n * 60 + 30 });
const raws = { sessionId: 'a', startedAt: began, endedAt: began + 600, transcriptions: [raw(1)] };

describe('vscode: handing on a call whose panel has paged in transcripts', () => {
  let fixture: LookUpsFixture;
  let written: string;
  let paged: readonly Transcript[] | undefined;
  beforeEach(() => {
    const writeFile = (_: unknown, bytes: Uint8Array) =>
      Promise.resolve(void (written = new TextDecoder().decode(bytes)));
    const transcriptsOf = ({ sessionId }: LookUpTarget) => (sessionId === 'a' ? paged : undefined);
    const panels = { transcriptsOf, logLineOf: () => undefined } as never;
    fixture = new LookUpsFixture({ fs: { writeFile } }, { parse: (path: string) => ({ path }) }, { panels });
    fixture.add('a', { kind: 'ready', answer: { call: call(raws), raw: raws, fetchedAt: NOW } });
    paged = undefined;
  });
  afterEach(() => fixture.dispose());

  async function handedOn() {
    await fixture.commands['cometchatCalls.copyAsMarkdown']({ sessionId: 'a' }, []);
    await fixture.commands['cometchatCalls.saveTimeline']({ sessionId: 'a', uri: 'file:///a.svg' });
    return {
      listed: fixture.user.clipboard.match(/^- Transcript \d/gm)?.length,
      drawn: /transcript 3 started/.test(written),
    };
  }

  it('has those of the answer as long as there are no others', async () => {
    assert.deepEqual(await handedOn(), { listed: 1, drawn: false });
  });

  it('has all that the panel shows', async () => {
    paged = call({ transcriptions: [raw(5), raw(3), raw(1)] }).transcripts;
    const { listed } = await handedOn();
    assert.equal(listed, 3);
    assert.match(fixture.user.clipboard, /transcript 3 started/);
    assert.equal(written.match(/Transcript \d/g)?.length, 3);
  });

  it('sends as JSON what the server sent for the call, which they are no part of', async () => {
    paged = call({ transcriptions: [raw(5), raw(1)] }).transcripts;
    await fixture.commands['cometchatCalls.copyAsJson']({ sessionId: 'a' }, []);
    assert.deepEqual(JSON.parse(fixture.user.clipboard), raws);
  });
});

function isOptions(one: unknown): one is { readonly signal: unknown } {
  return typeof one === 'object' && one !== null && 'signal' in one;
}

describe('vscode: handing on a call whose logs take long to read', () => {
  const target = { sessionId: 'a', connectionId: 'home', onBehalfOf: undefined };
  const reads: string[] = [];
  const forEver =
    (what: string) =>
    (...given: readonly unknown[]) => {
      reads.push(what);
      return new Promise((_, reject) => {
        // By itself, or among options.
        const signal = given
          .map((one) => (isOptions(one) ? one.signal : one))
          .find((one) => one instanceof AbortSignal);
        if (signal?.aborted) reject(new FileError('cancelled'));
        signal?.addEventListener('abort', () => reject(new FileError('cancelled')));
      });
    };
  let fixture: LookUpsFixture;
  beforeEach(() => {
    reads.length = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    const uriOf = (path: string) => ({ scheme: 'file', path, toString: () => path });
    const logs = { nearest: forEver('nearest'), window: forEver('window'), clockOf: () => ({}) } as never;
    fixture = new LookUpsFixture({}, { parse: uriOf }, { logs });
    const alone = { uid: 'ana', joinedAt: began, leftAt: began + 600 };
    const answered = { ...raws, participants: [alone, { uid: 'leo', joinedAt: began, leftAt: began + 60 }] };
    fixture.add('a', { kind: 'ready', answer: { call: call(answered), raw: raws, fetchedAt: NOW } });
    fixture.known.store.mark(lookUpKey(target), { logs: ['file:///a.log', 'file:///b.log'] }, NOW);
  });
  afterEach(() => {
    mock.timers.reset();
    fixture.dispose();
  });

  const given = { sessionId: 'a', withLogLines: true };
  for (const [name, run] of [
    ['a copy', () => fixture.commands['cometchatCalls.copyAsMarkdown'](given, [])],
    ['copies', () => fixture.commands['cometchatCalls.copyAsMarkdown'](given, [target, target])],
    ['a picture', () => fixture.commands['cometchatCalls.saveTimeline']({ ...given, uri: 'file:///a.svg' })],
  ] as const)
    it(`can be given up: ${name}`, async () => {
      const done = run();
      for (let turn = 0; turn < 20; turn += 1) await settle();
      assert.equal(reads.length, 1);
      mock.timers.tick(10_000);
      assert.equal(fixture.user.cancels.length, 1, 'it is told that there is something to wait for');
      for (const cancel of fixture.user.cancels) cancel();
      await done;
      assert.deepEqual([fixture.user.clipboard, fixture.user.statuses], ['', []]);
    });
});
