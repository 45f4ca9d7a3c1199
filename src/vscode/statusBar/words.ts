import { formatDuration } from '../../core/text/index.ts';
import type { Translate } from '../../core/base/index.ts';

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

export interface ActivityWords {
  /** With icons, as the status bar draws them. */
  readonly text: string;
  readonly tooltip: string;
  /** For those who hear it. */
  readonly label: string;
}

/** What the status bar says; undefined when nothing runs. @param now in milliseconds since 1970 UTC */
export function activityWords(activity: Activity, now: number, t: Translate): ActivityWords | undefined {
  const parts = [...partsOf(activity, now, t)];
  if (parts.length === 0) return undefined;
  return {
    text: parts.map(({ icon, short }) => `$(${icon}) ${short}`).join('  '),
    tooltip: parts.map(({ sentence }) => sentence).join('\n'),
    label: t('CometChat Calls: {0}', parts.map(({ short }) => short).join('; ')),
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
  t: Translate,
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
      short: t('Sample calls'),
      sentence: t('Sample calls come from a sandbox on this computer, until this window is closed.'),
    };
  }
}
