/** Which app and region a call belongs to, for whoever tells of it or links to it. */
import type { Connection } from '../connection/model.ts';
import { parseSessionId } from './parse.ts';

/** An app and its region; each undefined where nobody knows it. */
interface CallApp {
  readonly appId: string | undefined;
  readonly region: string | undefined;
}

/** The app and region that a session id names, whole or cut short; undefined for one that names no app. */
export function appNamedBy(
  sessionId: string,
): { readonly appId: string; readonly region: string | undefined } | undefined {
  const session = parseSessionId(sessionId);
  if (session.form !== 'v1' && session.form !== 'cut') return undefined;
  const { appId, region } = session;
  return appId === undefined ? undefined : { appId, region };
}

/**
 * The app and region a call belongs to: those its id names, else those of the connection it is asked for with, else
 * what its id tells without an app. The two are of one source: an id that is cut short after its region says nothing
 * of where its app is.
 */
export function appOf(
  sessionId: string,
  connection: Pick<Connection, 'appId' | 'region'> | undefined,
): CallApp {
  const known = appNamedBy(sessionId) ?? connection;
  if (known) return { appId: known.appId, region: known.region };
  const session = parseSessionId(sessionId);
  return { appId: undefined, region: session.form === 'cut' ? session.region : undefined };
}
