/** Webhook events beside a call: what they add to it, and where they contradict it. */
import type { Translate } from '../base/index.ts';
import { displayName, isEverybodyListed, isLive, peopleOf, type Person } from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { formatDuration, joinParts, visibleText } from '../text/index.ts';
import { eachOnce } from './call.ts';
import type {
  WebhookDevice,
  WebhookEvent,
  WebhookEvidence,
  WebhookFinding,
  WebhookFindingKind,
  WebhookPerson,
} from './model.ts';

/** Servers' clocks are a little apart, and the API tells whole seconds: so much is no contradiction, in seconds. */
const TOLERANCE = 10;
const MOST_LINES = 1000;
const MOST_FINDINGS = 50;
/** Of a name or another word of strangers, in UTF-16 code units. */
const LONGEST = 120;

/**
 * What the events of a call's own session add to it, in the order in which they happened, and what contradicts it.
 * Events of other sessions are left out, and where a session was used for several meetings, so are contradictions
 * that another meeting explains.
 */
export function webhookEvidence(call: Call, events: readonly WebhookEvent[], t: Translate): WebhookEvidence {
  const own = eachOnce(events.filter(({ sessionId }) => sessionId === call.sessionId)).slice(0, MOST_LINES);
  const people = peopleOf(call);
  const within = own.filter((event) => isWithin(call, event));
  return {
    lines: own.map((event) => ({
      offset: event.offset,
      line: event.line,
      at: event.at,
      text: lineText(event, t),
    })),
    findings: [
      ...within.flatMap((event) => notListed(call, people, event, t)),
      ...within.flatMap((event) => otherTime(people, event, t)),
      ...otherEnd(call, own, t),
      ...otherOutcome(call, own, t),
    ].slice(0, MOST_FINDINGS),
    devices: devicesOf(people, within, t),
  };
}

/** With what each stay began, where nobody else can be meant; of several events of one stay, the nearest in time. */
function devicesOf(
  people: readonly Person[],
  events: readonly WebhookEvent[],
  t: Translate,
): readonly WebhookDevice[] {
  const nearest = new Map<number, { readonly apart: number; readonly text: string }>();
  for (const event of events) {
    const { kind, person, at } = event;
    const text = deviceText(event, t);
    if (kind !== 'joined' || !person || at === undefined || text === '') continue;
    const [one, another] = meant(people, person) ?? [];
    if (!one || another) continue;
    for (const { entry, joinedAt } of one.stays) {
      const apart = joinedAt === undefined ? Infinity : Math.abs(joinedAt - at) / 1000;
      if (apart <= TOLERANCE && apart < (nearest.get(entry)?.apart ?? Infinity))
        nearest.set(entry, { apart, text });
    }
  }
  return [...nearest].map(([entry, { text }]) => ({ entry, text }));
}

/** Whether an event can be of this meeting of its session. */
function isWithin({ initiatedAt, startedAt, endedAt }: Call, { at }: WebhookEvent): boolean {
  const begin = initiatedAt ?? startedAt;
  if (at === undefined || begin === undefined) return false;
  return at >= begin - TOLERANCE * 1000 && at <= (endedAt ?? Number.POSITIVE_INFINITY) + TOLERANCE * 1000;
}

/** The people of a call who may be meant: several of one name, none, or undefined where nobody can tell. */
function meant(people: readonly Person[], { uid, name }: WebhookPerson): readonly Person[] | undefined {
  if (uid !== undefined) return people.filter((person) => person.uid === uid);
  if (people.some((person) => person.name === undefined)) return undefined;
  return people.filter((person) => person.name === name);
}

function notListed(
  call: Call,
  people: readonly Person[],
  event: WebhookEvent,
  t: Translate,
): readonly WebhookFinding[] {
  const { kind, person } = event;
  // Whoever has just joined is in a later answer.
  if (kind !== 'joined' || !person || !isEverybodyListed(call) || isLive(call)) return [];
  if (meant(people, person)?.length !== 0) return [];
  const message = t('By a webhook, {0} joined, whom CometChat does not list', nameOf(person, t));
  return [finding('notListed', event, message)];
}

