import * as vscode from 'vscode';
import type { ListingState } from '../../core/callList/model.ts';
import type { Failure } from '../../core/failure/model.ts';
import { retryAtOf } from '../../core/failure/index.ts';
import type { Clock, Disposable } from '../../core/base/model.ts';
import { VIEWS } from '../../manifest.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { SANDBOX_CONNECTION_ID } from '../connections/index.ts';
import { clauseText, formatDuration } from '../../core/text/index.ts';
import { t } from '../platform/index.ts';

interface Dependencies {
  readonly lookUps: Pick<LookUpService, 'store' | 'connection'>;
  readonly clock: Clock;
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
  /** How many calls' ends are waited for. */
  readonly watched: () => number;
  /** How the lists of recent calls stand that were opened. */
  readonly lists: () => readonly Pick<ListingState, 'activity' | 'failure'>[];
}

/** So long after a first change it is drawn, in milliseconds: a file's look-ups draw it once, and quick ones never. */
const COALESCE_MS = 200;
const SECOND_MS = 1_000;
/** A server that asks for a longer wait, in milliseconds, is not counted down: nothing runs then. */
const LONGEST_COUNTDOWN_MS = 15 * 60_000;

/** The item of the status bar that is there while something runs. */
export class StatusBar {
  readonly #deps: Dependencies;
  #item: vscode.StatusBarItem | undefined;
  #timer: Disposable | undefined;
  #isCountdown = false;
  #disposed = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Hears that something may have changed; draws it in a moment, with what else changes until then. */
  update(): void {
    if (this.#disposed || (this.#timer && !this.#isCountdown)) return;
    this.#wait(COALESCE_MS, false);
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#item?.dispose();
  }

  #wait(milliseconds: number, isCountdown: boolean): void {
    this.#timer?.dispose();
    this.#isCountdown = isCountdown;
    this.#timer = this.#deps.after(milliseconds, () => {
      this.#timer = undefined;
      this.#draw();
    });
  }

  #draw(): void {
    const now = this.#deps.clock();
    const activity = this.#activity(now);
    const words = activityWords(activity, now);
    if (!words) {
      this.#item?.hide();
      return;
    }
    this.#item ??= createItem();
    if (this.#item.text !== words.text) this.#item.text = words.text;
    this.#item.tooltip = words.tooltip;
    this.#item.accessibilityInformation = { label: words.label, role: 'button' };
    this.#item.show();
    if (activity.rateLimitedUntil !== undefined) this.#wait(SECOND_MS, true);
  }

  #activity(now: number): Activity {
    const { lookUps, watched, lists } = this.#deps;
    let [loading, until] = [0, now];
    for (const { state } of lookUps.store.known()) {
      if (state.kind === 'loading') loading += 1;
      if (state.kind === 'failed') until = Math.max(until, limitOf(state.failure, now));
    }
    const open = lists();
    for (const { failure } of open) if (failure) until = Math.max(until, limitOf(failure, now));
    return {
      lookUps: loading,
      lists: open.filter(({ activity }) => activity !== 'idle').length,
      rateLimitedUntil: until > now ? until : undefined,
      watched: watched(),
      sandbox: lookUps.connection(SANDBOX_CONNECTION_ID) !== undefined,
    };
  }
}

/** Until when a failure puts requests off, in milliseconds since 1970 UTC; 0 where it does not, or for longer than is counted. */
function limitOf(failure: Failure, now: number): number {
  const retryAt = retryAtOf(failure);
  return retryAt - now <= LONGEST_COUNTDOWN_MS ? retryAt : 0;
}

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('cometchatCalls.activity', vscode.StatusBarAlignment.Left);
  item.name = t('CometChat Calls');
  item.command = `${VIEWS.lookUps}.focus`;
  return item;
}

/** What runs, as far as the status bar tells of it. */
export interface Activity {
  /** How many look-ups are under way. */
  readonly lookUps: number;
  /** How many lists of recent calls are being loaded. */
  readonly lists: number;
  /** When the last of the requests that were put off may be sent, in milliseconds since 1970 UTC. */
  readonly rateLimitedUntil: number | undefined;
  /** How many calls' ends are waited for. */
  readonly watched: number;
  readonly sandbox: boolean;
}

interface ActivityWords {
  /** With icons, as the status bar draws them. */
  readonly text: string;
  readonly tooltip: string;
  /** For those who hear it. */
  readonly label: string;
}

/** What the status bar says; undefined when nothing runs. @param now in milliseconds since 1970 UTC */
export function activityWords(activity: Activity, now: number): ActivityWords | undefined {
  const parts = [...partsOf(activity, now)];
  if (parts.length === 0) return undefined;
  return {
    text: parts.map(({ icon, short }) => `$(${icon}) ${short}`).join('  '),
    tooltip: parts.map(({ sentence }) => sentence).join('\n'),
    label: t(
      'CometChat Calls: {0}',
      clauseText(
        parts.map(({ short }) => short),
        t,
      ),
    ),
  };
}

interface Part {
  readonly icon: string;
  readonly short: string;
  readonly sentence: string;
}

function* partsOf(
  { lookUps, lists, rateLimitedUntil, watched, sandbox }: Activity,
  now: number,
): Generator<Part> {
  if (lookUps > 0) {
    yield {
      icon: 'sync~spin',
      short: lookUps === 1 ? t('1 look-up') : t('{0} look-ups', lookUps),
      sentence:
        lookUps === 1 ? t('1 call is being looked up.') : t('{0} calls are being looked up.', lookUps),
    };
  }
  if (lists > 0) {
    yield {
      icon: 'sync~spin',
      short: lists === 1 ? t('1 list') : t('{0} lists', lists),
      sentence:
        lists === 1
          ? t('1 list of recent calls is being loaded.')
          : t('{0} lists of recent calls are being loaded.', lists),
    };
  }
  if (rateLimitedUntil !== undefined && rateLimitedUntil > now) {
    const left = formatDuration(Math.ceil((rateLimitedUntil - now) / 1000), t);
    yield {
      icon: 'watch',
      short: t('rate limited, {0}', left),
      sentence: t('The server takes no more requests for now; it may in {0}.', left),
    };
  }
  if (watched > 0) {
    yield {
      icon: 'bell',
      short: watched === 1 ? t('watching 1 call') : t('watching {0} calls', watched),
      sentence:
        watched === 1
          ? t('You will be told when 1 call ends, as long as this window is open.')
          : t('You will be told when {0} calls end, as long as this window is open.', watched),
    };
  }
  if (sandbox) {
    yield {
      icon: 'beaker',
      short: t('Sample Calls'),
      sentence: t('Sample calls come from this computer, until this window is closed.'),
    };
  }
}
