/** The calls of a file: which file is listed, and what is shown while it is searched. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import { FileError, type FileIndex, type FileScanOptions } from '../../../../src/core/fileCalls/model.ts';
import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
import { settle } from '../../core/support.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';
import { FileCalls } from '../../../../src/vscode/fileCalls/fileCalls.ts';

const INDEX: FileIndex = { calls: [], bytes: 1, lines: 1, notes: [] };

/** A search as it reached the scanner, and the test's hand on it. */
interface Searched {
  readonly text: string;
  readonly options: FileScanOptions;
  finish(): Promise<void>;
}

function subject(name: string) {
  const uri = { scheme: 'untitled', path: name, toString: () => `untitled:${name}` } as vscode.Uri;
  return { uri, name };
}

/** An editor with some open documents, whose text is their name; the first of them is looked at. */
function editorWith(...names: readonly string[]) {
  const documents = names.map((name) => ({ uri: subject(name).uri, isDirty: true, getText: () => name }));
  const window: { activeTextEditor: { document: unknown } | undefined; tabGroups: object } = {
    activeTextEditor: { document: documents[0] },
    tabGroups: { activeTabGroup: {} },
  };
  fakeVscode({ window, workspace: { textDocuments: documents } });
  const searches: Searched[] = [];
  let patterns: () => readonly string[] = () => [];
  const log: string[] = [];
  const write = (line: string) => void log.push(line);
  const fileCalls = new FileCalls({
    scanner: {
      scanFile: () => assert.fail('no file'),
      occurrences: () => assert.fail('no places'),
      scanText: (text, options) =>
        new Promise((resolve, reject) => {
          options.signal?.addEventListener('abort', () => reject(new FileError('cancelled')));
          searches.push({ text, options, finish: () => (resolve(INDEX), settle()) });
        }),
    },
    lookUps: { store: new LookUpStore(rethrow) } as LookUpService,
    logger: { debug: write, info: write, warn: write, error: write },
    patterns: () => patterns(),
  });
  return {
    fileCalls,
    log,
    searches,
    lookAt: (name: string) => {
      window.activeTextEditor = { document: documents.find(({ getText }) => getText() === name) };
      fileCalls.follow();
    },
    breakPatterns: () => {
      patterns = () => {
        throw new Error('no patterns');
      };
    },
    searched: (index: number) => searches[index] ?? assert.fail(`search ${index} was begun`),
    shown: () => {
      const { state } = fileCalls;
      return state.kind === 'none' ? 'none' : `${state.kind} ${state.subject.name}`;
    },
  };
}

describe('vscode fileCalls', () => {
  afterEach(() => fakeVscode(undefined));

  it('lists the file somebody looks at, and the next one they turn to', async () => {
    const { lookAt, searched, shown } = editorWith('a', 'b');
    lookAt('a');
    await settle();
    assert.equal(shown(), 'scanning a');
    await searched(0).finish();
    assert.equal(shown(), 'ready a');
    lookAt('b');
    await settle();
    await searched(1).finish();
    assert.equal(shown(), 'ready b');
  });

  it('stays with a file that was chosen until it is searched, though somebody turns to another one', async () => {
    const { fileCalls, lookAt, searched, shown } = editorWith('a', 'b');
    const showing = fileCalls.show(subject('a'));
    await settle();
    lookAt('b');
    await settle();
    assert.equal(shown(), 'scanning a');
    await searched(0).finish();
    assert.equal((await showing).kind, 'ready');
  });

  it('stays with the file that was chosen last, where one was chosen before it was done with another', async () => {
    const { fileCalls, lookAt, searched, shown } = editorWith('a', 'b', 'c');
    const first = fileCalls.show(subject('a'));
    await settle();
    const second = fileCalls.show(subject('b'));
    assert.equal((await first).kind, 'failed', 'its search was ended');
    await settle();
    lookAt('c');
    await settle();
    assert.equal(shown(), 'scanning b');
    await searched(1).finish();
    assert.equal((await second).kind, 'ready');
    assert.equal(shown(), 'ready b');
  });

  it('shows that a search was cancelled, whatever the scanner says of its progress after that', async () => {
    const { fileCalls, searched, shown } = editorWith('a');
    const abort = new AbortController();
    const showing = fileCalls.show(subject('a'), abort.signal);
    await settle();
    const { onProgress } = searched(0).options;
    onProgress?.({ bytes: 1, total: 10, ids: 0 });
    assert.equal(shown(), 'scanning a');
    abort.abort();
    assert.equal((await showing).kind, 'failed');
    await settle();
    onProgress?.({ bytes: 2, total: 10, ids: 0 });
    assert.equal(shown(), 'failed a');
  });

  it('keeps what is listed when the search for what was added is cancelled', async () => {
    const { fileCalls, searched, shown } = editorWith('a');
    const showing = fileCalls.show(subject('a'));
    await settle();
    await searched(0).finish();
    await showing;
    const abort = new AbortController();
    const refreshing = fileCalls.refresh(abort.signal);
    await settle();
    assert.equal(shown(), 'scanning a');
    abort.abort();
    assert.equal((await refreshing).kind, 'failed', 'whoever asked hears of it');
    assert.equal(shown(), 'ready a');
  });

  it('fails where the patterns cannot be had, and does not reject', async () => {
    const { fileCalls, breakPatterns, log, shown } = editorWith('a');
    breakPatterns();
    assert.equal((await fileCalls.show(subject('a'))).kind, 'failed');
    assert.equal(shown(), 'failed a');
    assert.match(log.join('\n'), /a could not be searched: Error/);
  });
});
