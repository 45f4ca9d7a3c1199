import type { SampleCall } from '../types.ts';
import { buildCall, joined, utc, uuid, type Stay } from './build.ts';

const FIRST_NAMES = ['Adaeze', 'Björn', 'Camila', 'Dmitri', 'Elif', 'Farid', 'Grace'];
const LAST_NAMES = ['Lindqvist', 'Moreau', 'Nakamura', 'Oyelaran', 'Petrov', 'Quispe', 'Rossi'];

/** Calls nobody is rung for: a room with an id of its own, and a presentation to as many as a call can hold. */
export const meetings: readonly SampleCall[] = [standup(), townHall()];

/** One session id, three meetings in it, each with a `mid`; the call carries the last one's. No one is called. */
function standup(): SampleCall {
  const [first, second, third] = [
    { meeting: 'standup 1' },
    { meeting: 'standup 2' },
    { meeting: 'standup 3' },
  ] as const;
  return buildCall({
    key: 'standup',
    title: 'Meeting with an id of its own, three times in one morning',
    at: utc('2026-10-26T09:00:00Z'),
    sessionId: 'team-standup',
    type: 'video',
    mode: 'meet',
    initiator: 'priya.nair',
    starts: 0,
    ends: 3125,
    stays: [
      joined('priya.nair', 'macbook', 0, 880, first),
      joined('tomas.k', 'thinkpad', 15, 880, first),
      joined('yuki.sato', 'chrome', 42, 875, first),
      joined('fatima.z', 'pixel', 130, 880, first),
      joined('priya.nair', 'macbook', 960, 1650, second),
      joined('yuki.sato', 'chrome', 971, 1650, second),
      joined('tomas.k', 'thinkpad', 2460, 3125, third),
      joined('fatima.z', 'pixel', 2468, 3119, third),
      joined('yuki.sato', 'chrome', 2502, 3125, third),
    ],
    more: { mid: uuid('standup 3') },
  });
}

/** 50 participants, the most a call can have; the audience comes in over five minutes. */
function townHall(): SampleCall {
  const ends = 2703;
  const audience: Stay[] = FIRST_NAMES.flatMap((first, row) =>
    LAST_NAMES.map((last, column) => {
      const seat = row * LAST_NAMES.length + column;
      const uid = `emp-${String(1001 + seat * 7)}`;
      // Every ninth is gone before the questions, the rest leave within seconds of the end.
      const leaves = seat % 9 === 4 ? 1500 + seat * 11 : ends - (seat % 5);
      return joined(uid, 'laptop', 12 + seat * 6, leaves, {
        name: `${first} ${last}`,
        cameraOff: leaves - 12 - seat * 6,
      });
    }),
  );
  return buildCall({
    key: 'town hall',
    title: 'Presentation with 50 participants',
    at: utc('2026-10-20T16:00:00Z'),
    type: 'video',
    mode: 'presenter',
    initiator: 'ceo-marguerite',
    receiver: 'all-hands-2026-10',
    receiverType: 'group',
    starts: 0,
    ends,
    stays: [joined('ceo-marguerite', 'studio', 1, ends, { name: 'Marguerite Dubois' }), ...audience],
  });
}
