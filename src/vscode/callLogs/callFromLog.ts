import * as vscode from 'vscode';
import type { Call } from '../../core/call/model.ts';
import { callFromWebhooks } from '../../core/webhook/index.ts';
import type { PanelWebhooks } from '../../shared/index.ts';
import { webhooksBeside } from './besideCall.ts';
import type { CallLogs } from './callLogs.ts';
import { nameOf } from './logLines.ts';

/** A call as the webhook events of a log tell it. Anyone who writes to that log can have written them. */
export interface CallInLog {
  readonly call: Call;
  /** From how many events it was put together. */
  readonly count: number;
  readonly webhooks: PanelWebhooks;
}

/** Looks for a call in logs, where nobody else tells of it. */
export class CallFromLog {
  readonly #logs: Pick<CallLogs, 'webhooks'>;
  readonly #sessionId: string;
  readonly #changed: () => void;
  /** By address; undefined while it is read for the first time, and where the call is not in it. */
  readonly #found = new Map<string, CallInLog | undefined>();
  #reading: AbortController | undefined;
  #wasVisible = false;
  /** How many logs are being read. */
  #pending = 0;

  /** @param changed hears when more is known */
  constructor(logs: Pick<CallLogs, 'webhooks'>, sessionId: string, changed: () => void) {
    this.#logs = logs;
    this.#sessionId = sessionId;
    this.#changed = changed;
  }

  /**
   * The call as it is known now, by the first log that has it. Logs are read when they are new, and again when they are
   * looked at again.
   */
  update(uris: readonly string[], isVisible: boolean): CallInLog | undefined {
    const isSeenAgain = isVisible && !this.#wasVisible;
    this.#wasVisible = isVisible;
    const unread = isSeenAgain ? uris : uris.filter((uri) => !this.#found.has(uri));
    if (isVisible && unread.length > 0) this.#read(uris);
    return uris.map((uri) => this.#found.get(uri)).find((found) => found !== undefined);
  }

  get isReading(): boolean {
    return this.#pending > 0;
  }

  has(uri: string): boolean {
    return this.#found.get(uri) !== undefined;
  }

  dispose(): void {
    this.#reading?.abort();
  }

  #read(uris: readonly string[]): void {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#pending = uris.length;
    for (const uri of uris) {
      this.#found.set(uri, this.#found.get(uri));
      void this.#look(uri, reading.signal);
    }
  }

  async #look(uri: string, signal: AbortSignal): Promise<void> {
    const found = await this.#readOne(uri, signal);
    if (signal.aborted) return;
    this.#pending -= 1;
    const isNew = found !== this.#found.get(uri);
    this.#found.set(uri, found);
    if (isNew || this.#pending === 0) this.#changed();
  }

  /** Undefined also where the log cannot be read: then it tells of no call. */
  async #readOne(text: string, signal: AbortSignal): Promise<CallInLog | undefined> {
    const uri = vscode.Uri.parse(text);
    const events = await this.#logs.webhooks(uri, this.#sessionId, signal).catch(() => []);
    const made = callFromWebhooks(events);
    if (!made) return undefined;
    const { call, count } = made;
    const webhooks = webhooksBeside(call, events, { uri: text, log: nameOf(text), lane: undefined });
    // What it was put together from cannot contradict it.
    return { call, count, webhooks: { ...webhooks, findings: [] } };
  }
}
