/**
 * Session ids: their forms, and what an id tells by itself. The forms are those of the CometChat Calls API:
 * v1 (`v1.region.app.seconds+hex`, or a name of the integrator's own in place of seconds and hex), legacy
 * (seconds+hex) and custom (any string the integrator chose).
 */
import { withoutCutMark } from './cutMark.ts';
import type { InvalidSessionId, SessionId } from './model.ts';

/** The longest session id that is sent, in UTF-16 code units. */
export const MAX_SESSION_ID_LENGTH = 512;

// Groups: region, app id, last part. With its seconds there, an id names an app in whatever form connections take
// app ids: read as custom, it would be sent to an app it does not name.
const V1_WITH_TIME = /^v1\.([a-z][a-z0-9-]{1,15})\.([0-9a-z]{6,40})\.(\d{10}.*)$/is;
const V1_WITH_NAME = /^v1\.([a-z]{2,8})\.([0-9a-f]{8,32})\.(.+)$/is;
const V1_HEAD = /^v1\.([a-z]{2,8})(?:\.([0-9a-f]{8,32})?\.?)?$/i;
const TIME_AND_HEX = /^(\d{10})([0-9a-f]*)$/i;
const LEGACY = /^(\d{10})[0-9a-f]{40}$/i;
const CUT_LEGACY = /^(\d{10})[0-9a-f]{6,39}$/i;
/** Calls on CometChat began after 2014: 1,400,000,000 to 2,199,999,999 is May 2014 to September 2039. */
const PLAUSIBLE_SECONDS = /^(?:1[4-9]|2[01])\d{8}/;
/** So many hex digits follow the seconds of a whole id. */
const HEX_DIGITS = 40;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Reads what an id says by itself. Surrounding white space is not part of an id.
 * Never fails: what has no known form is a custom id; see {@link invalidSessionId} for what may be sent.
 */
export function parseSessionId(text: string): SessionId {
  const id = text.trim();
  const unmarked = withoutCutMark(id);
  const isMarked = unmarked !== id;
  return parseV1(id, unmarked, isMarked) ?? parseLegacy(id, unmarked, isMarked) ?? { form: 'custom', id };
}

/** Reads an id as one that goes on behind its end, as where the mark of a cut follows it. */
export function parseCutSessionId(id: string): SessionId {
  return parseV1(id, id, true) ?? parseLegacy(id, id, true) ?? { form: 'custom', id };
}

function parseV1(id: string, unmarked: string, isMarked: boolean): SessionId | undefined {
  const match = V1_WITH_TIME.exec(unmarked) ?? V1_WITH_NAME.exec(unmarked) ?? V1_HEAD.exec(unmarked);
  const region = match?.[1]?.toLowerCase();
  const appId = match?.[2]?.toLowerCase();
  const last = match?.[3];
  // `v1.us` alone could be anything; an app id, or the mark of a cut, makes it a session id.
  if (region === undefined || (appId === undefined && !isMarked)) return undefined;
  const [, seconds = '', hex = ''] = TIME_AND_HEX.exec(last ?? '') ?? [];
  const hasTime =
    hex.length === HEX_DIGITS ? seconds !== '' : PLAUSIBLE_SECONDS.test(seconds) && hex.length < HEX_DIGITS;
  const initiatedAt = hasTime ? Number(seconds) * 1000 : undefined;
  const isWhole = !isMarked && last !== undefined && (!hasTime || hex.length === HEX_DIGITS);
  return isWhole && appId !== undefined
    ? { form: 'v1', id, region, appId, initiatedAt }
    : { form: 'cut', id, region, appId, initiatedAt };
}

function parseLegacy(id: string, unmarked: string, isMarked: boolean): SessionId | undefined {
  const [, whole] = (isMarked ? undefined : LEGACY.exec(id)) ?? [];
  if (whole !== undefined) return { form: 'legacy', id, initiatedAt: Number(whole) * 1000 };
  const [, cut] = CUT_LEGACY.exec(unmarked) ?? [];
  if (cut === undefined) return undefined;
  return { form: 'cut', id, region: undefined, appId: undefined, initiatedAt: Number(cut) * 1000 };
}

/** Whether an id's last part is a name of the integrator's own: it names its app, and tells no time. */
export function hasOwnName(session: SessionId): boolean {
  return session.form === 'v1' && session.initiatedAt === undefined;
}

/**
 * Whether an id is looked up together with others. 32 hex digits under `session_id` are mostly of another tool, such as
 * a crash reporter: they are looked up where somebody chooses them.
 */
export function isLookedUpWithOthers(sessionId: string): boolean {
  return !/^[0-9a-f]{32}$/i.test(sessionId);
}

/** Tells why a text cannot be sent as a session id, or undefined when it can. It knows of no keys. */
export function invalidSessionId(text: string): Exclude<InvalidSessionId, 'apiKey'> | undefined {
  const id = text.trim();
  if (id === '') return 'empty';
  if (id.length > MAX_SESSION_ID_LENGTH) return 'tooLong';
  // A lone surrogate has no UTF-8 form, so it cannot be put in a request either.
  if (CONTROL.test(id) || !id.isWellFormed()) return 'controlCharacter';
  if (id === '.' || id === '..') return 'dots';
  return undefined;
}
