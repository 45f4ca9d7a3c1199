import type * as vscode from 'vscode';
import { Emitter, toLog } from '../../core/base/index.ts';
import type { Logger } from '../../core/base/model.ts';
import type { LogClock } from '../../core/logTime/model.ts';
import { formatSignedDuration, joinParts } from '../../core/text/index.ts';
import { t } from '../platform/index.ts';

const STATE = 'cometchatCalls.logClocks';

/** What makes sense for a log's clock at most, in seconds: zones are 26 h apart, and summer time is one more. */
export const MAX_OFFSET_SECONDS = 27 * 3600;

/** What is added to the times of a file, in seconds: to all, and besides to those that state no zone. */
export type Correction = Required<Pick<LogClock, 'offsetSeconds' | 'zoneOffsetSeconds'>>;

export const NO_CORRECTION: Correction = { offsetSeconds: 0, zoneOffsetSeconds: 0 };

/** The clocks of log files: a file whose times are off can be told by how much, and is remembered. */
export class LogClocks {
  readonly #state: vscode.Memento;
  readonly #changed: Emitter<vscode.Uri>;

  constructor(state: vscode.Memento, logger: Pick<Logger, 'error'>) {
    this.#state = state;
    this.#changed = new Emitter(toLog(logger));
  }

  /** Tells whose times are read in another way now. */
  get onDidChange() {
    return this.#changed.event;
  }

  correctionOf(uri: vscode.Uri): Correction {
    const clock = this.#all()[uri.toString()];
    if (typeof clock !== 'object' || clock === null) return NO_CORRECTION;
    const secondsOf = (field: keyof Correction) => {
      const seconds: unknown = Reflect.get(clock, field);
      return typeof seconds === 'number' && Math.abs(seconds) <= MAX_OFFSET_SECONDS ? seconds : 0;
    };
    return {
      offsetSeconds: secondsOf('offsetSeconds'),
      zoneOffsetSeconds: secondsOf('zoneOffsetSeconds'),
    };
  }

  /** How a file's times are corrected, in words; undefined where they are not. */
  correctionText(uri: vscode.Uri): string | undefined {
    const { offsetSeconds, zoneOffsetSeconds } = this.correctionOf(uri);
    const text = joinParts(
      offsetSeconds === 0 ? undefined : t('log times {0}', formatSignedDuration(offsetSeconds, t)),
      zoneOffsetSeconds === 0
        ? undefined
        : t('log times without a zone {0}', formatSignedDuration(zoneOffsetSeconds, t)),
    );
    return text === '' ? undefined : text;
  }

  /** Remembers how a file's times are corrected; without any correction it forgets the file. */
  async correct(uri: vscode.Uri, correction: Correction): Promise<void> {
    const { [uri.toString()]: _old, ...others } = this.#all();
    const isNone = correction.offsetSeconds === 0 && correction.zoneOffsetSeconds === 0;
    await this.#state.update(STATE, isNone ? others : { ...others, [uri.toString()]: correction });
    this.#changed.fire(uri);
  }

  /** By file, what to add to its times. Anything may be there; what is no clock counts for nothing. */
  #all(): Readonly<Record<string, unknown>> {
    const stored = this.#state.get<unknown>(STATE);
    return typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? { ...stored } : {};
  }
}
