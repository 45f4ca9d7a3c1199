/** Transcripts page by page, from servers that count well, badly or not at all. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { CallError, type Failure } from '../../../../src/core/failure/model.ts';
import type { Page } from '../../../../src/core/call/model.ts';
import { TranscriptPages } from '../../../../src/vscode/callPanel/transcriptPages.ts';
import { call, settle } from '../../core/support.ts';

/** The newest first, as the server sends them. */
function raws(count: number, from = 0): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({
    tid: `t${from + index}`,
    startTime: 1_700_000_000 - (from + index) * 60,
  }));
}

/** A server's list, cut into pages as asked for. */
function pageOf(all: readonly object[], page: number, perPage: number): readonly object[] {
  return all.slice((page - 1) * perPage, page * perPage);
}

/** Pages of a server that answers each request with what this gives, and those that were asked for. */
function pagesOf(answer: (page: number, perPage: number) => Page | Promise<Page>) {
  const asked: number[] = [];
  let changes = 0;
  const pages = new TranscriptPages({
    ask: async (page, perPage) => {
      asked.push(page);
      return answer(page, perPage);
    },
    describe: ({ reason }: Failure) => `failed: ${reason}`,
    changed: () => (changes += 1),
  });
  return { pages, asked, changes: () => changes };
}

const answered = call({ hasTranscription: true, transcriptions: raws(5) });
const ids = (pages: TranscriptPages) => pages.view(answered).items.map(({ id }) => id);

/** Loads until there is no more, and at most so many times. */
async function loadAll(pages: TranscriptPages, most = 20): Promise<void> {
  for (let round = 0; round < most && pages.view(answered).more; round += 1) await pages.loadMore(answered);
}

