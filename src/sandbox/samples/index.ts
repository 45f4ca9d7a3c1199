import type { SampleCall } from '../types.ts';
import { answeredCalls } from './answered.ts';
import { deviceCalls } from './devices.ts';
import { liveCalls } from './live.ts';
import { mediaCalls } from './media.ts';
import { meetings } from './meetings.ts';
import { seedCall } from './seed.ts';
import { unansweredCalls } from './unanswered.ts';
import { variantCalls } from './variants.ts';

/**
 * All sample calls: the API reference's own first, then from the ordinary to the odd. All but the live ones
 * have fixed times, so that what is told of them stays the same; those lie just before `now` (milliseconds).
 */
export function sampleCalls(now: number): readonly SampleCall[] {
  return [
    seedCall,
    ...answeredCalls,
    ...unansweredCalls,
    ...liveCalls(now),
    ...deviceCalls,
    ...mediaCalls,
    ...meetings,
    ...variantCalls,
  ];
}
