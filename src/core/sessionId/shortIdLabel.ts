import { visibleText } from '../text/index.ts';
import { withoutCutMark } from './cutMark.ts';
import { hasOwnName } from './parse.ts';
import type { SessionId } from './model.ts';

/** So many of its last characters tell an id from others of the same second. */
const TAIL = 4;
/** Of a name that somebody chose, so much is told at each end, in UTF-16 code units. */
const NAME_END = 20;

/**
 * An id by what it tells, for a line in a list: `14 Sept 08:31:10 · us · …a51b`. Ids of one app begin alike, so what
 * differs comes first. A name of the integrator's own is told as it is, cut in its middle; what looks cut off ends in `…`.
 * @param when writes an instant, in milliseconds since 1970 UTC, as the list wants it
 */
export function shortIdLabel(session: SessionId, when: (instant: number) => string): string {
  switch (session.form) {
    case 'custom':
      return nameOf(session.id);
    case 'legacy':
      return parts(when(session.initiatedAt), tailOf(session.id));
    case 'v1':
      return hasOwnName(session)
        ? parts(session.region, nameOf(session.id.split('.').slice(3).join('.')))
        : parts(session.initiatedAt && when(session.initiatedAt), session.region, tailOf(session.id));
    case 'cut': {
      const { initiatedAt, region, id } = session;
      const told = initiatedAt === undefined ? undefined : when(initiatedAt);
      return parts(told, region, `${tailOf(withoutCutMark(id))}…`);
    }
  }
}

/** An id by its end, or by the name that somebody chose, to tell calls apart where there is no room: `…a51b`. */
export function endOfId(session: SessionId): string {
  if (session.form === 'custom') return nameOf(session.id);
  if (session.form === 'v1' && hasOwnName(session)) return nameOf(session.id.split('.').slice(3).join('.'));
  return tailOf(session.id);
}

function parts(...texts: readonly (string | number | undefined)[]): string {
  return texts.filter((text) => text !== undefined).join(' · ');
}

function tailOf(id: string): string {
  return `…${visibleText(id.slice(-TAIL).replace(/^[\udc00-\udfff]/, ''))}`;
}

function nameOf(name: string): string {
  if (name.length <= 2 * NAME_END) return visibleText(name);
  const end = name.slice(-NAME_END).replace(/^[\udc00-\udfff]/, '');
  return `${visibleText(name, NAME_END + 1)}${visibleText(end)}`;
}
