export { completionText, IdCompleter, type Completion } from './idCompleter.ts';
export { logLineAt, readLineAgain } from './lineTime.ts';
export { createInTextProviders } from './providers.ts';
export { SessionFinder } from './sessionFinder.ts';
