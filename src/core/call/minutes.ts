/** Which minutes of audio and video are told: one rule, wherever they are. */
import type { Call } from './model.ts';

/** In seconds; undefined where there is nothing to tell. */
export type Minutes = Pick<Call, 'audioSeconds' | 'videoSeconds'>;

/**
 * What to tell of a call's minutes, or of a stay's: whatever the answer has, also where that is zero. Of a call that
 * is to have no video, and in which nobody had any, the server says so at every stay, and nothing is told of video.
 */
export function minutesTeller({ type, videoSeconds, participants }: Call): (of: Minutes) => Minutes {
  const hasVideo =
    type === 'video' || [{ videoSeconds }, ...participants].some((each) => (each.videoSeconds ?? 0) > 0);
  return (of) => ({ audioSeconds: of.audioSeconds, videoSeconds: hasVideo ? of.videoSeconds : undefined });
}
