/** The clock, in milliseconds since 1970 UTC. */
export type Clock = () => number;

/** What a room writes to the log. No line ever holds an API key: the logger redacts what slips through. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Something to be let go of; calling it twice does no harm. */
export interface Disposable {
  dispose(): void;
}
