/** The events of calls at the lines of one document. */
import type * as vscode from 'vscode';
import { reachOf, type Span } from '../../core/call/index.ts';
import type { FileCall, FileIndex } from '../../core/fileCalls/model.ts';
import { NearestLines, TextTimes } from '../../core/logLanes/index.ts';
import type { LogClock } from '../../core/logTime/model.ts';
import { type Answer, answerOf, type LookUp } from '../../core/lookUp/model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { endOfId, parseSessionId } from '../../core/sessionId/index.ts';
import { callMoments, type CallMoment } from '../../core/story/index.ts';
import { type LogClocks, type Search, searchSubject, subjectOf } from '../fileCalls/index.ts';
import type { FileState } from '../fileCalls/model.ts';
import { type ReaderTime, t } from '../platform/index.ts';
import type { EventLine } from './eventMarks.ts';

/** More than these are not written into a document: the first count. */
export const MAX_EVENTS = 2_000;
/** The extension host is kept so long at a time, in milliseconds. */
const TURN_MS = 4;
/** A document that changes while its lines are read is read on so often. */
const MOST_ROUNDS = 5;

export interface LogDependencies extends Search {
  readonly lookUps: LookUpService;
  readonly clocks: LogClocks;
  readonly readerTime: ReaderTime;
}

/** What there is to show, or why there is nothing. */
export type LogEvents =
  | { readonly kind: 'events'; readonly lines: readonly EventLine[]; readonly leftOut: number }
  | { readonly kind: 'notRead'; readonly state: Extract<FileState, { kind: 'failed' }> }
  | { readonly kind: 'noIds' | 'noneKnown' | 'noneDated' | 'noTimes' | 'inDoubt' | 'noneNear' };

const NO_EVENTS: LogEvents = { kind: 'events', lines: [], leftOut: 0 };

/** A call that the document names, and that was looked up. */
interface KnownCall {
  readonly lookUp: LookUp;
  readonly answer: Answer;
}

type Moment = EventLine['moments'][number];

/** Worked out once for each answer: texts of calls are wanted whenever anything changes. */
const momentsOf = new WeakMap<Answer, readonly CallMoment[]>();

export class EventsOfLog {
  readonly document: vscode.TextDocument;
  readonly #deps: LogDependencies;
  readonly #isOn: () => boolean;
  #times: TextTimes | undefined;
  #clock: LogClock | undefined;
  #index: FileIndex | undefined;
  #isSearched = false;
  #known: readonly KnownCall[] = [];
  #events: LogEvents = NO_EVENTS;
  /** The first line that changed since its events were placed. */
  #changedFrom = 0;
  #running: Promise<void> | undefined;
  #again = false;
  #isDisposed = false;

  /** @param isOn whether its events are wanted: else only whether there are any calls is found out */
  constructor(document: vscode.TextDocument, isOn: () => boolean, deps: LogDependencies) {
    this.document = document;
    this.#isOn = isOn;
    this.#deps = deps;
  }

  get events(): LogEvents {
    return this.#events;
  }

  get times(): TextTimes | undefined {
    return this.#times;
  }

  /** Whether it names calls that were looked up. */
  get hasCalls(): boolean {
    return this.#known.length > 0;
  }

  /** Forgets the events, which are not wanted any more: nobody follows where they stand. */
  clear(): void {
    this.#events = NO_EVENTS;
  }

  /** The document changed from a line on. */
  changed(line: number): void {
    this.#isSearched = false;
    this.#changedFrom = Math.min(this.#changedFrom, line);
    this.#times?.cut(line);
  }

