/** The links at session ids: what they pass the command that looks the call up. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { parseSessionId } from '../../../../src/core/sessionId/parse.ts';
import { SEED_ID } from '../../core/support.ts';
import { world } from '../../core/lookUp/support.ts';
import { completerOf } from '../support/idCompleter.ts';
import { standIn } from '../support/vscodeStub.ts';
import { documentLinks } from '../../../../src/vscode/inText/documentLinks.ts';
import { readArgument } from '../../../../src/vscode/commands/run.ts';

describe('vscode links of a document', () => {
  beforeEach(() =>
    standIn({
      workspace: { getConfiguration: () => ({ get: () => true }) },
      Uri: { from: (parts: object) => parts },
    }),
  );
  afterEach(() => standIn(undefined));

  /** What the link on an id in a log with this address passes its command. */
  async function passed(address: string, id = SEED_ID): Promise<unknown> {
    const text = `2023-08-18T14:15:34Z joined ${id}`;
    const start = text.indexOf(id);
    const document = {
      getText: () => text,
      positionAt: (character: number) => ({ line: 0, character }),
      lineAt: () => ({ text, range: {} }),
      uri: { toString: () => address },
    };
    const found = { session: parseSessionId(id), start, end: text.length, looksCutOff: false };
    const deps = {
      finder: { in: () => [found] },
      clocks: {
        correctionOf: () => ({ offsetSeconds: 0, zoneOffsetSeconds: 0 }),
        correctionText: () => undefined,
      },
      completer: completerOf(world().lookUps),
      readerTime: { zone: 'UTC' },
    };
    const token = { isCancellationRequested: false } as vscode.CancellationToken;
    const [link] = await documentLinks(document as never, deps as never, token);
    // VS Code decodes the query of a command's URI before it reads it.
    return (JSON.parse(decodeURIComponent(link?.target?.query ?? '[]')) as readonly unknown[])[0];
  }

  it('pass addresses and ids as they are', async () => {
    for (const address of [
      'file:///home/me/C%23/logs/a.log',
      'file:///a%2520b/a.log',
      'file:///100%25.log',
    ]) {
      for (const id of ['room%20west', 'a#b%', SEED_ID]) {
        const { sessionId, logLine } = (await passed(address, id)) as {
          sessionId: string;
          logLine: { uri: string };
        };
        assert.deepEqual([sessionId, logLine.uri], [id, address]);
      }
    }
  });

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
