/** A server's list of calls as long as asked for, the same every time: sent as text, page by page. */
import { clock, hex40, uuid, v1Id } from '../../src/sandbox/samples/build.ts';
import type { Page } from '../../src/core/call/model.ts';

/** When the newest call was, in Unix seconds. */
export const NEWEST = 1_790_000_000;
/** From one call to the next older one, in seconds: 10,000 calls are twelve days. */
const APART = 104;
const STATUSES = ['ended', 'ended', 'ended', 'unanswered', 'rejected'];

/** A page of the list; each call is read from text of its own, as from an answer, so nothing of it is shared. */
export function pageOf(calls: number, page: number, perPage: number): Page {
  const first = (page - 1) * perPage;
  const indices = Array.from({ length: Math.max(0, Math.min(perPage, calls - first)) }, (_, n) => first + n);
  return {
    items: indices.map((index): unknown => JSON.parse(JSON.stringify(callAt(index)))),
    total: calls,
    currentPage: page,
    totalPages: Math.ceil(calls / perPage),
  };
}

function callAt(index: number) {
  const at = NEWEST - index * APART;
  const status = STATUSES[index % STATUSES.length] ?? 'ended';
  const seconds = status === 'ended' ? 40 + (index % 900) : 0;
  const people = [`user-${index % 800}`, `agent-${index % 37}`];
  const taken = status === 'ended' && {
    startedAt: at + 6,
    endedAt: at + 6 + seconds,
    mid: uuid(`m${index}`),
  };
  return {
    sessionId: v1Id(`bench ${index}`, at),
    totalAudioMinutes: seconds / 60,
    totalVideoMinutes: 0,
    totalDuration: clock(seconds),
    metaData: [],
    hasRecording: index % 20 === 0,
    initiatedAt: at,
    initiator: { uid: people[0], name: `Customer ${index % 800}` },
    mode: 'call',
    receiver: { uid: people[1], name: `Agent ${index % 37}` },
    receiverType: 'user',
    status,
    tags: [],
    totalDurationInMinutes: seconds / 60,
    totalParticipants: 2,
    type: index % 3 === 0 ? 'video' : 'audio',
    ...taken,
    participants: people.map((uid, person) => ({
      uid,
      totalAudioMinutes: seconds / 60,
      totalVideoMinutes: 0,
      totalDuration: seconds / 60,
      deviceId: `${uuid(`${uid} device`)}@rtc.example.com/${hex40(`${index} ${person}`).slice(0, 8)}`,
      isJoined: status === 'ended',
      ...(status === 'ended' && {
        joinedAt: at + 6 + person,
        leftAt: at + 6 + seconds,
        mid: uuid(`m${index}`),
      }),
      state: status,
    })),
  };
}
