/** The links at session ids: what they pass the command that looks the call up. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { parseSessionId } from '../../../../src/core/sessionId/parse.ts';
import { SEED_ID } from '../../core/support.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { documentLinks } from '../../../../src/vscode/inText/documentLinks.ts';
import { readArgument } from '../../../../src/vscode/commands/run.ts';

describe('vscode links of a document', () => {
  beforeEach(() =>
    fakeVscode({
      workspace: { getConfiguration: () => ({ get: () => true }) },
      Uri: { from: (parts: object) => parts },
    }),
  );
  afterEach(() => fakeVscode(undefined));

  /** What the link in a log with this address passes its command. */
  async function passed(address: string): Promise<unknown> {
    const text = `2023-08-18T14:15:34Z joined ${SEED_ID}`;
    const start = text.indexOf(SEED_ID);
    const document = {
      getText: () => text,
      positionAt: (character: number) => ({ line: 0, character }),
      lineAt: () => ({ text, range: {} }),
      uri: { toString: () => address },
    };
    const found = { session: parseSessionId(SEED_ID), start, end: text.length, looksCutOff: false };
    const deps = {
      finder: { in: () => [found] },
      clocks: { offsetOf: () => 0 },
      readerTime: { zone: 'UTC' },
    };
    const token = { isCancellationRequested: false } as vscode.CancellationToken;
    const [link] = await documentLinks(document as never, deps as never, token);
    return (JSON.parse(link?.target?.query ?? '[]') as readonly unknown[])[0];
  }

  it('pass the line, where its file has an address that a command takes', async () => {
    const argument = await passed('file:///app.log');
    const logLine = {
      uri: 'file:///app.log',
      line: 0,
      instant: Date.UTC(2023, 7, 18, 14, 15, 34),
      precisionSeconds: 1,
    };
    assert.deepEqual(argument, { sessionId: SEED_ID, logLine });
    for (const address of [`file:///${'x'.repeat(5_000)}.log`, 'https://calls.example/app.log']) {
      const without = await passed(address);
      assert.deepEqual(without, { sessionId: SEED_ID });
      assert.deepEqual(readArgument('cometchatCalls.lookUpCall', without), {
        ...(without as object),
        reveal: true,
      });
    }
  });
});
