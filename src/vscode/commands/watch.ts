import { answerOf, type LookUp, type LookUpTarget } from '../../core/lookUp/model.ts';
import { isLive } from '../../core/call/index.ts';
import { verdictOf } from '../../core/story/index.ts';
import { MAX_WATCHED } from '../../core/lookUp/index.ts';
import { ArgumentError, t } from '../platform/index.ts';
import { chooseLookUp, type Choices, pickLookUp, prepareConnection, requireAnswer } from './chooseLookUp.ts';
import type { Services } from './model.ts';
import type { Handlers } from './run.ts';

type Dependencies = Choices & Services<'watches' | 'attempts' | 'sandbox'>;

/** The commands that keep an eye on a call, and that look around it. */
export function watchHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.watchCall': async ({ call: named }) => {
      const lookUp = await chooseLive(deps, named);
      if (!lookUp) return false;
      const { call, fetchedAt } = requireAnswer(lookUp, deps.lookUps);
      if (!isLive(call)) {
        const verdict = verdictOf(call, fetchedAt, t);
        throw new ArgumentError(
          t('This call is not under way, so there is no end to wait for. {0}', verdict),
        );
      }
      await prepareConnection(deps, lookUp.connectionId);
      if (deps.watches.watch(lookUp)) return true;
      throw new ArgumentError(
        t('{0} calls are watched already, and no more can be. Stop watching one of them.', MAX_WATCHED),
      );
    },
    'cometchatCalls.unwatchCall': async ({ call }) => {
      const lookUp = await chooseWatched(deps, call);
      if (lookUp) deps.watches.stop(lookUp.key);
    },
    'cometchatCalls.findAttempts': async ({ key }) => {
      const lookUp = deps.lookUps.store.get(key);
      if (!lookUp) return undefined;
      await prepareConnection(deps, lookUp.connectionId);
      await deps.attempts.look(lookUp);
      return deps.attempts.view(lookUp);
    },
  } satisfies Partial<Handlers>;
}

/** The call that is meant: the named one, that of the panel with the focus, else one that is under way. */
async function chooseLive(deps: Dependencies, named: LookUpTarget | undefined): Promise<LookUp | undefined> {
  if (named || deps.panels.activeTarget()) return chooseLookUp(deps, named);
  const live = deps.lookUps.store.all().filter((lookUp) => {
    const call = answerOf(lookUp)?.call;
    return call && isLive(call) && !deps.watches.has(lookUp.key);
  });
  if (live.length === 0) throw new ArgumentError(t('No call that was looked up is under way.'));
  return pickLookUp(deps, live, t('Of which call’s end do you want to be told?'));
}

/** The watched call that is meant: the named one, that of the panel with the focus, else one to pick. */
async function chooseWatched(
  deps: Dependencies,
  named: LookUpTarget | undefined,
): Promise<LookUp | undefined> {
  const { watches } = deps;
  const found = deps.lookUps.store.find(named ?? deps.panels.activeTarget());
  if (named || (found && watches.has(found.key))) return found;
  const watched = watches.keys.flatMap((key) => deps.lookUps.store.get(key) ?? []);
  if (watched.length === 0) throw new ArgumentError(t('No call is being watched.'));
  return pickLookUp(deps, watched, t('Which call?'));
}
