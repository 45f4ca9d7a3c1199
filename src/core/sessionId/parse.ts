/**
 * Session ids: their forms, and what an id tells by itself. The forms are those of the CometChat Calls API:
 * v1 (`v1.region.app.seconds+hex`), legacy (seconds+hex) and custom (any string the integrator chose).
 */
import { withoutCutMark } from './cutMark.ts';
import type { InvalidSessionId, SessionId } from './model.ts';

/** The longest session id that is sent, in UTF-16 code units. */
export const MAX_SESSION_ID_LENGTH = 512;

// With its seconds there, an id names an app in whatever form connections take app ids: read as custom, it would
// be sent to an app it does not name.
const V1 = /^v1\.([a-z][a-z0-9-]{1,15})\.([0-9a-z]{6,40})\.(\d{10})[0-9a-f]{40}$/i;
const LEGACY = /^(\d{10})[0-9a-f]{40}$/i;
const CUT_V1_WITH_TIME = /^v1\.([a-z][a-z0-9-]{1,15})\.([0-9a-z]{6,40})\.(\d{10})/i;
const CUT_V1 = /^v1\.([a-z]{2,8})(?:\.(?:([0-9a-f]{8,32})(?:\.(\d{10})?.*)?)?)?$/is;
const CUT_LEGACY = /^(\d{10})[0-9a-f]{6,39}$/i;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Reads what an id says by itself. Surrounding white space is not part of an id.
 * Never fails: what has no known form is a custom id; see {@link invalidSessionId} for what may be sent.
 */
export function parseSessionId(text: string): SessionId {
  const id = text.trim();
  const v1 = V1.exec(id);
  if (v1?.[1] && v1[2] && v1[3]) {
    return {
      form: 'v1',
      id,
      region: v1[1].toLowerCase(),
      appId: v1[2].toLowerCase(),
      initiatedAt: Number(v1[3]) * 1000,
    };
  }
  const legacy = LEGACY.exec(id);
  if (legacy?.[1]) return { form: 'legacy', id, initiatedAt: Number(legacy[1]) * 1000 };
  return parseCut(id) ?? { form: 'custom', id };
}

function parseCut(id: string): SessionId | undefined {
  const whole = withoutCutMark(id);
  const v1 = CUT_V1_WITH_TIME.exec(whole) ?? CUT_V1.exec(whole);
  // `v1.us` alone could be anything; an app id, or the mark of a cut, makes it a session id.
  if (v1 && (v1[2] !== undefined || whole !== id)) {
    return {
      form: 'cut',
      id,
      region: v1[1]?.toLowerCase(),
      appId: v1[2]?.toLowerCase(),
      initiatedAt: v1[3] === undefined ? undefined : Number(v1[3]) * 1000,
    };
  }
  const legacy = CUT_LEGACY.exec(whole);
  if (!legacy) return undefined;
  return { form: 'cut', id, region: undefined, appId: undefined, initiatedAt: Number(legacy[1]) * 1000 };
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
