/** Where the content of a file is read from: the disk, its editor, or what provides its scheme. */
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { contentOf, MAX_READ_BYTES } from '../../../../src/vscode/fileCalls/subject.ts';
import { standIn } from '../support/vscodeStub.ts';

const LINE = '2023-08-18T14:15:34Z joined é';

interface Given {
  readonly scheme: string;
  /** What its editor shows, where it has one. */
  readonly shown?: string;
  readonly isDirty?: boolean;
  /** What is behind it, where its scheme has files. */
  readonly bytes?: Uint8Array;
  readonly size?: number;
}

function read({ scheme, shown, isDirty = false, bytes, size }: Given) {
  const uri = {
    scheme,
    path: '/a.log',
    fsPath: '/a.log',
    toString: () => `${scheme}:/a.log`,
  } as unknown as vscode.Uri;
  const document = { uri, isDirty, getText: () => shown };
  standIn({
    workspace: {
      textDocuments: shown === undefined ? [] : [document],
      fs: {
        isWritableFileSystem: () => (bytes === undefined ? undefined : false),
        stat: async () => ({ type: 1, size: size ?? bytes?.length }),
        readFile: async () => bytes ?? assert.fail('no file'),
      },
    },
  });
  return contentOf({ uri, name: 'a.log' });
}

describe('vscode content of a file', () => {
  afterEach(() => standIn(undefined));
  const utf16 = Buffer.from(LINE, 'utf16le');
  const packed = gzipSync(LINE);

  it('is on disk, unless its editor shows something newer', async () => {
    assert.deepEqual(await read({ scheme: 'file' }), { path: '/a.log' });
    assert.deepEqual(await read({ scheme: 'file', shown: LINE }), { path: '/a.log' });
    assert.deepEqual(await read({ scheme: 'file', shown: LINE, isDirty: true }), { text: LINE });
  });

  it('is the bytes of a file that is elsewhere, in whatever encoding', async () => {
    for (const bytes of [utf16, packed, Buffer.from(LINE)]) {
      assert.deepEqual(await read({ scheme: 'vscode-vfs', bytes }), { text: bytes });
    }
    const size = MAX_READ_BYTES + 1;
    assert.deepEqual(await read({ scheme: 'vscode-vfs', bytes: packed, size }), { tooLarge: size });
  });

  it('is what the editor shows, where that is the text', async () => {
    assert.deepEqual(await read({ scheme: 'vscode-vfs', shown: LINE, bytes: Buffer.from(LINE) }), {
      text: LINE,
    });
    for (const bytes of [utf16, packed]) {
      const shown = new TextDecoder().decode(bytes);
      assert.deepEqual(await read({ scheme: 'vscode-vfs', shown, bytes }), { text: bytes });
      // Nothing is behind a document that was never saved, or that an extension makes.
      assert.deepEqual(await read({ scheme: 'untitled', shown }), { text: shown });
    }
  });
});
