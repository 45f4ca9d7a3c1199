/** Windows that keep look-ups on one disk at once, as a test's scripts have them do, until they crash. */
import * as fc from 'fast-check';
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import { answerOf, type LookUp, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import type { Files } from '../../../../src/storage/files.ts';
import { LookUpFiles } from '../../../../src/storage/lookUpFiles.ts';
import { isWorthKeeping } from '../../../../src/storage/savedLookUp.ts';
import { KEY, lines } from './keyringFixture.ts';
import type { Turn } from './disk.ts';
import { StorageModel } from './storageModel.ts';
import { failed, loading, raw, ready, target } from './storageFixture.ts';
import { rethrow } from '../../../support/listeners.ts';

const id = fc.constantFrom('a', 'a', 'b');

/** What a person or the network does in a window. Flushing is how a window learns that all is on disk. */
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('answer', 'pin', 'note', 'renew'), id }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom('fail', 'load', 'remove', 'undo', 'unpin'), id }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('flush'), id }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom('refresh', 'trim', 'restart', 'fill', 'empty', 'clear'),
      id,
    }),
  },
);
type Made<Of> = Of extends fc.Arbitrary<infer Value> ? Value : never;
type Action = Made<typeof action>;

/** What a window does one after the other, and after how many steps of the disk each of its sessions ends in a crash. */
export const script = fc.record({
  actions: fc
    .array(action, { minLength: 3, maxLength: 20, size: 'max' })
    .map((actions): readonly Action[] => [...actions, { does: 'flush', id: 'a' }]),
  sessions: fc.array(fc.nat(80), { maxLength: 3 }),
});

/** Where windows keep their look-ups. */
export interface Place {
  readonly folder: string;
  /** How many look-ups are kept besides those that are marked; as many as anybody's unless given. */
  readonly most?: number;
  files(turn: Turn): Files;
  /** Has the disk take no files any more, where it can be had. */
  fill(full: boolean): void;
}

export const atOnce: Turn = () => Promise.resolve();

/** A session of a window: from its opening to its crash. */
class Session {
  readonly store = new LookUpStore(rethrow);
  readonly files: LookUpFiles;
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  #isOver = false;

  constructor(place: Place, steps: number, turn: Turn, onEnd: () => void) {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    let left = steps;
    const port = place.files(async () => {
      await turn();
      left -= 1;
      if (left < 0 && !this.#isOver) this.end(onEnd);
      // It never takes another step.
      if (this.#isOver) await new Promise(() => undefined);
    });
    this.files = new LookUpFiles(place.folder, this.store, lines().logger, port, place.most);
  }

  end(onEnd: () => void): void {
    this.#isOver = true;
    this.files.dispose();
    onEnd();
    this.#end();
  }
}

/** Does it, and gives the look-ups that it took from the list for good. */
async function act(
  session: Session,
  window: number,
  model: StorageModel,
  { does, id: sessionId }: Action,
  place: Place,
): Promise<readonly LookUp[]> {
  const { store, files } = session;
  const key = lookUpKey(target(sessionId));
  const before = store.get(key);
  const time = model.tick();
  const last = before && answerOf(before);
  if (does === 'answer') store.set(target(sessionId), ready(raw(sessionId, { time }), time), time);
  if (does === 'load') store.set(target(sessionId), loading(last), time);
  if (does === 'fail') {
    const state = failed(last);
    // A key that slipped in where none belongs.
    const failure = { reason: 'badApiKey', apiKey: KEY } as const;
    store.set(target(sessionId), { ...state, kind: 'failed', failure, failedAt: time }, time);
  }
  if (does === 'pin' || does === 'unpin') store.mark(key, { pinned: does === 'pin' }, time);
  if (does === 'note') store.mark(key, { note: `noted ${time}` }, time);
  if (does === 'renew') store.renew(key, time);
  if (does === 'remove' && before) {
    model.removed(window, sessionId);
    store.remove(key);
    return [before];
  }
  if (does === 'clear') {
    // Whatever there is, listed or not.
    for (const each of ['a', 'b']) model.removed(window, each);
    await files.listAll();
    const all = store.all();
    for (const lookUp of all) store.remove(lookUp.key);
    return all;
  }
  if (does === 'trim') store.trim(0, () => false);
  if (does === 'refresh') await files.refresh(500);
  if (does === 'fill' || does === 'empty') place.fill(does === 'fill');
  if (does === 'flush') {
    await files.flush();
    if (files.troubles.unwritten === 0) model.acknowledged(window, time);
  }
  return [];
}

/** The times of what a look-up consists of. */
export function timesOf(lookUp: LookUp) {
  return {
    added: lookUp.addedAt,
    answer: answerOf(lookUp)?.fetchedAt,
    pin: lookUp.pin?.changedAt,
    note: lookUp.note?.editedAt,
  };
}

/**
 * Lets windows live side by side until each has done all of its script, each step of their disk when the scheduler
 * says so, and ends them without a warning. Tells what they were promised.
 */
export async function runSessions(
  place: Place,
  scripts: readonly Made<typeof script>[],
  scheduler: fc.Scheduler,
) {
  const model = new StorageModel();
  const open: { session: Session; number: number }[] = [];
  let numbers = 0;
  const start = async (steps: number) => {
    numbers += 1;
    const number = numbers;
    const turn: Turn = () => scheduler.schedule(Promise.resolve(), `window ${number}`);
    const session = new Session(place, steps, turn, () => model.crashed(number));
    open.push({ session, number });
    session.store.onDidChange((change) => {
      if (change.kind !== 'added' && change.kind !== 'changed') return;
      if (isWorthKeeping(change.lookUp)) {
        model.changed(number, change.lookUp.sessionId, timesOf(change.lookUp));
      }
    });
    const read = session.files.read(500).then((lookUps) => session.store.restore(lookUps));
    await Promise.race([read, session.ended]);
    return { session, number, turn };
  };
  const run = async ({ actions, sessions }: Made<typeof script>) => {
    const steps = [...sessions];
    const next = () => start(steps.shift() ?? Number.POSITIVE_INFINITY);
    let { session, number, turn } = await next();
    let over = false;
    const removed = new Map<string, LookUp>();
    for (const one of actions) {
      await turn();
      void session.ended.then(() => (over = true));
      await Promise.resolve();
      if (over || one.does === 'restart') {
        const dead = number;
        if (!over) session.end(() => model.crashed(dead));
        ({ session, number, turn } = await next());
        over = false;
        removed.clear();
      }
      const back = removed.get(one.id);
      if (one.does === 'undo' && back) session.store.putBack(back);
      const taken = await Promise.race([act(session, number, model, one, place), session.ended]);
      for (const lookUp of taken ?? []) removed.set(lookUp.sessionId, lookUp);
    }
  };
  await scheduler.waitFor(Promise.all(scripts.map(run)));
  for (const { session, number } of open) session.end(() => model.crashed(number));
  return model;
}
