/** A process that keeps look-ups in the folder it is given, and says what is on disk, until it is killed. */
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import { answerOf, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { LookUpFiles } from '../../../../src/storage/lookUpFiles.ts';
import { raw, ready, target } from './storageFixture.ts';
import { rethrow } from '../../../support/listeners.ts';

const store = new LookUpStore(rethrow);
const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };
const files = new LookUpFiles(process.argv[2] ?? '', store, quiet);
store.restore(await files.read(500));

for (let n = 0; ; n += 1) {
  const id = `call-${n % 4}`;
  const key = lookUpKey(target(id));
  store.set(target(id), ready(raw(id, { by: process.pid, n }), Date.now()), Date.now());
  store.mark(key, { note: `${process.pid} ${n}`, pinned: n % 8 < 4 }, Date.now());
  const lookUp = store.get(key);
  await files.flush();
  const times = {
    answer: lookUp && answerOf(lookUp)?.fetchedAt,
    note: lookUp?.note?.editedAt,
    pin: lookUp?.pin?.changedAt,
  };
  process.stdout.write(`${JSON.stringify({ id, ...times })}\n`);
}
