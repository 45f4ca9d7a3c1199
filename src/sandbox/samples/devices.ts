import type { SampleCall } from '../types.ts';
import { buildCall, joined, utc } from './build.ts';

/** One person more than once: after one another (a rejoin), and at the same time (two devices). */
export const deviceCalls: readonly SampleCall[] = [
  buildCall({
    key: 'lost network',
    title: 'Rejoined: the customer dropped out for two minutes',
    at: utc('2026-10-08T10:17:22Z'),
    type: 'video',
    initiator: 'advisor-nils',
    receiver: 'customer-2046',
    receiverType: 'user',
    starts: 13,
    ends: 1120,
    stays: [
      joined('customer-2046', 'android', 529, 1120),
      joined('customer-2046', 'android', 16, 407),
      joined('advisor-nils', 'desk', 14, 1120),
    ],
  }),
  buildCall({
    key: 'phone and laptop',
    title: 'Two devices: on the phone, then on the laptop as well',
    at: utc('2026-10-14T17:30:41Z'),
    type: 'video',
    initiator: 'broker-hugo',
    receiver: 'client-aiko',
    receiverType: 'user',
    starts: 18,
    ends: 936,
    stays: [
      joined('client-aiko', 'iphone', 20, 341),
      joined('client-aiko', 'macbook', 302, 936),
      joined('broker-hugo', 'desk', 19, 934),
    ],
  }),
];
