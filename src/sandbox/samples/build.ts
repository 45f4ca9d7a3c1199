/** Builders of sample calls, from seconds after the call was initiated: the fields cannot disagree. */
import { createHash } from 'node:crypto';
import { SAMPLE_APP } from '../../core/connection/index.ts';
import type { SampleCall } from '../model.ts';

export const { appId: APP_ID, region: REGION } = SAMPLE_APP;

export interface Stay {
  readonly uid: string;
  readonly name?: string;
  readonly avatar?: string;
  /** Names the device: one name is one device, over calls and rejoins. */
  readonly device?: string;
  /** Seconds after the call was initiated; absent for someone who never joined. */
  readonly joins?: number;
  /** Seconds after the call was initiated; absent for someone who is still there. */
  readonly leaves?: number;
  /** Seconds with the camera off, in a video call. */
  readonly cameraOff?: number;
  /** By default `ended` or `ongoing` for who joined, none for who did not. */
  readonly state?: string;
  /** Names the meeting within the session, where that is not the call's. */
  readonly meeting?: string;
}

interface CallSpec {
  /** Names the sample; the hex digits of its ids are made from it. */
  readonly key: string;
  readonly title: string;
  /** When it was initiated, in Unix seconds. */
  readonly at: number;
  /** By default a v1 id of the sandbox's app. */
  readonly sessionId?: string;
  /** By default `video`. */
  readonly type?: 'audio' | 'video';
  readonly mode?: 'call' | 'meet' | 'presenter';
  /** By default `ended`. */
  readonly status?: string;
  readonly initiator: unknown;
  readonly receiver?: unknown;
  /** By default `user`, where there is a receiver. */
  readonly receiverType?: 'user' | 'group';
  /** Seconds after it was initiated; absent when it never started. */
  readonly starts?: number;
  /** Seconds after it was initiated; absent when it has not ended, or never started. */
  readonly ends?: number;
  readonly stays: readonly Stay[];
  /** Fields to add or to put in place of others; undefined leaves one out. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Puts each participant's fields into another shape. */
  readonly reshape?: (participant: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

export function utc(time: string): number {
  return Date.parse(time) / 1000;
}

/** Someone who joined: on which device, and from when to when, in seconds after the call was initiated. */
export function joined(
  uid: string,
  device: string,
  joins: number,
  leaves?: number,
  more: Partial<Stay> = {},
): Stay {
  return { uid, device: `${uid}/${device}`, joins, ...(leaves !== undefined && { leaves }), ...more };
}

export function absent(uid: string, state?: string): Stay {
  return { uid, ...(state !== undefined && { state }) };
}

/** The 40 hex digits of a session id: fixed, and different for every name. */
export function hex40(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}

/** A v4 UUID that is fixed, and different for every name. */
export function uuid(name: string): string {
  return hex40(`uuid ${name}`).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-9$4-$5');
}

export function v1Id(key: string, at: number): string {
  return `v1.${REGION}.${APP_ID}.${at}${hex40(key)}`;
}

/** An id that names its app, with a name of the app's own in place of time and hex. */
export function v1Named(name: string): string {
  return `v1.${REGION}.${APP_ID}.${name}`;
}

/** `HH:MM:SS`, as the call's own `totalDuration` is written. */
export function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** Builds the call as the API would answer it, its fields in the order of the API reference's example. */
export function buildCall(spec: CallSpec): SampleCall {
  const { at, starts, ends, type = 'video', mode = 'call', status = 'ended' } = spec;
  const sessionId = spec.sessionId ?? v1Id(spec.key, at);
  const length = lengthOf(starts, ends);
  const minutes = length === undefined ? undefined : length / 60;
  const raw = withoutUndefined({
    sessionId,
    totalAudioMinutes: minutes && (type === 'audio' ? minutes : 0),
    totalVideoMinutes: minutes && (type === 'video' ? minutes : 0),
    totalDuration: length === undefined ? undefined : clock(length),
    metaData: [],
    hasRecording: false,
    initiatedAt: at,
    initiator: spec.initiator,
    mode,
    receiver: spec.receiver,
    receiverType: spec.receiverType ?? (spec.receiver === undefined ? undefined : 'user'),
    status,
    tags: [],
    totalDurationInMinutes: minutes,
    totalParticipants: spec.stays.length,
    type,
    // A call that never started never got a meeting.
    mid: starts === undefined ? undefined : uuid(spec.key),
    startedAt: starts === undefined ? undefined : at + starts,
    endedAt: ends === undefined ? undefined : at + ends,
    participants: spec.stays.map((stay) => {
      const participant = buildParticipant(stay, spec);
      return spec.reshape?.(participant) ?? participant;
    }),
    ...spec.more,
  });
  return { sessionId, title: spec.title, raw: { sessionId, ...raw } };
}

/** A length in seconds: 0 of what never began, undefined of what has not ended. */
function lengthOf(begins: number | undefined, ends: number | undefined): number | undefined {
  if (begins === undefined) return 0;
  return ends === undefined ? undefined : ends - begins;
}

function buildParticipant(stay: Stay, spec: CallSpec): Readonly<Record<string, unknown>> {
  const { uid, name, avatar, joins, leaves, meeting, cameraOff = 0 } = stay;
  const isJoined = joins !== undefined;
  const seconds = lengthOf(joins, leaves);
  const camera = spec.type === 'audio' || seconds === undefined ? 0 : seconds - cameraOff;
  return withoutUndefined({
    uid,
    name,
    avatar,
    totalAudioMinutes: seconds === undefined ? undefined : (seconds - camera) / 60,
    totalVideoMinutes: seconds === undefined ? undefined : camera / 60,
    totalDuration: seconds === undefined ? undefined : seconds / 60,
    deviceId: stay.device === undefined ? undefined : deviceId(stay.device, `${spec.key} ${joins}`),
    isJoined,
    joinedAt: isJoined ? spec.at + joins : undefined,
    mid: isJoined ? uuid(meeting ?? spec.key) : undefined,
    state: stay.state ?? (isJoined ? (leaves === undefined ? 'ongoing' : 'ended') : undefined),
    leftAt: leaves === undefined ? undefined : spec.at + leaves,
  });
}

/** `{device}@rtc…/{resource}`: the device stays, the resource is new at every join. */
function deviceId(device: string, stay: string): string {
  const resource = createHash('sha1')
    .update(`${device} ${stay}`)
    .digest('base64')
    .replace(/[+/=]/g, '')
    .slice(0, 8);
  return `${uuid(device)}@rtc-${REGION}.cometchat.io/${resource}`;
}

/** Fields with no value are left out of the API's answers, not null. */
function withoutUndefined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
