import { isLive } from '../../core/call/index.ts';
import type { Disposable } from '../../core/base/model.ts';
import type { RecentCalls } from '../../core/callList/index.ts';
import { type CallWatches, isPinned, type LookUpService } from '../../core/lookUp/index.ts';
import { answerOf } from '../../core/lookUp/model.ts';
import { LATER_CONTEXT_KEYS } from '../../manifest.ts';
import type { SavedFilters } from '../../storage/index.ts';
import { contextKeyTeller } from '../platform/index.ts';

/** How soon after a change the palette knows, in milliseconds: look-ups come by the thousand. */
const SOON_MS = 200;

interface Dependencies {
  readonly lookUps: Pick<LookUpService, 'store'>;
  readonly watches: Pick<CallWatches, 'has' | 'keys' | 'onDidChange'>;
  readonly recentCalls: Pick<RecentCalls, 'selectedOwn' | 'onDidChange' | 'onDidSelect'>;
  readonly filters: Pick<SavedFilters, 'list' | 'onDidChange'>;
  readonly after: (milliseconds: number, run: () => void) => Disposable;
}

/** Has the palette leave out the commands that would find nothing to choose from. */
export function followChoices(deps: Dependencies): Disposable {
  const { lookUps, watches, recentCalls, filters, after } = deps;
  const tell = contextKeyTeller();
  let savedFilters: number | undefined;
  const update = () => {
    const all = lookUps.store.all();
    const answered = all.flatMap((lookUp) => {
      const answer = answerOf(lookUp);
      return answer ? [{ key: lookUp.key, call: answer.call }] : [];
    });
    tell(LATER_CONTEXT_KEYS.nonePinned, !all.some(isPinned));
    tell(LATER_CONTEXT_KEYS.noneWatched, watches.keys.length === 0);
    tell(LATER_CONTEXT_KEYS.noneLive, !answered.some(({ key, call }) => isLive(call) && !watches.has(key)));
    tell(LATER_CONTEXT_KEYS.noneToCompare, answered.length < 2);
    const hasOwn = recentCalls.selectedOwn !== undefined;
    tell(LATER_CONTEXT_KEYS.canSaveFilter, hasOwn);
    if (savedFilters !== undefined) tell(LATER_CONTEXT_KEYS.noFilters, !hasOwn && savedFilters === 0);
  };
  let waiting: Disposable | undefined;
  const updateSoon = () => {
    waiting ??= after(SOON_MS, () => {
      waiting = undefined;
      update();
    });
  };
  const readFilters = async () => {
    savedFilters = (await filters.list()).length;
    updateSoon();
  };
  const subscriptions = [
    lookUps.store.onDidChange(updateSoon),
    watches.onDidChange(updateSoon),
    recentCalls.onDidChange(updateSoon),
    recentCalls.onDidSelect(updateSoon),
    filters.onDidChange(() => void readFilters()),
  ];
  void readFilters();
  updateSoon();
  return {
    dispose: () => {
      waiting?.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
