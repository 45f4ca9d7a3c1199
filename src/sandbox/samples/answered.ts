import type { SampleCall } from '../types.ts';
import { absent, buildCall, joined, utc } from './build.ts';

/** Calls that were answered, as most are: between two people, and in groups. */
export const answeredCalls: readonly SampleCall[] = [
  // The customer picks up at the fourth attempt; the three before it are among the unanswered calls.
  buildCall({
    key: 'billing question',
    title: 'Audio call, answered at the fourth attempt',
    at: utc('2026-09-14T08:31:10Z'),
    type: 'audio',
    initiator: 'agent-lena',
    receiver: 'customer-5531',
    receiverType: 'user',
    starts: 9,
    ends: 411,
    stays: [
      joined('customer-5531', 'iphone', 11, 409, { name: 'Marco Bianchi' }),
      joined('agent-lena', 'desk', 10, 411, { name: 'Lena Hoffmann' }),
    ],
    more: { hasTranscription: false },
  }),
  buildCall({
    key: 'consultation',
    title: 'Video consultation, 47 minutes',
    at: utc('2026-09-22T13:00:05Z'),
    type: 'video',
    initiator: 'dr-amara-okafor',
    receiver: 'patient-10482',
    receiverType: 'user',
    starts: 21,
    ends: 2858,
    stays: [
      joined('patient-10482', 'ipad', 24, 2858, { cameraOff: 720 }),
      joined('dr-amara-okafor', 'clinic-pc', 22, 2855),
    ],
    more: { metaData: { appointmentId: 'APT-88213' } },
  }),
  buildCall({
    key: 'incident bridge',
    title: 'Group video call: one joined late, one left early, one never came',
    at: utc('2026-09-17T21:42:16Z'),
    type: 'video',
    initiator: 'oncall-mateo',
    receiver: 'grp-incident-0917',
    receiverType: 'group',
    starts: 6,
    ends: 2301,
    stays: [
      joined('oncall-mateo', 'laptop', 6, 2301),
      joined('sre-ingrid', 'laptop', 14, 2296),
      joined('dba-chen', 'android', 31, 402),
      joined('lead-olivia', 'iphone', 694, 2301),
      absent('vendor-support', 'unanswered'),
    ],
    more: { tags: ['incident', 'sev2'] },
  }),
];
