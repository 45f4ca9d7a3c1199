/** What the words for failures are made of. */
import type { Failure, FailureReason } from '../model.ts';
import type { Translate } from '../../base/translate.ts';

/** What a user can do about a failure; each is a button wherever the failure is shown. */
export type Fix =
  | 'lookUpAgain'
  | 'editSessionId'
  | 'addConnection'
  | 'replaceApiKey'
  | 'lookUpWithoutUser'
  | 'lookUpAsOtherUser'
  | 'proxySettings'
  | 'timeoutSetting'
  | 'showLog';

/** What is known about a look-up that failed. */
export interface FailureContext {
  readonly sessionId: string;
  readonly connectionName: string | undefined;
  readonly onBehalfOf: string | undefined;
  /** In milliseconds since 1970 UTC. */
  readonly now: number;
}

export interface FailureDescription {
  /** A short form for a line in a list. */
  readonly short: string;
  /** What happened and what to do, in one or two sentences. */
  readonly message: string;
  /** The best fix first. */
  readonly fixes: readonly Fix[];
}

/** What the sentences are made of. */
export interface Parts {
  readonly failure: Failure;
  readonly context: FailureContext;
  readonly t: Translate;
  readonly name: string;
  /** The host that was asked; the connection's name where it is not known, as after a restart. */
  readonly host: string;
  readonly uid: string;
  /** ` (ECONNREFUSED)`, or nothing. */
  readonly code: string;
  /** ` (HTTP 502)`, or nothing. */
  readonly status: string;
}

/** The words for some of the reasons. */
export type Words<Reason extends FailureReason> = Readonly<
  Record<Reason, (parts: Parts) => FailureDescription>
>;
