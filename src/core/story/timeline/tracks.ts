import { hasJoined, isDisputed, type Person } from '../../call/facts.ts';
import type { PersonTrack, StayBar } from './index.ts';
import { secondsOf, unionOf } from '../../call/spans.ts';

/**
 * A person's line.
 * @param bars the stays of which some time is known
 */
export function trackOf(person: Person, bars: readonly StayBar[]): PersonTrack {
  const stays = bars.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const presence = unionOf(stays);
  const untimed = person.stays.filter(hasJoined).length > stays.length;
  return {
    key: person.key,
    uid: person.uid,
    name: person.name,
    stays,
    devices: [...Map.groupBy(stays, ({ device }) => device)].map(([device, same]) => ({
      device,
      stays: same,
    })),
    presence,
    presentSeconds: secondsOf(presence),
    isCertain: !untimed && stays.every(({ start, end }) => start !== 'unknown' && end !== 'unknown'),
    joined: person.stays.some(hasJoined),
    isDisputed: person.stays.some(isDisputed),
  };
}
