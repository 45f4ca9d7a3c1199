import { type TimeFormat, formatAgo } from '../text/index.ts';
import type { InvalidSessionId, SessionId } from './model.ts';
import { isLookedUpWithOthers, MAX_SESSION_ID_LENGTH } from './parse.ts';
import { CLOCKS_APART_MS, type Translate } from '../base/index.ts';

/**
 * What an id tells by itself, in a line: `us · app 31780434a95d45 · 18 Aug 2023, 14:15:13 UTC (3 years ago)`.
 * @param now in milliseconds since 1970 UTC
 */
export function describeSessionId(session: SessionId, now: number, time: TimeFormat, t: Translate): string {
  switch (session.form) {
    case 'v1':
      return [
        session.region,
        t('app {0}', session.appId),
        session.initiatedAt === undefined
          ? t('a name of its own, which tells no time')
          : initiated(session.initiatedAt, now, time, t),
      ].join(' · ');
    case 'legacy':
      return [t('id of an older SDK'), initiated(session.initiatedAt, now, time, t)].join(' · ');
    case 'custom':
      return isLookedUpWithOthers(session.id) ? t('custom id') : t('custom id, or a session of another tool');
    case 'cut':
      return [
        t('looks cut off'),
        session.region,
        session.appId === undefined ? undefined : t('app {0}', session.appId),
        session.initiatedAt === undefined ? undefined : initiated(session.initiatedAt, now, time, t),
      ]
        .filter((part) => part !== undefined)
        .join(' · ');
  }
}

function initiated(instant: number, now: number, time: TimeFormat, t: Translate): string {
  if (instant > now + CLOCKS_APART_MS) return t('{0} (in the future)', time.dateTime(instant));
  return t('{0} ({1})', time.dateTime(instant), formatAgo((now - instant) / 1000, t));
}

/** Why a text cannot be looked up, in a sentence. */
export function describeInvalidSessionId(invalid: InvalidSessionId, t: Translate): string {
  switch (invalid) {
    case 'empty':
      return t('Enter a session id.');
    case 'tooLong':
      return t('A session id has at most {0} characters.', MAX_SESSION_ID_LENGTH);
    case 'controlCharacter':
      return t('A session id is one line without control characters.');
    case 'dots':
      return t('“.” and “..” cannot be session ids.');
    case 'apiKey':
      return t('This is an API key, not a session id or a uid. It is neither kept nor sent as one.');
  }
}
