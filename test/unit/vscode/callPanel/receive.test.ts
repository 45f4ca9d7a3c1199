/** What comes of a link that a page asks to open, and of a mark that it goes to. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileError } from '../../../../src/core/fileCalls/model.ts';
import { standIn } from '../support/vscodeStub.ts';
import { receive } from '../../../../src/vscode/callPanel/receive.ts';

const ADDRESSEE: Parameters<typeof receive>[1] = {
  saved: {
    sessionId: 'one',
    connectionId: undefined,
    onBehalfOf: undefined,
    kept: false,
    logLine: undefined,
    fromLog: undefined,
  },
  failure: undefined,
  column: undefined,
  hasLog: () => false,
  lineAt: () => Promise.resolve(0),
  eventAt: () => undefined,
  isListed: () => false,
  cancelLog: () => assert.fail('nothing is cancelled'),
  readLog: () => assert.fail('nothing is read'),
  start: () => assert.fail('nothing is started'),
  showFromLog: () => assert.fail('nothing is shown'),
  keep: () => assert.fail('nothing is kept'),
  loadTranscripts: () => assert.fail('nothing is loaded'),
  readerTime: { report: () => assert.fail('no zone is reported') },
};

describe('vscode receive: a link of an answer', () => {
  let opened: unknown[];
  beforeEach(() => {
    opened = [];
    standIn({ env: { openExternal: (target: unknown) => Promise.resolve(opened.push(target) > 0) } });
  });
  afterEach(() => standIn(undefined));

  const open = (url: string) => receive({ type: 'openLink', url }, ADDRESSEE);

  it('is opened as it is when it is https, so that its signature still fits', async () => {
    const url = 'https://recordings.example.com/a.mp4?X-Signature=a%2Bb%2fc&x=1#t';
    await open(url);
    assert.deepEqual(opened, [url]);
  });

  it('is not opened when it is anything else', async () => {
    for (const url of [
      'http://recordings.example.com/a.mp4',
      'javascript:alert(1)//https://recordings.example.com',
      'command:workbench.action.quit',
      'vscode://cometchat-calls.cometchat-calls/call',
      'file:///etc/passwd',
      'data:text/html,1',
      'blob:https://recordings.example.com/1',
      'httpsx://recordings.example.com',
      '//recordings.example.com/a.mp4',
      'https://',
      '',
    ])
      await open(url);
    assert.deepEqual(opened, []);
  });
});

describe('vscode receive: a line that takes long to find', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => {
    mock.timers.reset();
    standIn(undefined);
  });

  it('can be given up, and nothing is opened', async () => {
    const cancels: (() => void)[] = [];
    const token = { onCancellationRequested: (cancel: () => void) => cancels.push(cancel) };
    const withProgress = (_: object, run: (progress: object, token: object) => unknown) => run({}, token);
    standIn({ window: { withProgress }, Uri: { parse: (path: string) => ({ path }) } });
    const done = receive(
      { type: 'goToMark', uri: 'file:///a.log', offset: 1 },
      {
        ...ADDRESSEE,
        hasLog: () => true,
        lineAt: (_uri, _offset, signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new FileError('cancelled')));
          }),
      },
    );
    mock.timers.tick(10_000);
    assert.equal(cancels.length, 1);
    for (const cancel of cancels) cancel();
    assert.equal(await done, undefined);
  });
});
