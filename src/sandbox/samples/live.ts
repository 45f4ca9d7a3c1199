import type { SampleCall } from '../types.ts';
import { absent, buildCall, joined, utc } from './build.ts';

/** Calls that have not ended: two around the given time (in milliseconds), one that was never closed. */
export function liveCalls(now: number): readonly SampleCall[] {
  const seconds = Math.floor(now / 1000);
  return [
    buildCall({
      key: 'ringing',
      title: 'Ringing now',
      at: seconds - 12,
      type: 'audio',
      status: 'initiated',
      initiator: 'driver-ana',
      receiver: 'customer-9120',
      receiverType: 'user',
      stays: [absent('customer-9120'), absent('driver-ana')],
    }),
    buildCall({
      key: 'delivery problem',
      title: 'Ongoing for seven minutes: two there, one left, one never joined',
      at: seconds - 440,
      type: 'video',
      status: 'ongoing',
      initiator: 'support-kofi',
      receiver: 'order-77812',
      receiverType: 'group',
      starts: 15,
      stays: [
        joined('support-kofi', 'desk', 15, undefined, { name: 'Kofi Mensah' }),
        joined('customer-9120', 'android', 19, undefined, { name: 'Sarah Whitfield' }),
        joined('driver-ana', 'android', 48, 231, { name: 'Ana Sousa' }),
        absent('depot-manager'),
      ],
    }),
    buildCall({
      key: 'never closed',
      title: 'Still ongoing on paper, though everyone left',
      at: utc('2026-10-12T07:05:44Z'),
      type: 'audio',
      status: 'ongoing',
      initiator: 'nurse-tania',
      receiver: 'patient-10713',
      receiverType: 'user',
      starts: 17,
      stays: [joined('patient-10713', 'android', 20, 498), joined('nurse-tania', 'ward-tablet', 18, 505)],
    }),
  ];
}
