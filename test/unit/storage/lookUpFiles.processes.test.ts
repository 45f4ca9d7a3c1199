import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf } from '../../../src/core/lookUp/model.ts';
import { StorageFixture } from '../vscode/support/storageFixture.ts';

const WRITER = new URL('../vscode/support/writerProcess.ts', import.meta.url);
const STUB = new URL('../vscode/support/vscodeStub.ts', import.meta.url);

describe('vscode storage of look-ups in processes that are killed', () => {
  let storage: StorageFixture;

  beforeEach(() => {
    storage = new StorageFixture();
  });
  afterEach(() => storage.dispose());

  it('has all that they had said is on disk', async function () {
    this.timeout(60_000);
    const said = new Map<string, { answer: number; note: number; pin: number }>();
    let count = 0;
    /** Writes to the same few look-ups until it has said so many things, and is killed in the middle of the next. */
    const writer = async (lines: number) => {
      const child = spawn(
        process.execPath,
        ['--no-warnings', '--import', STUB.href, WRITER.pathname, storage.folder],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const closed = once(child, 'close');
      for await (const line of createInterface(child.stdout)) {
        const { id, ...times }: { id: string; answer: number; note: number; pin: number } = JSON.parse(line);
        const before = said.get(id) ?? times;
        said.set(id, {
          answer: Math.max(before.answer, times.answer),
          note: Math.max(before.note, times.note),
          pin: Math.max(before.pin, times.pin),
        });
        count += 1;
        lines -= 1;
        if (lines === 0) child.kill('SIGKILL');
      }
      await closed;
    };
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([writer(7 + round), writer(23 - round), writer(41)]);
    }
    const window = storage.window();
    const found = new Map((await window.restore()).map((lookUp) => [lookUp.sessionId, lookUp]));
    assert.ok(count >= 200 && said.size > 2, `${count} things said`);
    for (const [id, times] of said) {
      const lookUp = found.get(id);
      assert.ok(lookUp, `${id} is lost`);
      assert.ok((answerOf(lookUp)?.fetchedAt ?? 0) >= times.answer, `${id}: the answer`);
      assert.ok((lookUp.note?.editedAt ?? 0) >= times.note, `${id}: the note`);
      assert.ok((lookUp.pin?.changedAt ?? 0) >= times.pin, `${id}: the pin`);
    }
    assert.deepEqual(window.log, [], 'nothing is damaged');
  });
});
