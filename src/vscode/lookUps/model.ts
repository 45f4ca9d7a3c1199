import type { LookUp, LookUpTarget, ListedAttempt, AttemptsView } from '../../core/lookUp/model.ts';
import type { Fix } from '../../core/failure/index.ts';
import type { OutlineItem } from '../../core/story/model.ts';

/** A line of the “Lookup History” view. A look-up's node carries what commands on it take as their argument. */
export type TreeNode =
  | {
      readonly kind: 'lookUp';
      readonly key: string;
      readonly sessionId: string;
      readonly connectionId: string | undefined;
      readonly onBehalfOf: string | undefined;
    }
  | { readonly kind: 'outline'; readonly key: string; readonly path: string; readonly item: OutlineItem }
  | { readonly kind: 'message'; readonly key: string; readonly text: string }
  | { readonly kind: 'fix'; readonly key: string; readonly fix: Fix }
  | {
      readonly kind: 'attempts';
      readonly key: string;
      readonly target: LookUpTarget;
      readonly view: AttemptsView;
    }
  | {
      readonly kind: 'attempt';
      readonly key: string;
      readonly target: LookUpTarget;
      readonly attempt: ListedAttempt;
      /** From 0. */
      readonly index: number;
    }
  | { readonly kind: 'lookedAt'; readonly key: string; readonly view: AttemptsView };

/** The node of a look-up. */
export function lookUpNode({ key, sessionId, connectionId, onBehalfOf }: LookUp): TreeNode {
  return { kind: 'lookUp', key, sessionId, connectionId, onBehalfOf };
}
