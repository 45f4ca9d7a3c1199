/** Transcripts that a panel has paged in: whatever is copied and saved has what the panel shows. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Transcript } from '../../../../src/core/call/model.ts';
import type { LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { call, NOW } from '../../core/support.ts';
import { LookUpListFixture } from '../support/lookUpListFixture.ts';
import { commandsOf } from '../support/commands.ts';
import { handOnHandlers } from '../../../../src/vscode/commands/handOn.ts';

const began = NOW / 1000 - 600;
const raw = (n: number) => ({ tid: `t${n}`, startTime: began + n * 60, endTime: began + n * 60 + 30 });
const raws = { sessionId: 'a', startedAt: began, endedAt: began + 600, transcriptions: [raw(1)] };

describe('vscode: handing on a call whose panel has paged in transcripts', () => {
  let fixture: LookUpListFixture;
  let written: string;
  let paged: readonly Transcript[] | undefined;
  beforeEach(() => {
    const writeFile = (_: unknown, bytes: Uint8Array) =>
      Promise.resolve(void (written = new TextDecoder().decode(bytes)));
    fixture = new LookUpListFixture({ fs: { writeFile } }, { parse: (path: string) => ({ path }) });
    fixture.add('a', { kind: 'ready', answer: { call: call(raws), raw: raws, fetchedAt: NOW } });
    fixture.add('b');
    paged = undefined;
  });
  afterEach(() => fixture.dispose());

  const handlers = () =>
    commandsOf(
      handOnHandlers({
        ...fixture.deps,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the commands take of it
        connections: fixture.deps.connections as never,
        logLineOf: () => undefined,
        transcriptsOf: ({ sessionId }: LookUpTarget) => (sessionId === 'a' ? paged : undefined),
        compare: () => Promise.resolve(),
      }),
    );

  async function handedOn() {
    await handlers()['cometchatCalls.copyAsMarkdown']({ sessionId: 'a' }, []);
    await handlers()['cometchatCalls.saveTimeline']({ sessionId: 'a', uri: 'file:///a.svg' });
    return {
      listed: fixture.user.clipboard.match(/^- Transcript \d/gm)?.length,
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
    assert.match(fixture.user.clipboard, /transcript 3 started/);
    assert.equal(written.match(/Transcript \d/g)?.length, 3);
  });

  it('sends as JSON what the server sent for the call, which they are no part of', async () => {
    paged = call({ transcriptions: [raw(5), raw(1)] }).transcripts;
    await handlers()['cometchatCalls.copyAsJson']({ sessionId: 'a' }, []);
    assert.deepEqual(JSON.parse(fixture.user.clipboard), raws);
  });
});
