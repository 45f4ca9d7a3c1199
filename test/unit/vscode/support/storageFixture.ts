/** What the tests of the look-ups' files share: a folder, and windows that each have a store over it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import {
  type Answer,
  type LookUp,
  lookUpKey,
  type LookUpState,
  type LookUpTarget,
} from '../../../../src/core/lookUp/model.ts';
import type { Marks } from '../../../../src/core/lookUp/marks.ts';
import { decodeCall } from '../../../../src/core/call/decode/decode.ts';
import type { Files } from '../../../../src/storage/files.ts';
import { LookUpFiles } from '../../../../src/storage/lookUpFiles.ts';
import { lines } from './keyringFixture.ts';
import { rethrow } from '../../../support/listeners.ts';

export const FETCHED = 1_700_000_000_000;

/** A raw call of an id, with whatever else the server sent. */
export function raw(sessionId: string, more: object = {}) {
  return { sessionId, status: 'ended', initiatedAt: 1_692_368_113, endedAt: 1_692_368_146, ...more };
}

export function answer(value: unknown, fetchedAt = FETCHED): Answer {
  const call = decodeCall(value, 'asked-for');
  assert.ok(call, 'it decodes');
  return { call, raw: value, fetchedAt };
}

export function ready(value: unknown, fetchedAt = FETCHED): LookUpState {
  return { kind: 'ready', answer: answer(value, fetchedAt) };
}

/** A failure, beside the last answer where one is given. */
export function failed(last?: Answer): LookUpState {
  return { kind: 'failed', failure: { reason: 'offline' }, failedAt: FETCHED, ...(last ? { last } : {}) };
}

export function loading(last?: Answer): LookUpState {
  return { kind: 'loading', since: FETCHED, ...(last ? { last } : {}) };
}

export function target(sessionId: string, more: Partial<LookUpTarget> = {}): LookUpTarget {
  return { sessionId, connectionId: 'home', onBehalfOf: undefined, ...more };
}

/** What the names of a look-up's files begin with. It is part of the format: another would leave everybody's list empty. */
export function hash(sessionId: string, more: Partial<LookUpTarget> = {}): string {
  return createHash('sha256')
    .update(lookUpKey(target(sessionId, more)))
    .digest('hex');
}

/** The name of a look-up's file in the first version, which the other versions read as well. */
export function fileName(sessionId: string, more: Partial<LookUpTarget> = {}): string {
  return `${hash(sessionId, more)}.json`;
}

export interface Reader {
  readonly store: LookUpStore;
  readonly files: LookUpFiles;
  readonly log: readonly string[];
  /** Brings back what is on disk, and ends when that has had all its effects. */
  restore(limit?: number): Promise<readonly LookUp[]>;
  /** Brings what other windows have written since. */
  refresh(): Promise<void>;
  /** Gives a look-up marks, and ends when they are on disk. */
  mark(sessionId: string, marks: Marks, now?: number): Promise<void>;
  /** Gives a look-up a state, and ends when it is on disk. */
  put(sessionId: string, state: LookUpState, addedAt?: number): Promise<LookUp>;
}

export class StorageFixture {
  readonly above = mkdtempSync(join(tmpdir(), 'cometchat-look-ups-'));
  readonly folder = join(this.above, 'look-ups');

  /** @param most how many look-ups it keeps on disk besides those that are marked; as many as anybody's unless given */
  window(port?: Files, most?: number): Reader {
    const { log, logger } = lines();
    const store = new LookUpStore(rethrow);
    const files = new LookUpFiles(this.folder, store, logger, port, most);
    return {
      store,
      files,
      log,
      restore: async (limit = 500) => {
        const lookUps = await files.read(limit);
        store.restore(lookUps);
        await files.flush();
        return lookUps;
      },
      refresh: () => files.refresh(500),
      mark: async (sessionId, marks, now = FETCHED) => {
        store.mark(lookUpKey(target(sessionId)), marks, now);
        await files.flush();
      },
      put: async (sessionId, state, addedAt = FETCHED) => {
        const lookUp = store.set(target(sessionId), state, addedAt);
        await files.flush();
        return lookUp;
      },
    };
  }

  /** The ids that a window opened now would show, newest first. */
  async ids(limit?: number): Promise<string[]> {
    return (await this.window().restore(limit)).map(({ sessionId }) => sessionId);
  }

  /** The one look-up of an id that a window opened now would show. */
  async found(sessionId: string): Promise<LookUp> {
    const found = (await this.window().restore()).filter((lookUp) => lookUp.sessionId === sessionId);
    assert.equal(found.length, 1, `one look-up of ${sessionId}`);
    assert.ok(found[0]);
    return found[0];
  }

  names(): string[] {
    return readdirSync(this.folder).toSorted();
  }

  /** The names of the files of an id's look-up that are in use. */
  namesOf(sessionId: string): string[] {
    return this.names().filter((name) => name.startsWith(hash(sessionId)) && name.endsWith('.json'));
  }

  /** The name of the one file of an id's look-up. */
  nameOf(sessionId: string): string {
    const [name, ...others] = this.namesOf(sessionId);
    assert.ok(name !== undefined && others.length === 0, `one file of ${sessionId}`);
    return name;
  }

  /** The names of files that are not in use: set aside, or not finished. */
  asides(): string[] {
    return this.names().filter((name) => !name.endsWith('.json'));
  }

  text(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Puts a file into the folder, as a crash or somebody else does. */
  plant(name: string, content: string | Uint8Array): string {
    mkdirSync(this.folder, { recursive: true });
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  dispose(): void {
    rmSync(this.above, { recursive: true, force: true });
  }
}
