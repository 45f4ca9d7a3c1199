/** Transcripts that a panel has paged in: whatever is copied and saved has what the panel shows. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Transcript } from '../../../../src/core/call/model.ts';
import type { LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { call, NOW } from '../../core/support.ts';
import { ListWorld } from '../support/listWorld.ts';
import { commandsOf } from '../support/commands.ts';
import { handOnHandlers } from '../../../../src/vscode/commands/handOn.ts';

const began = NOW / 1000 - 600;
const raw = (n: number) => ({ tid: `t${n}`, startTime: began + n * 60, endTime: began + n * 60 + 30 });
const raws = { sessionId: 'a', startedAt: began, endedAt: began + 600, transcriptions: [raw(1)] };

describe('vscode: handing on a call whose panel has paged in transcripts', () => {
  let world: ListWorld;
  let written: string;
  let paged: readonly Transcript[] | undefined;
  beforeEach(() => {
    const writeFile = (_: unknown, bytes: Uint8Array) =>
      Promise.resolve(void (written = new TextDecoder().decode(bytes)));
    world = new ListWorld({ fs: { writeFile } }, { parse: (path: string) => ({ path }) });
    world.add('a', { kind: 'ready', answer: { call: call(raws), raw: raws, fetchedAt: NOW } });
    world.add('b');
    paged = undefined;
  });
  afterEach(() => world.dispose());

  const handlers = () =>
    commandsOf(
      handOnHandlers({
        ...world.deps,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the commands take of it
        connections: world.deps.connections as never,
        logLineOf: () => undefined,
        transcriptsOf: ({ sessionId }: LookUpTarget) => (sessionId === 'a' ? paged : undefined),
        compare: () => Promise.resolve(),
        shells: { chosen: 'posix', ask: () => assert.fail('it is asked') },
      }),
    );

  async function handedOn() {
    await handlers()['cometchatCalls.copyAsMarkdown']({ sessionId: 'a' }, []);
    await handlers()['cometchatCalls.saveTimeline']({ sessionId: 'a', uri: 'file:///a.svg' });
    return {
      listed: world.user.clipboard.match(/^- Transcript \d/gm)?.length,
      drawn: /transcript 3 started/.test(written),
    };
  }

  it('has those of the answer as long as there are no others', async () => {
    assert.deepEqual(await handedOn(), { listed: 1, drawn: false });
  });

  it('has all that the panel shows', async () => {
    paged = call({ transcriptions: [raw(5), raw(3), raw(1)] }).transcripts;
    const { listed } = await handedOn();
    assert.equal(listed, 3);
    assert.match(world.user.clipboard, /transcript 3 started/);
    assert.equal(written.match(/Transcript \d/g)?.length, 3);
  });

  it('sends as JSON what the server sent for the call, which they are no part of', async () => {
    paged = call({ transcriptions: [raw(5), raw(1)] }).transcripts;
    await handlers()['cometchatCalls.copyAsJson']({ sessionId: 'a' }, []);
    assert.deepEqual(JSON.parse(world.user.clipboard), raws);
  });
});
