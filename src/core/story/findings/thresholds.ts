/** From when on a thing is worth a look. All in seconds, but for the one share. */

/**
 * The SDKs ring for 45 s unless they are told otherwise: who waits for two thirds of that has waited long, and
 * has often given up.
 */
export const LONG_RING = 30;

/**
 * Between two people, joining takes a few seconds after the answer, and leaving a few before the end. Ten are
 * more than either needs, and the other one notices.
 */
export const ONE_TO_ONE_LATE = 10;
export const ONE_TO_ONE_EARLY = 10;

/** In a group people come and go: late and early are two minutes, or of a long call a tenth of it. */
export const GROUP_LATE = 120;
export const GROUP_EARLY = 120;
export const GROUP_SHARE = 0.1;

/** A minute alone in a call is more than a short loss of network takes to mend. */
export const ALONE = 60;

/** Rooms are opened before the others come: five minutes alone in one is more than that. */
export const ALONE_IN_MEETING = 300;

/** Whoever left within the last minute may be on the way back, and the server may yet end the call. */
export const NOBODY_THERE = 60;

/** Few calls last for four hours, and many that seem to were never ended. */
export const LONG_CALL = 4 * 3600;

/** A recording is made ready after the call; an hour after its end it is late. */
export const MEDIA_READY = 3600;

/** Who records a call stops some seconds after it: a minute is more than closing a file takes. */
export const MEDIA_CLOSED = 60;

/** A camera may need some seconds to start: a shorter video call proves nothing by having no video. */
export const VIDEO_EXPECTED = 10;

/** Times are whole seconds and lengths rounded minutes: two of them agree when they are this near. */
export const ROUNDING = 2;
