/** What a webhook's body says: tolerant of both families, of numbers and truth values as text, and of any nesting. */
import { isRecord } from '../base/index.ts';
import {
  MAX_LETTERS,
  type WebhookEvent,
  type WebhookKind,
  type WebhookPerson,
  type WebhookPlace,
} from './model.ts';

const KINDS: ReadonlyMap<string, WebhookKind> = new Map([
  ['call_initiated', 'initiated'],
  ['call_started', 'started'],
  ['meeting_started', 'started'],
  ['call_participant_joined', 'joined'],
  ['meeting_participant_joined', 'joined'],
  ['call_participant_left', 'left'],
  ['meeting_participant_left', 'left'],
  ['call_ended', 'ended'],
  ['meeting_ended', 'ended'],
  ['call_busy', 'busy'],
  ['call_cancelled', 'cancelled'],
  ['call_canceled', 'cancelled'],
  ['call_rejected', 'rejected'],
  ['call_unanswered', 'unanswered'],
  ['recording_generated', 'recording'],
  ['push-notification-payload-generated', 'push'],
]);

/** Names of a time, the most telling of each kind first; written without `_`, in small letters. */
const TIMES: Readonly<Partial<Record<WebhookKind, readonly string[]>>> = {
  initiated: ['initiatedat'],
  started: ['startedat'],
  joined: ['joinedat'],
  left: ['leftat'],
  ended: ['destroyedat', 'endedat'],
  recording: ['endtime', 'endedat'],
};
const ANY_TIME = ['createdat', 'sentat', 'timestamp'];

/** Objects of a body that are looked at, and how deep: real ones have a dozen. */
const MOST_OBJECTS = 200;
/** A link is no longer, in UTF-16 code units: a part of one leads nowhere. */
const LONGEST_URL = 8000;

/** Reads a body; undefined of what is none of a call, or has no session id, and is then tied to nothing. */
export function readBody(
  body: unknown,
  { offset, line }: WebhookPlace,
  loggedAt: () => number | undefined,
): WebhookEvent | undefined {
  if (!isRecord(body)) return undefined;
  const trigger = textOf(own(body, 'trigger'));
  const kind = KINDS.get(trigger?.toLowerCase() ?? '');
  if (trigger === undefined || kind === undefined) return undefined;
  const fields = new Fields(own(body, 'data'));
  const sessionId = fields.text('sessionid');
  if (sessionId === undefined) return undefined;
  const receiverType = fields.text('receivertype')?.toLowerCase();
  const isAudio = fields.flag('audiocall');
  const type = fields.text('type', 'calltype')?.toLowerCase();
  const joined = kind === 'joined' ? fields : undefined;
  return {
    trigger,
    kind,
    sessionId,
    appId: textOf(own(body, 'appId')),
    region: textOf(own(body, 'region')),
    at: fields.instant(TIMES[kind] ?? []) ?? fields.instant(ANY_TIME),
    offset,
    line,
    loggedAt: loggedAt(),
    person: personOf(fields),
    initiator: fields.text('initiator', 'sender'),
    receiver: fields.text('receiver'),
    receiverType: receiverType === 'user' || receiverType === 'group' ? receiverType : undefined,
    type: type === 'audio' || type === 'video' ? type : isAudio === true ? 'audio' : undefined,
    sdk: joined?.text('sdk', 'sdkname', 'sdktype'),
    platform: joined?.text('platform', 'os'),
    version: joined?.text('sdkversion', 'callversion', 'version'),
    audioMuted: joined?.flag('audiomuted', 'isaudiomuted', 'startwithaudiomuted', 'startaudiomuted'),
    videoMuted: joined?.flag('videomuted', 'isvideomuted', 'startwithvideomuted', 'startvideomuted'),
    recordingUrl: kind === 'recording' ? fields.url('recordingurl', 'url') : undefined,
  };
}

function own(of: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function personOf(fields: Fields): WebhookPerson | undefined {
  const found = fields.object('occupant', 'participant', 'user') ?? fields.object('by');
  if (!found) return undefined;
  const within = new Fields(found);
  const [uid, name] = [within.text('uid', 'userid'), within.text('name')];
  return uid === undefined && name === undefined ? undefined : { uid, name };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, MAX_LETTERS) : undefined;
}

function urlOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_URL ? value : undefined;
}

/** 2001-09-09 to 2286-11-20, which ten digits of Unix seconds can name; 13 digits are milliseconds. */
function instantOf(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && /^\d{10,13}(?:\.\d{1,9})?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  const seconds = number >= 1e10 ? number / 1000 : number;
  return seconds >= 1e9 && seconds < 1e10 ? Math.round(seconds * 1000) : undefined;
}

function flagOf(value: unknown): boolean | undefined {
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** The fields of an object and of those below it, the outermost of a name first. */
class Fields {
  readonly #values = new Map<string, unknown[]>();

  constructor(root: unknown) {
    const objects = [root];
    for (let next = 0; next < objects.length && next < MOST_OBJECTS; next += 1) {
      const object = objects[next];
      if (Array.isArray(object)) {
        objects.push(...object.slice(0, MOST_OBJECTS));
      } else if (isRecord(object)) {
        for (const [name, value] of Object.entries(object).slice(0, MOST_OBJECTS)) {
          const key = name.replaceAll(/[_-]/g, '').toLowerCase();
          const values = this.#values.get(key) ?? [];
          this.#values.set(key, values);
          values.push(value);
          if (typeof value === 'object' && value !== null) objects.push(value);
        }
      }
    }
  }

  text(...names: readonly string[]): string | undefined {
    return this.#first(names, textOf);
  }

  url(...names: readonly string[]): string | undefined {
    return this.#first(names, urlOf);
  }

  flag(...names: readonly string[]): boolean | undefined {
    return this.#first(names, flagOf);
  }

  instant(names: readonly string[]): number | undefined {
    return this.#first(names, instantOf);
  }

  object(...names: readonly string[]): unknown {
    return this.#first(names, (value) => (isRecord(value) ? value : undefined));
  }

  #first<Value>(names: readonly string[], read: (value: unknown) => Value | undefined): Value | undefined {
    for (const name of names)
      for (const value of this.#values.get(name) ?? []) {
        const found = read(value);
        if (found !== undefined) return found;
      }
    return undefined;
  }
}
