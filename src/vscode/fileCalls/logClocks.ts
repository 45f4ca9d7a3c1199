import type * as vscode from 'vscode';
import { ArgumentError, askText, t } from '../platform/index.ts';
import type { Subject } from './model.ts';

const STATE = 'cometchatCalls.logClocks';

/** The clocks of log files: a file whose times are off can be told by how much, and is remembered. */
export class LogClocks {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The seconds that are added to a file's times. */
  offsetOf(uri: vscode.Uri): number {
    const clock = this.#all()[uri.toString()];
    if (typeof clock !== 'object' || clock === null) return 0;
    const seconds: unknown = Reflect.get(clock, 'offsetSeconds');
    return typeof seconds === 'number' && Math.abs(seconds) <= MAX_OFFSET_SECONDS ? seconds : 0;
  }

  /** Remembers by how many seconds a file's times are off; 0 forgets it. */
  async setOffset(uri: vscode.Uri, offsetSeconds: number): Promise<void> {
    const { [uri.toString()]: _old, ...others } = this.#all();
    await this.#state.update(
      STATE,
      offsetSeconds === 0 ? others : { ...others, [uri.toString()]: { offsetSeconds } },
    );
  }

  /** By file, `{ offsetSeconds }`: what to add to its times. Anything may be there; what is no clock counts for nothing. */
  #all(): Readonly<Record<string, unknown>> {
    const stored = this.#state.get<unknown>(STATE);
    return typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? { ...stored } : {};
  }
}

/** The largest offset that makes sense for a log's clock, in seconds: that between the zones furthest apart, and an hour for summer time. */
const MAX_OFFSET_SECONDS = 27 * 3600;

/**
 * Sets what is added to the times of a file. Throws ArgumentError for more than {@link MAX_OFFSET_SECONDS}.
 * @param wanted in seconds; asked for without
 */
export async function setClockOffset(
  subject: Subject,
  wanted: number | undefined,
  clocks: LogClocks,
): Promise<void> {
  const offset = wanted ?? (await askOffset(subject, clocks.offsetOf(subject.uri)));
  if (offset === undefined) return;
  if (Math.abs(offset) > MAX_OFFSET_SECONDS)
    throw new ArgumentError(
      t(
        'The argument “{0}” must be between {1} and {2}.',
        'offsetSeconds',
        -MAX_OFFSET_SECONDS,
        MAX_OFFSET_SECONDS,
      ),
    );
  await clocks.setOffset(subject.uri, offset);
}

async function askOffset({ name }: Subject, current: number): Promise<number | undefined> {
  const entered = await askText({
    title: t('Correct Log Times of {0}', name),
    prompt: t('What to add to the times of this file, such as +2:00, -0:30 or +0:00:07'),
    value: writeOffset(current),
    selectValue: true,
    check: (value) =>
      readOffset(value) === undefined ? { error: t('Enter hours and minutes, such as +2:00.') } : undefined,
  });
  return typeof entered === 'string' ? readOffset(entered) : undefined;
}

function readOffset(text: string): number | undefined {
  const match = /^([+\-−]?)(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, hours, minutes, seconds] = match;
  const amount = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return amount > MAX_OFFSET_SECONDS ? undefined : sign === '' || sign === '+' ? amount : -amount;
}

function writeOffset(seconds: number): string {
  const amount = Math.abs(seconds);
  const tail = amount % 60 === 0 ? '' : `:${twoDigits(amount % 60)}`;
  return `${seconds < 0 ? '-' : '+'}${Math.floor(amount / 3600)}:${twoDigits((amount % 3600) / 60)}${tail}`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
