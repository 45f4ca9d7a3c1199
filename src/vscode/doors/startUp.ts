import type * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../manifest.ts';
import { knownConnections, setContextKey, setting, SECRET_PREFIX, STORAGE_KEYS } from '../platform/index.ts';

/** So long after activation is asked whether there is something to do, in milliseconds: VS Code is busy with its own start. */
const AFTER_START_MS = 3_000;

type Stored = Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'secrets'>;

/** Has menus and welcome texts go by what was so last time, until the services know better. */
export function setRememberedContextKeys({ globalState }: Pick<Stored, 'globalState'>): void {
  const hasConnections = knownConnections(globalState).length > 0;
  setContextKey(CONTEXT_KEYS.hasConnections, hasConnections);
  // Version 0.1.0 did not say whether there were look-ups.
  const hadLookUps = globalState.get<unknown>(STORAGE_KEYS.hasLookUps);
  setContextKey(CONTEXT_KEYS.hasLookUps, typeof hadLookUps === 'boolean' ? hadLookUps : hasConnections);
}

/** A while after the start, opens the services where there is something to do that nobody asks for. */
export function openWhereNeeded(stored: Stored, open: () => Promise<unknown>): vscode.Disposable {
  const timer = setTimeout(() => {
    void isNeeded(stored).then((needed) => (needed ? open() : undefined));
  }, AFTER_START_MS);
  return { dispose: () => clearTimeout(timer) };
}

/**
 * Whether there is a watch that was to go on after a reload, events of calls that are to stand in every log, or a
 * connection that the keyring has lost. Never rejects.
 */
export async function isNeeded({ globalState, workspaceState, secrets }: Stored): Promise<boolean> {
  if (workspaceState.get(STORAGE_KEYS.watched) !== undefined) return true;
  if (setting('log.callEvents') === 'always') return true;
  const remembered = knownConnections(globalState);
  if (remembered.length === 0) return false;
  try {
    const stored = new Set(await secrets.keys());
    return remembered.some(({ id }) => !stored.has(SECRET_PREFIX + id));
  } catch {
    // A keyring that cannot be read now has not lost anything yet.
    return false;
  }
}
