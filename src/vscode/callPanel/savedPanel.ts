import { invalidSessionId, MAX_SESSION_ID_LENGTH } from '../../core/sessionId/index.ts';
import type { SavedPanel } from '../../shared/index.ts';
import { isLogUri, readLogLine } from '../../core/logTime/index.ts';

/**
 * What a page kept of its panel for the way back, as the page sends it: not to be trusted.
 * @returns undefined when it names no look-up; a name that cannot be read must not become another look-up's
 */
export function savedPanelOf(state: unknown): SavedPanel | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const field = (name: keyof SavedPanel): unknown => Reflect.get(state, name) ?? undefined;
  const [sessionId, connectionId, onBehalfOf] = [
    field('sessionId'),
    field('connectionId'),
    field('onBehalfOf'),
  ];
  if (typeof sessionId !== 'string' || invalidSessionId(sessionId)) return undefined;
  if (!isName(connectionId) || !isName(onBehalfOf)) return undefined;
  return {
    sessionId,
    connectionId,
    onBehalfOf,
    kept: field('kept') === true,
    logLine: readLogLine(field('logLine')),
    fromLog: readUri(field('fromLog')),
  };
}

function readUri(value: unknown): string | undefined {
  return typeof value === 'string' && isLogUri(value) ? value : undefined;
}

function isName(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && value.length <= MAX_SESSION_ID_LENGTH);
}
