/** What version 0.1.0 stored opens as before; `test/fixtures/0.1.0` holds it as that version wrote it. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { answerOf, type LookUp, lookUpKey } from '../../src/core/lookUp/model.ts';
import { CallWatches } from '../../src/core/lookUp/callWatches.ts';
import { LookUpFiles } from '../../src/storage/lookUpFiles.ts';
import { SavedFilters } from '../../src/storage/savedFilters.ts';
import { savedPanelOf } from '../../src/vscode/callPanel/savedPanel.ts';
import { Connections } from '../../src/vscode/connections/connections.ts';
import { isNeeded } from '../../src/vscode/doors/startUp.ts';
import { LogClocks } from '../../src/vscode/fileCalls/logClocks.ts';
import { ReaderTime, showUnreadable, tellDamaged } from '../../src/vscode/platform/index.ts';
import { TemporaryFilters } from '../../src/vscode/recentCalls/filters.ts';
import { rethrow } from '../support/listeners.ts';
import { SharedStorage, type StorageWindow } from '../support/secrets.ts';
import { settle } from './core/support.ts';
import { home, world } from './core/lookUp/support.ts';
import { lines } from './vscode/support/keyringFixture.ts';
import { Timers } from '../support/timers.ts';
import { standIn } from './vscode/support/vscodeStub.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/0.1.0');
const NOW = Date.parse('2026-11-10T10:00:00.750Z');
const ACME = 'eafa20fe-0fd5-484b-a375-31909359a272';
const BASEMENT = 'b2ddb34d-7199-4907-8042-2ad4c47b8836';
const EUROPE = '7f39a5dc-676c-4875-a8f1-00d5e7d4cb2f';
const READY = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';

const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as Record<string, unknown>;

describe('what version 0.1.0 stored', () => {
  let folder: string;
  let storage: SharedStorage;
  let stored: StorageWindow;
  let workspaceState: vscode.Memento;
  const { log, logger } = lines();

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cometchat-0.1.0-'));
    cpSync(join(FIXTURES, 'globalStorage'), join(folder, 'globalStorage'), { recursive: true });
    cpSync(join(FIXTURES, 'keyring.json'), join(folder, 'global', 'keyring.json'));
    cpSync(join(FIXTURES, 'globalState.json'), join(folder, 'global', 'state.json'));
    cpSync(join(FIXTURES, 'workspaceState.json'), join(folder, 'workspace', 'state.json'));
    storage = new SharedStorage(join(folder, 'global'));
    stored = storage.window();
    workspaceState = new SharedStorage(join(folder, 'workspace')).window().state;
  });
  after(() => {
    standIn(undefined);
    rmSync(folder, { recursive: true, force: true });
  });

  async function lookUps(): Promise<readonly LookUp[]> {
    const { store } = world();
    const files = new LookUpFiles(join(folder, 'globalStorage', 'look-ups'), store, logger);
    const found = await files.read(500);
    await files.flush();
    assert.deepEqual(files.troubles, { damaged: [], unwritten: 0 });
    files.dispose();
    return found;
  }

  it('has its connections, each with its key, its host and its name; none is lost', async () => {
    const connections = new Connections(stored.secrets, stored.state, logger, () => NOW);
    const all = await connections.all();
    assert.deepEqual(
      all.map(({ id, name, appId, region, baseUrl, kind, keyChangedAt }) => [
        id,
        name,
        appId,
        region,
        baseUrl,
        kind,
        keyChangedAt,
      ]),
      [
        [
          ACME,
          'Acme',
          '31780434a95d45',
          'us',
          'https://31780434a95d45.call-us.cometchat.io/v3',
          'derived',
          undefined,
        ],
        [BASEMENT, 'Basement שירה', 'abc1234', '', 'https://calls.example.com:8443/v3', 'custom', undefined],
        [
          EUROPE,
          'Europe',
          '25b1f0cb2a9dae7e',
          'eu',
          'https://25b1f0cb2a9dae7e.call-eu.cometchat.io/v3',
          'derived',
          NOW,
        ],
      ],
    );
    assert.equal((await connections.credentials(ACME))?.apiKey, '89abcdef0123456789abcdef0123456789abcdef');
    assert.deepEqual(await connections.credentials(BASEMENT), {
      baseUrl: 'https://calls.example.com:8443/v3',
      apiKey: 'Key/+With~Every=Trap"7d1c0a9f3e',
    });
    assert.equal((await connections.credentials(EUROPE))?.apiKey, 'eeeeeeee0123456789abcdef0123456789abcdef');
    assert.equal((await connections.routing()).defaultConnectionId, BASEMENT);
    assert.deepEqual(await connections.lost(), []);
    await storage.settled();
    assert.deepEqual(storage.keyring(), read('keyring.json'), 'reading writes nothing');
    connections.dispose();
  });

  it('has its look-ups, with answers, failures, a pin and a note', async () => {
    const found = await lookUps();
    assert.deepEqual(
      found.map((lookUp) => [
        lookUp.connectionId,
        lookUp.onBehalfOf,
        lookUp.state.kind,
        lookUp.state.kind === 'failed' ? lookUp.state.failure.reason : answerOf(lookUp)?.call.status,
        answerOf(lookUp)?.call.participants.length,
      ]),
      [
        [undefined, undefined, 'failed', 'noConnection', undefined],
        [EUROPE, undefined, 'failed', 'timeout', 2],
        [BASEMENT, undefined, 'failed', 'notFound', undefined],
        [BASEMENT, 'שירה', 'ready', 'ended', 4],
        [ACME, undefined, 'ready', 'ongoing', 4],
        [ACME, undefined, 'ready', 'ended', 3],
        [ACME, undefined, 'ready', 'ended', 2],
      ],
    );
    const failures = found.flatMap(({ state }) => (state.kind === 'failed' ? [state] : []));
    assert.deepEqual(
      failures.map(({ failure, failedAt }) => [failure, NOW - failedAt]),
      [
        [{ reason: 'noConnection', appId: '1122334455667788', region: 'in' }, 300],
        [{ reason: 'timeout' }, 500],
        [{ reason: 'notFound' }, 700],
      ],
    );
    const [pinned, ...others] = found.filter(({ pin, note }) => pin ?? note);
    assert.deepEqual(others, []);
    assert.deepEqual(pinned?.pin, { on: true, changedAt: NOW - 3_000 });
    assert.deepEqual(pinned?.note, { text: 'asked about on Tuesday “dropped out”', editedAt: NOW - 3_000 });
    const ready = found.at(-1) ?? assert.fail();
    assert.deepEqual([ready.sessionId, ready.addedAt, answerOf(ready)?.fetchedAt], [READY, NOW - 5_000, NOW]);
    assert.equal(answerOf(ready)?.call.durationSeconds, 19);
  });

  it('has its saved filters, for whom they were saved', async () => {
    const filters = new SavedFilters(join(folder, 'globalStorage', 'filters'), logger);
    const all = await filters.list();
    assert.deepEqual(filters.damaged, []);
    assert.deepEqual(
      all.map(({ name, connectionId, filter }) => [name, connectionId, filter]),
      [
        [
          'Failed lately',
          ACME,
          { statuses: ['unanswered', 'busy'], time: { kind: 'last', amount: 7, unit: 'days' } },
        ],
        [
          'Büro 📞',
          undefined,
          {
            type: 'video',
            mode: 'meet',
            receiverType: 'group',
            hasRecording: true,
            hasTranscription: false,
            participants: {
              min: 3,
              max: 50,
            },
          },
        ],
        ['Ann in May', BASEMENT, { uid: 'ann', time: { kind: 'last', amount: 3, unit: 'hours' } }],
      ],
    );
  });

  it('has the filters that were only applied, the clocks of files and the reader’s zone', () => {
    const temporary = new TemporaryFilters(workspaceState);
    assert.deepEqual(temporary.get(ACME), { statuses: ['ongoing'] });
    assert.deepEqual(temporary.get(BASEMENT), {
      uid: 'ann',
      time: { kind: 'last', amount: 1, unit: 'days' },
    });
    const clocks = new LogClocks(stored.state, logger);
    const offsetOf = (uri: string) =>
      clocks.correctionOf({ toString: () => uri } as vscode.Uri).offsetSeconds;
    assert.equal(offsetOf('file:///home/ann/app.log'), -7_200);
    assert.equal(offsetOf('vscode-remote://ssh-remote%2Bbox/var/log/calls.log.gz'), 90);
    const onDidChangeConfiguration = () => ({ dispose: () => undefined });
    standIn({ env: { remoteName: 'ssh-remote', language: 'en' }, workspace: { onDidChangeConfiguration } });
    const readerTime = new ReaderTime(stored.state, logger);
    assert.equal(readerTime.zone, 'America/St_Johns');
    readerTime.dispose();
  });

  it('is told of no damaged file twice', async () => {
    const shown: string[] = [];
    const show = (message: string) => Promise.resolve(void shown.push(message));
    standIn({ window: { showWarningMessage: show, showErrorMessage: show, showInformationMessage: show } });
    tellDamaged(stored.state, ['damaged-one.json'], showUnreadable);
    assert.deepEqual(shown, []);
    tellDamaged(stored.state, ['another.json'], showUnreadable);
    assert.equal(shown.length, 1);
    await storage.settled();
  });

  it('goes on with its watch after the start, by itself', async () => {
    const { state: globalState, secrets } = stored;
    assert.equal(
      await isNeeded({
        globalState: { ...globalState, setKeysForSync: () => undefined },
        workspaceState,
        secrets,
      }),
      true,
    );
    const known = world();
    known.store.restore([...(await lookUps())]);
    const timers = new Timers(known.clock);
    const watches = new CallWatches({
      lookUps: known.lookUps,
      clock: timers.now,
      after: timers.after,
      onListenerError: rethrow,
      connections: {
        get: (id) =>
          Promise.resolve(
            id === undefined
              ? undefined
              : {
                  ...home,
                  id,
                },
          ),
        read: () =>
          Promise.resolve({
            connections: [
              {
                ...home,
                id: ACME,
              },
            ],
            isUnreadable: false,
          }),
        onDidChange: () => ({ dispose: () => undefined }),
      },
      memory: {
        read: () => workspaceState.get('cometchatCalls.watched'),
        write: () => undefined,
      },
      restored: Promise.resolve(),
      notices: {
        ended: () => undefined,
        failed: () => undefined,
        tooLong: () => undefined,
      },
    });
    await settle();
    const ongoing = known.store
      .all()
      .find(({ state }) => state.kind === 'ready' && state.answer.call.status === 'ongoing');
    assert.deepEqual(watches.keys, [ongoing?.key]);
    watches.dispose();
  });

  it('brings its panels back, each on a look-up that is there', async () => {
    const panels = read('panels.json') as unknown as readonly unknown[];
    const saved = panels.map((panel) => savedPanelOf(panel) ?? assert.fail());
    assert.deepEqual(
      saved.map(({ kept, logLine }) => [kept, logLine?.line]),
      [
        [false, 117],
        [true, undefined],
        [true, undefined],
        [false, undefined],
      ],
    );
    assert.deepEqual(saved[0]?.logLine, {
      uri: 'file:///home/ann/app.log',
      line: 117,
      instant: NOW - 9_000,
      precisionSeconds: 0.001,
    });
    const keys = new Set((await lookUps()).map(({ key }) => key));
    for (const panel of saved) assert.ok(keys.has(lookUpKey(panel)), panel.sessionId);
  });

  it('is left as it was by whoever reads it, and nothing is said of it', () => {
    for (const name of ['look-ups', 'filters']) {
      const names = (of: string) => readdirSync(join(of, 'globalStorage', name)).toSorted();
      assert.deepEqual(names(folder), names(FIXTURES));
    }
    assert.deepEqual(log, []);
  });
});
