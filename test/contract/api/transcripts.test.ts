/** The panel's transcripts, page by page from a real server. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeCall } from '../../../src/core/call/decode/decode.ts';
import { startSandbox } from '../../../src/sandbox/index.ts';
import { TranscriptPages } from '../../../src/vscode/callPanel/transcriptPages.ts';
import { bench, use } from './harness.ts';

const SESSION = 'daily-standup';
const START = 1_790_000_000;

const standup = {
  sessionId: SESSION,
  status: 'ended',
  hasTranscription: true,
  transcriptions: Array.from({ length: 230 }, (_, day) => ({
    tid: `day-${day}`,
    startTime: START + day * 86_400,
    endTime: START + day * 86_400 + 900,
    transcriptUrl: `https://transcripts.example.com/${day}.json`,
  })),
};

describe('Transcripts of a call with 230 of them', () => {
  it('come by the hundred, the newest first, beside the five of the answer', async () => {
    const urls: string[] = [];
    const sandbox = await startSandbox({
      samples: false,
      calls: [standup],
      onRequest: ({ url }) => urls.push(url),
    });
    await use({ close: () => sandbox.dispose() });
    const { baseUrl, apiKey } = sandbox;
    const { source, connection, get } = await bench(new URL(baseUrl).origin, {
      credentials: () => Promise.resolve({ baseUrl, apiKey }),
    });
    const answered = decodeCall(await get(SESSION), SESSION);
    assert.equal(answered?.transcripts.length, 5);
    const pages = new TranscriptPages({
      ask: (page, perPage, signal) =>
        source.listTranscriptions({ connection, sessionId: SESSION, page, perPage }, signal),
      describe: ({ reason }) => reason,
      changed: () => undefined,
    });
    const counts: number[] = [];
    while (pages.view(answered).more) {
      await pages.loadMore(answered);
      assert.equal(pages.view(answered).failure, undefined);
      counts.push(pages.view(answered).items.length);
    }
    assert.deepEqual(counts, [100, 200, 230]);
    assert.deepEqual(
      pages.view(answered).items.map(({ id }) => id),
      standup.transcriptions.map(({ tid }) => tid).toReversed(),
    );
    assert.deepEqual(
      urls.slice(1),
      [1, 2, 3].map((page) => `/v3/calls/${SESSION}/transcriptions?page=${page}&perPage=100`),
    );
  });
});
