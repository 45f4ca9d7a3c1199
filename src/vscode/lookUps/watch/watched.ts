/** Under which name a workspace remembers the watched calls, so that a start without any loads nothing. */
export const WATCHED = 'cometchatCalls.watched';