describe('vscode TranscriptPages', () => {
  for (const [title, raw, more] of [
    ['none, and none announced', { transcriptions: [] }, false],
    ['none, and one announced', { hasTranscription: true }, true],
    ['four', { hasTranscription: true, transcriptions: raws(4) }, false],
    ['five, the most there can be', { transcriptions: raws(5) }, true],
  ] as const) {
    it(`before anything is asked for, of an answer with ${title}: ${more ? 'more' : 'no more'}`, () => {
      const { pages } = pagesOf(() => ({ items: [] }));
      assert.equal(pages.all(call(raw)), undefined, 'nobody knows of any others');
      assert.deepEqual(pages.view(call(raw)), {
        state: 'notAsked',
        items: call(raw).transcripts,
        more,
        total: undefined,
        failure: undefined,
      });
    });
  }

  it('come by the hundred, each once, until the server’s last page', async () => {
    const all = raws(250);
    const { pages, asked } = pagesOf((page, perPage) => ({
      items: pageOf(all, page, perPage),
      total: 250,
      totalPages: 3,
    }));
    await pages.loadMore(answered);
    const { state, items, more, total } = pages.view(answered);
    assert.deepEqual([state, items.length, more, total], ['ready', 100, true, 250]);
    await loadAll(pages);
    assert.deepEqual(asked, [1, 2, 3]);
    assert.deepEqual(
      ids(pages),
      Array.from({ length: 250 }, (_, index) => `t${index}`),
    );
    assert.equal(pages.view(answered).total, 250);
    await pages.loadMore(answered);
    assert.equal(asked.length, 3, 'none is left to ask for');
  });

  for (const [title, counts, requests] of [
    ['says nothing', {}, 4],
    ['says too many pages', { totalPages: 9_999 }, 4],
    ['says too many in all', { total: 9_999 }, 4],
    ['says one page', { totalPages: 1 }, 3],
    ['says one page, and how many in all', { totalPages: 1, total: 250 }, 3],
    ['says the right number of pages, and none in all', { totalPages: 3, total: 0 }, 3],
  ] as const) {
    it(`come to their end from a server that ${title}`, async () => {
      const all = raws(250);
      const { pages, asked } = pagesOf((page, perPage) => ({
        items: pageOf(all, page, perPage),
        ...counts,
      }));
      await loadAll(pages);
      assert.deepEqual([ids(pages).length, asked.length], [250, requests]);
      assert.ok([undefined, 250].includes(pages.view(answered).total), 'a wrong number is not repeated');
    });
  }

  it('come to their end from a server that sends its first page for ever', async () => {
    const { pages, asked } = pagesOf(() => ({ items: raws(100), totalPages: 1_000, total: 100_000 }));
    await loadAll(pages);
    assert.deepEqual([ids(pages).length, asked.length], [100, 2]);
  });

  it('come to their end from any server, and none twice', async () => {
    const page = fc.record(
      {
        items: fc.array(fc.record({ tid: fc.constantFrom('a', 'b', 'c', 'd'), startTime: fc.nat() })),
        total: fc.nat(1_000),
        totalPages: fc.nat(1_000),
      },
      { requiredKeys: ['items'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(page), async (stream) => {
        // The first page is asked for until it brings anything.
        let sinceAny = 0;
        const { pages } = pagesOf(() => {
          const { value } = stream.next();
          if (sinceAny > 0 || value.items.length > 0) sinceAny += 1;
          return value;
        });
        await loadAll(pages, 50);
        assert.ok(sinceAny <= 5, 'four can be new at most');
        assert.equal(new Set(ids(pages)).size, ids(pages).length);
      }),
    );
  });

  it('are asked for from the start as long as there are none of those that are announced', async () => {
    const all: object[] = [];
    const { pages, asked } = pagesOf((page, perPage) => ({
      items: pageOf(all, page, perPage),
      total: all.length,
    }));
    const announced = call({ hasTranscription: true });
    const { more } = pages.view(announced);
    await pages.loadMore(announced);
    const { state, items } = pages.view(announced);
    assert.deepEqual([more, state, items, pages.view(announced).more], [true, 'ready', [], true]);
    assert.equal(pages.all(announced), undefined, 'nobody knows of any others');
    all.push(...raws(2));
    await pages.loadMore(announced);
    assert.deepEqual(asked, [1, 1]);
    assert.equal(pages.view(announced).items.length, 2);
    assert.equal(pages.view(announced).more, false);
  });

  for (const [title, raw, more] of [
    ['does not announce any more', { hasTranscription: false }, false],
    ['has all there are', { hasTranscription: true, transcriptions: raws(4) }, false],
    ['may leave some out', { hasTranscription: true, transcriptions: raws(5) }, true],
  ] as const) {
    it(`that were empty are ${more ? '' : 'not '}asked for again when a newer answer ${title}`, async () => {
      const { pages, asked } = pagesOf(() => ({ items: [], total: 0 }));
      await pages.loadMore(call({ hasTranscription: true }));
      const newer = call(raw);
      assert.equal(pages.view(newer).more, more);
      assert.deepEqual(pages.view(newer).items, newer.transcripts);
      await pages.loadMore(newer);
      assert.deepEqual(asked, more ? [1, 1] : [1]);
    });
  }

  it('are asked for anew when those of a newer answer may leave a gap, and keep what is there', async () => {
    const all = [...raws(250)];
    const { pages, asked } = pagesOf((page, perPage) => ({ items: pageOf(all, page, perPage) }));
    await pages.loadMore(answered);
    await pages.loadMore(answered);
    const since = Array.from({ length: 7 }, (_, n) => ({ tid: `new${n}`, startTime: 1_800_000_000 - n }));
    all.unshift(...since);
    const newer = call({ hasTranscription: true, transcriptions: since.slice(0, 5) });
    for (let round = 0; round < 20 && pages.view(newer).more; round += 1) await pages.loadMore(newer);
    assert.deepEqual(asked, [1, 2, 1, 2, 3, 4]);
    assert.deepEqual(
      pages.view(newer).items.map(({ id }) => id),
      [...since.map(({ tid }) => tid), ...raws(250).map((_, n) => `t${n}`)],
    );
    assert.equal(pages.view(call({ transcriptions: all.slice(0, 5) })).more, false, 'known already');
    assert.equal(pages.view(call({ transcriptions: raws(4, 900) })).more, false, 'fewer are all there are');
    const later = call({ transcriptions: raws(5, 900) });
    assert.equal(pages.view(later).more, true, 'at the end of the list as well');
  });

  it('stand beside those of the answer, the newest first, also when that grows', async () => {
    const { pages } = pagesOf(() => ({ items: raws(3, 2).toReversed() }));
    await pages.loadMore(answered);
    assert.deepEqual(ids(pages), ['t0', 't1', 't2', 't3', 't4']);
    const newer = call({ transcriptions: [{ tid: 'new', startTime: 1_800_000_000 }, ...raws(1)] });
    assert.deepEqual(
      pages.view(newer).items.map(({ id }) => id),
      ['new', 't0', 't2', 't3', 't4'],
    );
  });

  it('without ids are told apart by what they say', async () => {
    const nameless = { startTime: 1_700_000_000, transcriptUrl: 'https://a.example' };
    const { pages } = pagesOf(() => ({
      items: [nameless, { ...nameless, startTime: 1_700_000_001 }, nameless, 'junk', null],
    }));
    await pages.loadMore(answered);
    assert.equal(pages.view(call({ transcriptions: [{}, nameless] })).items.length, 3);
  });

  it('that fail say why, keep what is there, and are asked for again', async () => {
    let fails = false;
    const all = raws(150);
    const { pages, asked } = pagesOf((page, perPage) => {
      if (fails) throw new CallError({ reason: 'timeout' });
      return { items: pageOf(all, page, perPage), totalPages: 2 };
    });
    await pages.loadMore(answered);
    fails = true;
    await pages.loadMore(answered);
    const view = pages.view(answered);
    assert.deepEqual([view.state, view.failure, view.more], ['failed', 'failed: timeout', true]);
    assert.equal(view.items.length, 100);
    fails = false;
    await pages.loadMore(answered);
    const { state, failure, more } = pages.view(answered);
    assert.deepEqual([state, failure, more], ['ready', undefined, false]);
    assert.deepEqual(asked, [1, 2, 2]);
  });

  it('are asked for once at a time, and every change is told', async () => {
    const { promise, resolve } = Promise.withResolvers<Page>();
    const { pages, asked, changes } = pagesOf(() => promise);
    const both = Promise.all([pages.loadMore(answered), pages.loadMore(answered)]);
    assert.deepEqual([pages.view(answered).state, changes()], ['loading', 1]);
    resolve({ items: raws(1) });
    await both;
    assert.deepEqual([asked, changes()], [[1], 2]);
  });

  it('that come after the panel was closed are told to nobody', async () => {
    const { promise, resolve } = Promise.withResolvers<Page>();
    let signal: AbortSignal | undefined;
    let changes = 0;
    const pages = new TranscriptPages({
      ask: (_page, _perPage, given) => ((signal = given), promise),
      describe: () => '',
      changed: () => (changes += 1),
    });
    const loading = pages.loadMore(answered);
    await settle();
    pages.dispose();
    assert.equal(signal?.aborted, true);
    resolve({ items: raws(1) });
    await loading;
    await pages.loadMore(answered);
    assert.equal(changes, 1);
  });
});
