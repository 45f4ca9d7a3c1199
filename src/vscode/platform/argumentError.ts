import { plainText } from '../../core/text/index.ts';

/** A command was called with a value it cannot take; the message says which, and never repeats a key. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';

  constructor(message: string | undefined) {
    // VS Code shows it in a notification.
    super(plainText(message ?? ''));
  }
}
