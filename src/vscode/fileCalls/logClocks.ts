import type * as vscode from 'vscode';

const STATE = 'cometchatCalls.logClocks';

/** What is remembered of a file's clock. */
interface FileClock {
  /** Seconds to add to the file's times. */
  readonly offsetSeconds: number;
}

/** The clocks of log files: a file whose times are off can be told by how much, and is remembered. */
export class LogClocks {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The seconds that are added to a file's times. */
  offsetOf(uri: vscode.Uri): number {
    return this.#all()[uri.toString()]?.offsetSeconds ?? 0;
  }

  /** Remembers by how many seconds a file's times are off; 0 forgets it. */
  async setOffset(uri: vscode.Uri, offsetSeconds: number): Promise<void> {
    const { [uri.toString()]: _old, ...others } = this.#all();
    await this.#state.update(
      STATE,
      offsetSeconds === 0 ? others : { ...others, [uri.toString()]: { offsetSeconds } },
    );
  }

  #all(): Readonly<Record<string, FileClock>> {
    return this.#state.get<Readonly<Record<string, FileClock>>>(STATE) ?? {};
  }
}
