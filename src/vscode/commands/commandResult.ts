import type { Call } from '../../core/call/model.ts';
import type { FailureReason } from '../../core/failure/model.ts';

/** What the look-up commands give their caller. */
export type CommandResult =
  | { readonly ok: true; readonly call: Call; readonly raw: unknown }
  | { readonly ok: false; readonly reason: FailureReason; readonly message: string };
