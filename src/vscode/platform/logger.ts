import * as vscode from 'vscode';
import type { Logger } from '../../core/base/model.ts';

/** How many lines are kept in memory for {@link ExtensionLogger.recent}. */
const KEPT_LINES = 2_000;

/**
 * The extension's log: VS Code's log channel, and the last lines in memory, because some hosts write no log
 * file. Known API keys are replaced in every line, whoever wrote it.
 */
export class ExtensionLogger implements Logger {
  readonly #channel = vscode.window.createOutputChannel('CometChat Calls', { log: true });
  readonly #recent: string[] = [];
  readonly #redact: (text: string) => string;

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  debug(message: string): void {
    this.#channel.debug(this.#keep('debug', message));
  }

  info(message: string): void {
    this.#channel.info(this.#keep('info', message));
  }

  warn(message: string): void {
    this.#channel.warn(this.#keep('warn', message));
  }

  error(message: string): void {
    this.#channel.error(this.#keep('error', message));
  }

  show(): void {
    this.#channel.show(true);
  }

  /** The newest lines, oldest first, each `level message`, without the keys that are known by now. */
  recent(): readonly string[] {
    return this.#recent.map((line) => this.#redact(line));
  }

  dispose(): void {
    this.#channel.dispose();
  }

  #keep(level: string, message: string): string {
    const line = this.#redact(message);
    this.#recent.push(`${level} ${line}`);
    if (this.#recent.length > KEPT_LINES) this.#recent.shift();
    return line;
  }
}
