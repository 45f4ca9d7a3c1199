import type { SampleCall } from '../types.ts';
import { buildCall, hex40, joined, utc } from './build.ts';

/** Ordinary calls in the other shapes the API has answered with, over the years and from its parts. */
export const variantCalls: readonly SampleCall[] = [legacy(), withObjects(), newerFields(), otherScripts()];

/** An id of the older SDKs, and an answer from before meetings, states and `totalDurationInMinutes`. */
function legacy(): SampleCall {
  const at = utc('2026-03-03T12:45:27Z');
  return buildCall({
    key: 'old app',
    title: 'Legacy session id, from an older SDK',
    at,
    sessionId: `${at}${hex40('old app')}`,
    type: 'audio',
    initiator: 'doctor_1',
    receiver: 'user_42',
    receiverType: 'user',
    starts: 9,
    ends: 164,
    stays: [joined('user_42', 'android', 10, 164), joined('doctor_1', 'android', 9, 162)],
    more: { mid: undefined, totalDurationInMinutes: undefined },
    reshape: ({ mid: _mid, state: _state, ...participant }) => participant,
  });
}

/** Who called and who was called as objects, and again under `data.entities`. */
function withObjects(): SampleCall {
  const host = person('host-emilia', 'Emilia Larsson');
  const guest = person('guest-7781', 'David Adeyemi');
  return buildCall({
    key: 'viewing',
    title: 'Parties with names and pictures',
    at: utc('2026-10-16T08:05:33Z'),
    type: 'video',
    initiator: host,
    receiver: guest,
    receiverType: 'user',
    starts: 12,
    ends: 787,
    stays: [joined('guest-7781', 'iphone', 15, 785, guest), joined('host-emilia', 'macbook', 13, 787, host)],
    more: {
      metaData: { listing: 'apt-2204', source: 'calendar' },
      tags: ['viewing', 'vip'],
      data: {
        entities: {
          initiator: { entity: host, entityType: 'user' },
          receiver: { entity: guest, entityType: 'user' },
        },
      },
    },
  });
}

function person(uid: string, name: string) {
  return { uid, name, avatar: `https://avatars.example.com/${uid}.png` };
}

/** As newer answers and the SDK's types have it: `hasJoined`, and minutes under `totalDurationInMinutes` only. */
function newerFields(): SampleCall {
  return buildCall({
    key: 'coaching',
    title: 'Newer field names, as the SDK has them',
    at: utc('2026-10-27T18:15:00Z'),
    type: 'audio',
    initiator: 'coach-bea',
    receiver: 'member-415',
    receiverType: 'user',
    starts: 5,
    ends: 1322,
    stays: [
      joined('member-415', 'pixel', 7, 1322, { name: 'Samir Haddad' }),
      joined('coach-bea', 'ipad', 6, 1320, { name: 'Bea Fontaine' }),
    ],
    more: { totalDuration: undefined, hasTranscription: false },
    reshape: ({ isJoined, totalDuration, ...participant }) => ({
      ...participant,
      hasJoined: isJoined,
      totalDurationInMinutes: totalDuration,
    }),
  });
}

/** Names in scripts that run right to left, and in such as need fonts of their own. */
function otherScripts(): SampleCall {
  return buildCall({
    key: 'family call',
    title: 'Names in Hebrew, Arabic, Chinese and Hindi',
    at: utc('2026-10-24T19:03:18Z'),
    type: 'video',
    initiator: 'user-2207',
    receiver: 'family-cohen',
    receiverType: 'group',
    starts: 10,
    ends: 1874,
    stays: [
      joined('user-2207', 'iphone', 11, 1874, { name: 'ליאור כהן' }),
      joined('user-3391', 'android', 19, 1866, { name: 'نور الهدى المصري' }),
      joined('user-4810', 'ipad', 27, 1874, { name: '王小明' }),
      joined('user-5026', 'android', 73, 1851, { name: 'अनन्या शर्मा' }),
    ],
  });
}
