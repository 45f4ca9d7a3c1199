/** The documents two calls are compared by, and the title of their comparison. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import { type LookUp, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { CallDocuments } from '../../../../src/vscode/lookUps/callDocuments.ts';
import { call, connection, NOW, SEED_ID, UTC } from '../../core/support.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';

describe('vscode: comparing two calls', () => {
  const store = new LookUpStore(rethrow);
  /** A look-up with an answer of these raw fields. */
  function lookUp(sessionId: string, raw: object, onBehalfOf?: string): LookUp {
    const whole = { sessionId, initiator: 'ana', receiver: 'leo', ...raw };
    const answer = { call: call(whole), raw: whole, fetchedAt: NOW };
    const target = { sessionId, connectionId: 'acme', onBehalfOf };
    return store.set(target, { kind: 'ready', answer }, NOW);
  }
  const acme = connection({ id: 'acme' });
  const documents = new CallDocuments(
    { lookUps: { store, connection: () => acme }, readerTime: { format: UTC } },
    { fire: () => undefined },
  );

  let ran: unknown[][];
  beforeEach(() => {
    ran = [];
    const executeCommand = (...given: unknown[]) => Promise.resolve(void ran.push(given));
    const workspace = { textDocuments: [] };
    fakeVscode({ Uri: { from: (parts: object) => parts }, commands: { executeCommand }, workspace });
  });
  afterEach(() => fakeVscode(undefined));

  /** What VS Code is asked to compare, and under which title. */
  async function compared(one: LookUp, other: LookUp) {
    await documents.compare(one, other);
    const [, left, , title] = ran.at(-1) ?? [];
    return { left: left as { readonly path: string; readonly query: string }, title };
  }

  it('is titled by who called whom, and by what tells the two apart where that is the same', async () => {
    const title = async (one: LookUp, other: LookUp) => (await compared(one, other)).title;
    const first = lookUp('first', { startedAt: 1_692_368_127 });
    const second = lookUp('second', { startedAt: 1_692_368_200 });
    const mine = lookUp('first', { startedAt: 1_692_368_127 }, 'ana');
    assert.equal(await title(first, lookUp('third', { initiator: 'zoe' })), 'ana → leo ↔ zoe → leo');
    assert.equal(
      await title(first, second),
      'ana → leo, 18 Aug 2023, 14:15:27 UTC ↔ ana → leo, 18 Aug 2023, 14:16:40 UTC',
    );
    assert.equal(
      await title(first, mine),
      'ana → leo, 18 Aug 2023, 14:15:27 UTC ↔ ana → leo, 18 Aug 2023, 14:15:27 UTC, as ana',
    );
  });

  it('has a path, which tabs and their hints show, without what would turn it around', async () => {
    const hostile = lookUp(`a/b\u202e\u2066${'x'.repeat(200)}`, {});
    const { left } = await compared(hostile, lookUp('first', {}));
    assert.match(left.path, /^\/compared\/a_b⟨U\+202E⟩⟨U\+2066⟩x+….txt$/);
    assert.equal(left.query, hostile.key);
  });

  it('holds the call as text below its folder, and elsewhere what the server sent', () => {
    const raw = { startedAt: 1_692_368_127, unknownField: 7 };
    const { key } = lookUp(SEED_ID, raw);
    const at = (path: string) => documents.provideTextDocumentContent({ path, query: key });
    assert.match(at(`/compared/${SEED_ID}.txt`), /From: ana\nTo: leo/);
    const sent = { sessionId: SEED_ID, initiator: 'ana', receiver: 'leo', ...raw };
    assert.deepEqual(JSON.parse(at('/compared.json')), sent);
  });

  it('says that there is no answer for a call that is gone', () => {
    const query = lookUpKey({ sessionId: 'gone', connectionId: undefined, onBehalfOf: undefined });
    for (const path of ['/gone.json', '/compared/gone.txt']) {
      assert.equal(
        documents.provideTextDocumentContent({ path, query }),
        '"There is no answer for this call."\n',
      );
    }
  });
});
