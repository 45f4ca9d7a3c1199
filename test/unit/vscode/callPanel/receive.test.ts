/** What comes of a link that a page asks to open, and of a mark that it goes to. */
import assert from 'node:assert/strict';
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

describe('vscode receive: a mark whose line is searched for', () => {
  beforeEach(() => standIn({ Uri: { parse: (path: string) => ({ path }) } }));
  afterEach(() => standIn(undefined));

  const goTo = (reason: 'cancelled' | 'notFound') =>
    receive(
      { type: 'goToMark', uri: 'file:///app.log', offset: 7 },
      { ...ADDRESSEE, hasLog: () => true, lineAt: () => Promise.reject(new FileError(reason)) },
    );

  it('says why there is none, and nothing to who ended the search', async () => {
    await assert.rejects(goTo('notFound'), /app\.log is not there any more\./);
    assert.equal(await goTo('cancelled'), undefined);
  });
});