function otherTime(people: readonly Person[], event: WebhookEvent, t: Translate): readonly WebhookFinding[] {
  const { kind, person, at } = event;
  if ((kind !== 'joined' && kind !== 'left') || !person || at === undefined) return [];
  const [one, another] = meant(people, person) ?? [];
  if (!one || another) return [];
  const times = one.stays.map(({ joinedAt, leftAt }) => (kind === 'joined' ? joinedAt : leftAt));
  const apart = times.map((time) => (time === undefined ? 0 : Math.abs(time - at) / 1000));
  const least = Math.min(...apart);
  if (least <= TOLERANCE) return [];
  const [who, length] = [nameOf(person, t), formatDuration(least, t)];
  const message =
    kind === 'joined'
      ? t('By a webhook, {0} joined {1} from any time that CometChat reports', who, length)
      : t('By a webhook, {0} left {1} from any time that CometChat reports', who, length);
  return [finding('otherTime', event, message)];
}

function otherEnd(call: Call, events: readonly WebhookEvent[], t: Translate): readonly WebhookFinding[] {
  const ends = events.filter(({ kind, at }) => kind === 'ended' && at !== undefined);
  const [event, another] = ends;
  const { endedAt } = call;
  // Of a session that ended more than once nobody knows which end is this meeting's.
  if (!event || another || event.at === undefined || endedAt === undefined) return [];
  const seconds = Math.abs(event.at - endedAt) / 1000;
  if (seconds <= TOLERANCE) return [];
  const length = formatDuration(seconds, t);
  const message =
    event.at < endedAt
      ? t('By a webhook, it ended {0} before CometChat says', length)
      : t('By a webhook, it ended {0} after CometChat says', length);
  return [finding('otherEnd', event, message)];
}

/** An outcome that the call's status denies; a call that was answered may have been rejected on another device. */
function otherOutcome(call: Call, events: readonly WebhookEvent[], t: Translate): readonly WebhookFinding[] {
  const isNotAnswered = ['unanswered', 'rejected', 'busy', 'cancelled'].includes(call.status);
  const event = events.find(({ kind }) => kind === 'started' || kind === 'joined');
  if (!isNotAnswered || !event || event.kind !== 'started') return [];
  const message = t('By a webhook, it started; by CometChat, nobody took it');
  return [finding('otherOutcome', event, message)];
}

function finding(kind: WebhookFindingKind, { offset, line }: WebhookEvent, message: string): WebhookFinding {
  return { kind, severity: 'notice', message, offset, line };
}

function nameOf({ uid, name }: WebhookPerson, t: Translate): string {
  const who = visibleText(displayName({ id: uid ?? '', name }), LONGEST);
  return who === '' ? t('somebody') : who;
}

function lineText(event: WebhookEvent, t: Translate): string {
  return joinParts(webhookText(event, t), deviceText(event, t));
}

function deviceText({ sdk, version, platform, audioMuted, videoMuted }: WebhookEvent, t: Translate): string {
  return joinParts(
    shown(sdk, version),
    shown(platform),
    audioMuted === undefined ? undefined : audioMuted ? t('microphone off') : t('microphone on'),
    videoMuted === undefined ? undefined : videoMuted ? t('camera off') : t('camera on'),
  );
}

/** The words that are there, every character visible. */
function shown(...words: readonly (string | undefined)[]): string {
  return words.flatMap((word) => (word === undefined ? [] : visibleText(word, LONGEST))).join(' ');
}

/** What happened by an event, such as `ana joined`; every text of strangers in it made visible. */
export function webhookText({ kind, person }: WebhookEvent, t: Translate): string {
  const who = person ? nameOf(person, t) : t('somebody');
  switch (kind) {
    case 'initiated':
      return t('the call was initiated');
    case 'started':
      return t('the call started');
    case 'joined':
      return t('{0} joined', who);
    case 'left':
      return t('{0} left', who);
    case 'ended':
      return t('the call ended');
    case 'busy':
      return t('the called one was busy');
    case 'cancelled':
      return t('the call was cancelled');
    case 'rejected':
      return t('the call was rejected');
    case 'unanswered':
      return t('nobody answered');
    case 'recording':
      return t('a recording was made');
    case 'push':
      return t('a push was made');
  }
}
