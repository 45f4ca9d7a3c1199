import type { LookUp } from '../../core/callStore.ts';
import type { Fix } from '../../core/describeFailure.ts';
import type { OutlineItem } from '../../core/outline.ts';

/** A line of the “Looked Up” view. A look-up's node carries what commands on it take as their argument. */
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
  | { readonly kind: 'fix'; readonly key: string; readonly fix: Fix };

/** The node of a look-up. */
export function lookUpNode({ key, sessionId, connectionId, onBehalfOf }: LookUp): TreeNode {
  return { kind: 'lookUp', key, sessionId, connectionId, onBehalfOf };
}
