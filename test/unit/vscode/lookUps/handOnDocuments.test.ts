/** The documents two calls are compared by, and the title of their comparison. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import { type LookUp, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import type * as documentsModule from '../../../../src/vscode/lookUps/callDocuments.ts';
import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
import { call, connection, NOW, SEED_ID, UTC } from '../../core/support.ts';
// Before the modules that need it, which are loaded when the tests run.
import { fakeVscode } from '../support/vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';

describe('vscode: comparing two calls', () => {
  let documents: typeof documentsModule;
  before(async () => {
    documents = await import('../../../../src/vscode/lookUps/callDocuments.ts');
  });

  const store = new LookUpStore(rethrow);
  /** A look-up with an answer of these raw fields. */
  function lookUp(sessionId: string, raw: object, onBehalfOf?: string): LookUp {
    const whole = { sessionId, initiator: 'ana', receiver: 'leo', ...raw };
    const answer = { call: call(whole), raw: whole, fetchedAt: NOW };
    const target = { sessionId, connectionId: 'acme', onBehalfOf };
    return store.set(target, { kind: 'ready', answer }, NOW);
  }
  const writing = () => {
    const acme = connection({ id: 'acme' });
    const lookUps: Pick<LookUpService, 'store' | 'connection'> = { store, connection: () => acme };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the documents need of it is there
    return { lookUps: lookUps as LookUpService, readerTime: { format: UTC } };
  };

  it('is titled by who called whom, and by what tells the two apart where that is the same', () => {
    const title = (one: LookUp, other: LookUp) => documents.comparisonTitle(one, other, UTC);
    const first = lookUp('first', { startedAt: 1_692_368_127 });
    const second = lookUp('second', { startedAt: 1_692_368_200 });
    const mine = lookUp('first', { startedAt: 1_692_368_127 }, 'ana');
    assert.equal(title(first, lookUp('third', { initiator: 'zoe' })), 'ana → leo ↔ zoe → leo');
    assert.equal(
      title(first, second),
      'ana → leo, 18 Aug 2023, 14:15:27 UTC ↔ ana → leo, 18 Aug 2023, 14:16:40 UTC',
    );
    assert.equal(
      title(first, mine),
      'ana → leo, 18 Aug 2023, 14:15:27 UTC ↔ ana → leo, 18 Aug 2023, 14:15:27 UTC, as ana',
    );
  });

  it('has a path, which tabs and their hints show, without what would turn it around', async () => {
    const opened: { readonly path?: string; readonly query?: string }[] = [];
    fakeVscode({
      Uri: { from: (parts: object) => parts },
      commands: {
        executeCommand: (_: string, ...uris: (typeof opened)[number][]) => void opened.push(...uris),
      },
    });
    try {
      const hostile = lookUp(`a/b\u202e\u2066${'x'.repeat(200)}`, {});
      await documents.openComparison(hostile, lookUp('first', {}), writing());
      assert.match(opened[0]?.path ?? '', /^\/compared\/a_b⟨U\+202E⟩⟨U\+2066⟩x+….txt$/);
      assert.equal(opened[0]?.query, hostile.key);
    } finally {
      fakeVscode(undefined);
    }
  });

  it('holds the call as text below its folder, and elsewhere what the server sent', () => {
    const raw = { startedAt: 1_692_368_127, unknownField: 7 };
    const { key } = lookUp(SEED_ID, raw);
    const at = (path: string) => documents.contentOf({ path, query: key }, writing());
    assert.match(at(`/compared/${SEED_ID}.txt`), /From: ana\nTo: leo/);
    const sent = { sessionId: SEED_ID, initiator: 'ana', receiver: 'leo', ...raw };
    assert.deepEqual(JSON.parse(at('/compared.json')), sent);
  });

  it('says that there is no answer for a call that is gone', () => {
    const query = lookUpKey({ sessionId: 'gone', connectionId: undefined, onBehalfOf: undefined });
    for (const path of ['/gone.json', '/compared/gone.txt']) {
      assert.equal(documents.contentOf({ path, query }, writing()), '"There is no answer for this call."\n');
    }
  });
});
