import { joinParts } from '../text/joinParts.ts';
import type { TimeFormat } from '../text/time.ts';
import { visibleText } from '../text/visibleText.ts';
import type { Translate } from '../base/translate.ts';
import { modeWord, statusWord, typeWord } from '../call/words.ts';
import type { CallFilter, TimeRange } from './filter.ts';

/** A filter in a few words, such as `video · ended · with recording · last 24 h`; one that asks nothing is `all calls`. */
export function describeFilter(filter: CallFilter, t: Translate, time: TimeFormat): string {
  const words = joinParts(
    typeWord(filter.type, t),
    modeOf(filter, t),
    receiverOf(filter, t),
    filter.statuses?.map((status) => statusWord({ status, rawStatus: status }, t)).join(', '),
    filter.uid === undefined ? undefined : t('with {0}', visibleText(filter.uid, 40)),
    participantsOf(filter.participants, t),
    mediaOf(filter.hasRecording, t('with recording'), t('without recording')),
    mediaOf(filter.hasTranscription, t('with transcript'), t('without transcript')),
    filter.time && rangeOf(filter.time, t, time),
  );
  return words === '' ? t('all calls') : words;
}

/** The mode alone: `call` says only that it is no meeting and no presentation. */
function modeOf({ mode }: CallFilter, t: Translate): string | undefined {
  if (mode === 'call') return t('calls that ring');
  return mode && modeWord({ mode, receiverType: undefined }, t);
}

function receiverOf({ receiverType }: CallFilter, t: Translate): string | undefined {
  if (receiverType === 'group') return t('to a group');
  return receiverType === 'user' ? t('to a user') : undefined;
}

function participantsOf(bounds: CallFilter['participants'], t: Translate): string | undefined {
  const { min, max } = bounds ?? {};
  if (min === undefined) return max === undefined ? undefined : t('at most {0} in it', max);
  if (max === undefined) return t('at least {0} in it', min);
  return min === max ? t('{0} in it', min) : t('{0}–{1} in it', min, max);
}

function mediaOf(wanted: boolean | undefined, having: string, lacking: string): string | undefined {
  if (wanted === undefined) return undefined;
  return wanted ? having : lacking;
}

function rangeOf(range: TimeRange, t: Translate, time: TimeFormat): string | undefined {
  if (range.kind === 'last') {
    if (range.unit === 'hours') return t('last {0} h', range.amount);
    return range.amount === 1 ? t('last day') : t('last {0} days', range.amount);
  }
  const { from, to } = range;
  if (from === undefined) return to === undefined ? undefined : t('until {0}', time.dateTime(to));
  return to === undefined ? t('since {0}', time.dateTime(from)) : time.range(from, to);
}