  /** Brings it up to date, once more where this is asked for meanwhile. Never rejects. */
  update(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#isDisposed) {
      this.#again = false;
      await this.#once();
    }
  }

  async #once(): Promise<void> {
    const answered = answeredBy(this.#deps.lookUps);
    // Nobody needs to know what a document names of which nothing is known.
    if (answered.size === 0 && !this.#isOn()) {
      [this.#known, this.#events] = [[], NO_EVENTS];
      return;
    }
    const failed = await this.#search();
    const calls = failed ? [] : (this.#index?.calls ?? []);
    const known: KnownCall[] = [];
    await inTurns(collect(calls, answered, known));
    this.#known = known;
    if (!this.#isOn()) this.#events = NO_EVENTS;
    else if (failed) this.#events = { kind: 'notRead', state: failed };
    else if (calls.length === 0) this.#events = { kind: 'noIds' };
    else if (this.#known.length === 0) this.#events = { kind: 'noneKnown' };
    else this.#events = await this.#place(this.#known);
  }

  async #search(): Promise<Extract<FileState, { kind: 'failed' }> | undefined> {
    if (this.#isSearched) return undefined;
    this.#isSearched = true;
    const wanted = { resume: this.#index?.resume };
    const state = await searchSubject(this.#deps, subjectOf(this.document.uri), wanted);
    if (state.kind === 'ready') this.#index = state.index;
    if (state.kind !== 'failed') return undefined;
    this.#isSearched = false;
    return state;
  }

  async #place(known: readonly KnownCall[]): Promise<LogEvents> {
    const moments: Omit<Moment, 'lineAt'>[] = [];
    await inTurns(gather(known, moments));
    if (moments.length === 0) return { kind: 'noneDated' };
    moments.sort((a, b) => a.moment.at - b.moment.at);
    const times = this.#timesNear(moments.at(-1)?.moment.at ?? 0);
    await this.#readTimes(times);
    if (!times.hasTimes) return { kind: times.isInDoubt ? 'inDoubt' : 'noTimes' };
    const changedFrom = this.#changedFrom;
    this.#changedFrom = Number.POSITIVE_INFINITY;
    const nearest = new NearestLines(moments.map(({ moment }) => moment.at));
    await inTurns(feed(nearest, times));
    const found = nearest.nearest();
    const placed = moments
      .flatMap((moment, index) => {
        const place = found[index];
        return place ? [{ line: place.line, moment: { ...moment, lineAt: place.at } }] : [];
      })
      .toSorted((a, b) => a.line - b.line);
    if (placed.length === 0) return { kind: 'noneNear' };
    const lines = [...Map.groupBy(placed.slice(0, MAX_EVENTS), ({ line }) => line)].map(([line, here]) => ({
      line,
      moments: withLabels(here.map(({ moment }) => moment)),
    }));
    // What was drawn stays where it is when something was only added behind it.
    const before = this.#events;
    const isAsBefore =
      before.kind === 'events' && changedFrom > (lines.at(-1)?.line ?? 0) && areSame(before.lines, lines);
    const leftOut = Math.max(0, placed.length - MAX_EVENTS);
    return { kind: 'events', lines: isAsBefore ? before.lines : lines, leftOut };
  }

  /** @param near where the lines tell no day, the newest call tells which it is */
  #timesNear(near: number): TextTimes {
    const { readerTime, clocks } = this.#deps;
    const clock = { timeZone: readerTime.zone, ...clocks.correctionOf(this.document.uri), near };
    const isSame =
      this.#clock?.timeZone === clock.timeZone &&
      this.#clock.offsetSeconds === clock.offsetSeconds &&
      this.#clock.zoneOffsetSeconds === clock.zoneOffsetSeconds &&
      (this.#clock.near === near || this.#times?.isDateless === false);
    if (isSame && this.#times) return this.#times;
    this.#clock = clock;
    this.#times = new TextTimes(clock);
    return this.#times;
  }

  async #readTimes(times: TextTimes): Promise<void> {
    const { document } = this;
    const lines = {
      get count() {
        return document.lineCount;
      },
      textOf: (line: number) => document.lineAt(line).text,
    };
    for (let round = 0; round < MOST_ROUNDS && times.length < document.lineCount; round += 1)
      await inTurns(times.read(lines));
  }
}

/** Newest answers by session id; what was asked as a user says less than what the log is about. */
function answeredBy({ store }: LookUpService): ReadonlyMap<string, KnownCall> {
  const answered = new Map<string, KnownCall>();
  for (const lookUp of store.known()) {
    const answer = lookUp.onBehalfOf === undefined ? answerOf(lookUp) : undefined;
    if (answer && !answered.has(lookUp.sessionId)) answered.set(lookUp.sessionId, { lookUp, answer });
  }
  return answered;
}

/** A file may name a million calls. */
function* collect(
  calls: readonly FileCall[],
  answered: ReadonlyMap<string, KnownCall>,
  known: KnownCall[],
): Generator<void, void, void> {
  for (const [index, { sessionId }] of calls.entries()) {
    const call = answered.get(sessionId);
    if (call) known.push(call);
    if (index % 1_000 === 0) yield;
  }
}

/** Calls that went on at one time are told apart. */
function* gather(
  known: readonly KnownCall[],
  moments: Omit<Moment, 'lineAt'>[],
): Generator<void, void, void> {
  const reaches: { readonly call: KnownCall; readonly reach: Span }[] = [];
  for (const call of known) {
    const reach = reachOf(wordsOf(call).map(({ at }) => at));
    if (reach) reaches.push({ call, reach });
    yield;
  }
  const overlapping = new Set<KnownCall>();
  let last: (typeof reaches)[number] | undefined;
  for (const each of reaches.toSorted((a, b) => a.reach.from - b.reach.from)) {
    if (last && each.reach.from <= last.reach.to) overlapping.add(each.call).add(last.call);
    if (!last || each.reach.to > last.reach.to) last = each;
  }
  for (const call of known) {
    const { lookUp } = call;
    const label = overlapping.has(call) ? endOfId(parseSessionId(lookUp.sessionId)) : undefined;
    for (const moment of wordsOf(call)) moments.push({ moment, label, lookUp });
    yield;
  }
}

function wordsOf({ answer }: KnownCall): readonly CallMoment[] {
  const known = momentsOf.get(answer);
  if (known) return known;
  const moments = callMoments(answer.call, answer.fetchedAt, t);
  momentsOf.set(answer, moments);
  return moments;
}

function areSame(some: readonly EventLine[], others: readonly EventLine[]): boolean {
  return some.length === others.length && some.every((each, index) => isSameLine(each, others[index]));
}

function isSameLine({ line, moments }: EventLine, other: EventLine | undefined): boolean {
  if (line !== other?.line || moments.length !== other.moments.length) return false;
  return moments.every(({ moment, lookUp, lineAt, label }, index) => {
    const another = other.moments[index];
    const isOfSameCall = lookUp === another?.lookUp && label === another.label;
    return isOfSameCall && moment === another.moment && lineAt === another.lineAt;
  });
}

/** At a line where calls meet, each is told apart. */
function withLabels(moments: readonly Moment[]): readonly Moment[] {
  if (moments.every(({ lookUp }) => lookUp === moments[0]?.lookUp)) return moments;
  return moments.map((each) => ({ ...each, label: endOfId(parseSessionId(each.lookUp.sessionId)) }));
}

function* feed(nearest: NearestLines, times: TextTimes): Generator<void, void, void> {
  for (let line = 0; line < times.length; line += 1) {
    const at = times.at(line);
    if (at !== undefined) nearest.feed(line, at);
    if (line % 1_000 === 0) yield;
  }
}

/** Does one step after the other, and lets the extension host do its other work in between. */
async function inTurns(steps: Generator<void, void, void>): Promise<void> {
  let until = performance.now() + TURN_MS;
  while (steps.next().done !== true) {
    if (performance.now() < until) continue;
    await new Promise((next) => setImmediate(next));
    until = performance.now() + TURN_MS;
  }
}
