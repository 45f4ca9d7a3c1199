/** What a user is asked before an agent's tool runs. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { standIn } from '../support/vscodeStub.ts';
import { looksLikeApiKey } from '../../../../src/core/connection/index.ts';
import { createTools, type ToolDependencies } from '../../../../src/vscode/tools/tools.ts';
import { APP, connection, LEGACY_ID, SEED_ID } from '../../core/support.ts';

const KEY = '0123456789abcdef0123456789abcdef01234567';

describe('vscode tools: what is confirmed', () => {
  const nobody = () => assert.fail('nothing is asked before it is confirmed');
  const own = connection({ id: 'own', name: 'Acme [x](command:y) `z`' });
  const deps = {
    lookUps: { lookUp: nobody },
    source: { listCalls: nobody },
    sandbox: { ensure: nobody },
    connections: {
      routing: () => Promise.resolve({ connections: [own], defaultConnectionId: 'own' }),
      redact: (text: string) => text.replaceAll('the-secret-key', '[API key]'),
      holdsApiKey: () => false,
    },
  } as unknown as ToolDependencies;

  afterEach(() => standIn(undefined));

  async function asked(
    name: keyof ReturnType<typeof createTools>,
    input: object,
  ): Promise<readonly string[]> {
    const token = {} as never;
    const prepared = await createTools(deps)[name].prepareInvocation({ input }, token);
    const message = prepared?.confirmationMessages?.message;
    assert.ok(typeof message === 'object', 'it is always confirmed');
    return message.value.split('  \n');
  }

  it('names the app, its host and what is asked, each on a line of its own', async () => {
    const lines = await asked('get_cometchat_call', { sessionId: SEED_ID, onBehalfOf: 'ana', raw: true });
    assert.deepEqual(lines, [
      `App: \`${APP} · us · ${APP}.call-us.cometchat.io\``,
      'Connection: `` Acme [x](command:y) `z` ``',
      `Session id: \`${SEED_ID}\``,
      'As user: `ana`',
      'With: `the raw answer`',
    ]);
    const list = await asked('list_cometchat_calls', { statuses: ['ended'], time: '7 d' });
    assert.equal(list.at(-1), 'Calls: `ended · last 7 days`');
  });

  it('starts no sandbox, and names what would be started', async () => {
    const host = `App: \`${APP} · us · 127.0.0.1\``;
    const call = await asked('get_cometchat_call', { sessionId: SEED_ID, connection: 'Sample Calls' });
    assert.deepEqual(call, [host, 'Connection: `Sample Calls`', `Session id: \`${SEED_ID}\``]);
    const list = await asked('list_cometchat_calls', { connection: 'sandbox' });
    assert.deepEqual(list.slice(0, 2), [host, 'Connection: `Sample Calls`']);
  });

  it('leaves a text of an agent no way out of its line', async () => {
    const lines = await asked('get_cometchat_call', {
      sessionId: `${LEGACY_ID}\u202e\u2028`,
      onBehalfOf: 'a`  \nApp: `other`  \n[b](command:c)',
    });
    assert.equal(lines.length, 4);
    assert.ok(
      lines.every((line) => !/[\n\u202e\u2028]/.test(line)),
      lines.join('|'),
    );
  });

  it('names the file that would be read, and the whole of an id, however they are written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'confirm-'));
    const file = (path: string) => ({ scheme: 'file', authority: '', path, fsPath: path });
    type File = ReturnType<typeof file>;
    await writeFile(join(folder, 'secret.log'), '');
    standIn({
      Uri: {
        file,
        joinPath: ({ path }: File, more: string) => ({
          ...file(posix.join(path, more)),
          with: (change: Partial<File>) => file(change.path ?? assert.fail()),
        }),
      },
      workspace: {
        workspaceFolders: [{ name: 'a', uri: file(folder) }],
        fs: { stat: () => Promise.resolve({ type: 1 }) },
        asRelativePath: ({ path }: File) => posix.relative(folder, path),
      },
    });
    const sessionId = `${'x'.repeat(400)}the-end`;
    const lines = await asked('get_cometchat_call', {
      sessionId,
      log: `app.log${'/../a'.repeat(90)}/../secret.log`,
    });
    await rm(folder, { recursive: true });
    assert.deepEqual(lines.slice(2), [`Session id: \`${sessionId}\``, 'Lines of the log: `secret.log`']);
  });

  it('shows no key', async () => {
    assert.ok(looksLikeApiKey(KEY));
    const lines = await asked('get_cometchat_call', { sessionId: KEY, onBehalfOf: 'the-secret-key' });
    assert.doesNotMatch(lines.join('\n'), /0123456789abcdef|the-secret-key/);
    assert.match(lines.join('\n'), /\[API key\?\]/);
  });

  it('says that nothing is asked where nothing would be', async () => {
    const foreign = SEED_ID.replace(APP, 'ffffffffffffff');
    assert.match(
      (await asked('get_cometchat_call', { sessionId: foreign })).join(''),
      /^Nothing is asked: `This id belongs to app/,
    );
    assert.match(
      (await asked('list_cometchat_calls', { limit: 'x' })).join(''),
      /^Nothing is asked: `The field “limit”/,
    );
    standIn({ workspace: { workspaceFolders: [] } });
    assert.match(
      (await asked('find_cometchat_calls_in_file', { file: 'a' })).join(''),
      /^Nothing is asked: `No folder is open/,
    );
  });
});
