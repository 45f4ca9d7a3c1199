/** What an agent's tool answers. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { redactor } from '../../../../src/core/connection/index.ts';
import { createTools, type ToolDependencies } from '../../../../src/vscode/tools/tools.ts';
import { call, connection, SEED_ID } from '../../core/support.ts';

const KEY = '0123456789abcdefghijklmnopqrstuvwxyzABCD';

describe('vscode tools: the raw answer', () => {
  async function rawWith(value: string): Promise<string> {
    const result = { ok: true, call: call({ sessionId: SEED_ID }), raw: { value }, key: 'a' };
    const tools = createTools({
      lookUps: { lookUp: () => Promise.resolve(result), store: { get: () => undefined } },
      connections: {
        routing: () => Promise.resolve({ connections: [connection()], defaultConnectionId: undefined }),
        redact: redactor([KEY]),
        holdsApiKey: () => false,
      },
    } as unknown as ToolDependencies);
    const token = { onCancellationRequested: () => ({ dispose: () => undefined }) };
    const input = { sessionId: SEED_ID, raw: true };
    const { content } = (await tools.get_cometchat_call.invoke({ input } as never, token as never)) as {
      readonly content: readonly { readonly value: string }[];
    };
    return content.map((part) => part.value).join('');
  }

  it('holds no part of a key that became known later, wherever its lines are broken or its end is cut', async () => {
    for (const from of [940, 960, 980, 19_940, 19_960, 19_980]) {
      const text = await rawWith(`${'x'.repeat(from)}${KEY} and more`);
      assert.match(text, /Raw answer:/);
      for (let at = 0; at + 6 <= KEY.length; at += 1)
        assert.ok(!text.includes(KEY.slice(at, at + 6)), String(from));
    }
  });
});
