import * as vscode from 'vscode';
import { Emitter, toLog } from '../../core/base/index.ts';
import { createTimeFormat, isTimeZone, type TimeFormat } from '../../core/text/index.ts';
import type { Logger } from '../../core/base/model.ts';
import { onSettingChange, setting } from './settings.ts';

const REPORTED_ZONE = 'cometchatCalls.readerTimeZone';

/**
 * How times are written outside the panel. The host of a remote window is not where its reader is: there,
 * the zone is the one the panel last reported from the reader's own browser, and UTC until it has.
 */
export class ReaderTime {
  readonly #state: vscode.Memento;
  readonly #changed: Emitter<void>;
  readonly #settingChange: vscode.Disposable;
  #format: TimeFormat | undefined;

  constructor(state: vscode.Memento, logger: Pick<Logger, 'error'>) {
    this.#state = state;
    this.#changed = new Emitter(toLog(logger));
    this.#settingChange = onSettingChange('timeZone', () => this.#forget());
  }

  get onDidChange() {
    return this.#changed.event;
  }

  get format(): TimeFormat {
    return (this.#format ??= createTimeFormat(
      setting('timeZone') === 'utc' ? 'UTC' : this.zone,
      vscode.env.language,
    ));
  }

  /** The reader's zone as far as it is known, an IANA name: for times of logs that state none. */
  get zone(): string {
    if (vscode.env.remoteName !== undefined) {
      const reported = this.#state.get<unknown>(REPORTED_ZONE);
      return typeof reported === 'string' && isTimeZone(reported) ? reported : 'UTC';
    }
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Takes the zone of the reader's browser, an IANA name; anything else is ignored. */
  async report(zone: string): Promise<void> {
    if (!isTimeZone(zone) || this.#state.get(REPORTED_ZONE) === zone) return;
    await this.#state.update(REPORTED_ZONE, zone);
    this.#forget();
  }

  dispose(): void {
    this.#settingChange.dispose();
  }

  #forget(): void {
    this.#format = undefined;
    this.#changed.fire();
  }
}
