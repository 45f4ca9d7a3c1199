import { decodeCall } from '../../core/call/decode/index.ts';
import type { Transcript, Page } from '../../core/call/model.ts';
import { Pager } from '../../core/callList/index.ts';
import { type Failure, failureOf } from '../../core/failure/model.ts';
import type { PanelTranscripts } from '../../shared/index.ts';

export interface TranscriptPagesDependencies {
  /** Asks for a page, from 1, of so many. Rejects with a CallError. */
  readonly ask: (page: number, perPage: number, signal: AbortSignal) => Promise<Page>;
  /** Why it failed, in a sentence. */
  readonly describe: (failure: Failure) => string;
  /** Hears of every change of {@link TranscriptPages.view}. */
  readonly changed: () => void;
}

/** What of the answer the pages add to. */
export interface AnsweredTranscripts {
  readonly transcripts: readonly Transcript[];
  readonly hasTranscription: boolean | undefined;
}

/** The most an answer to Get Call has; one that has as many may have left others out. */
const MOST_IN_ANSWER = 5;

/**
 * The transcripts of one call, page by page as they are asked for. Whether there are further ones is decided here
 * alone; the page of the panel goes by it.
 */
export class TranscriptPages {
  readonly #deps: TranscriptPagesDependencies;
  readonly #disposal = new AbortController();
  readonly #paged = new Map<string, Transcript>();
  #state: PanelTranscripts['state'] = 'notAsked';
  /** The answer that was known when the first page was asked for last; what follows is about the pages since. */
  #askedFor: AnsweredTranscripts | undefined;
  #pager = newPager();
  #total: number | undefined;
  #failure: string | undefined;

  constructor(dependencies: TranscriptPagesDependencies) {
    this.#deps = dependencies;
  }

  /** All that are known, for what hands the call on; undefined until a page has brought some. */
  all(answered: AnsweredTranscripts | undefined): readonly Transcript[] | undefined {
    if (this.#paged.size === 0) return undefined;
    // What the answer has is newer.
    const all = new Map(this.#paged);
    for (const transcript of answered?.transcripts ?? []) all.set(keyOf(transcript), transcript);
    return [...all.values()].toSorted((a, b) => timeOf(b) - timeOf(a));
  }

  view(answered: AnsweredTranscripts | undefined): PanelTranscripts {
    return {
      state: this.#state,
      items: this.all(answered) ?? answered?.transcripts ?? [],
      more: this.#hasMore(answered),
      total: this.#total,
      failure: this.#failure,
    };
  }

  /**
   * Fetches the next page, or the first one anew where a newer answer shows that there is a gap before what is known.
   * Does nothing while a page is under way or when none is left; never rejects.
   * @param answered what the call's answer has now
   */
  async loadMore(answered: AnsweredTranscripts | undefined): Promise<void> {
    if (this.#state === 'loading' || this.#disposal.signal.aborted) return;
    if (this.#state === 'ready' && !this.#hasMore(answered)) return;
    if (!this.#pager.hasStarted || this.#hasGap(answered)) {
      this.#askedFor = answered;
      this.#pager = newPager();
    }
    this.#become('loading');
    const { signal } = this.#disposal;
    try {
      const { page, perPage } = this.#pager.next();
      const answer = await this.#deps.ask(page, perPage, signal);
      if (signal.aborted) return;
      this.#take(answer);
      this.#become('ready');
    } catch (error) {
      if (signal.aborted) return;
      this.#become('failed', failureOf(error));
    }
  }

  dispose(): void {
    this.#disposal.abort();
  }

  #become(state: PanelTranscripts['state'], failure?: Failure): void {
    this.#state = state;
    this.#failure = failure && this.#deps.describe(failure);
    this.#deps.changed();
  }

  #take(page: Page): void {
    const transcripts = decode(page.items);
    for (const transcript of transcripts) this.#paged.set(keyOf(transcript), transcript);
    this.#pager.take(
      page,
      transcripts.map((transcript) => ({ key: keyOf(transcript), at: undefined })),
    );
    const { count, isDone } = this.#pager;
    if (count === 0) {
      // Right after a call ends its list may be empty for a while: an empty first page is no end.
      this.#pager = newPager();
      return;
    }
    // A number that does not fit what was seen is not to be repeated.
    const { total } = page;
    const fits = total !== undefined && (isDone ? total === count : total > count);
    this.#total = fits ? total : undefined;
  }

  #hasMore(answered: AnsweredTranscripts | undefined): boolean {
    if (!this.#pager.hasStarted) return mayHaveMore(answered);
    return !this.#pager.isDone || this.#hasGap(answered);
  }

  /** Whether there may be some between the oldest of a newer answer and what pages brought before it. */
  #hasGap(answered: AnsweredTranscripts | undefined): boolean {
    if (!answered || answered === this.#askedFor) return false;
    const { transcripts } = answered;
    return transcripts.length >= MOST_IN_ANSWER && !transcripts.some((one) => this.#paged.has(keyOf(one)));
  }
}

/** The list only grows, at its beginning: the newest come first, and none leaves it. */
function newPager(): Pager {
  return new Pager({ inTurn: true });
}

/** As long as no page has brought any: whether the answer may have left transcripts out. */
export function mayHaveMore(answered: AnsweredTranscripts | undefined): boolean {
  if (!answered) return false;
  const { length } = answered.transcripts;
  return length >= MOST_IN_ANSWER || (length === 0 && answered.hasTranscription === true);
}

function decode(items: readonly unknown[]): readonly Transcript[] {
  // The list has them in the form in which a call does.
  return decodeCall({ transcriptions: items }, '')?.transcripts ?? [];
}

/** What tells one transcript from another; of those without an id, everything they say. */
function keyOf({ id, meetingId, roomName, startedAt, endedAt, date, url }: Transcript): string {
  return id ?? JSON.stringify([meetingId, roomName, startedAt, endedAt, date, url]);
}

function timeOf({ startedAt, date }: Transcript): number {
  return startedAt ?? date ?? 0;
}
