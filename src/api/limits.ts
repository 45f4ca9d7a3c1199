/** What a request may cost: times in milliseconds, sizes in bytes. */

/** Until a connection stands, its TLS handshake included; also until a proxy has opened a tunnel. */
export const CONNECT_MS = 10_000;

/** The longest silence in the middle of a body. */
export const BODY_SILENCE_MS = 15_000;

/** The largest call that is read: of the largest the Calls API allows, 50 participants, the answer is under 100 kB. */
export const MAX_CALL_BYTES = 1_000_000;

/** The largest page of a list that is read: a hundred of those. */
export const MAX_PAGE_BYTES = 10_000_000;

/** The largest body read from an answer that is an error; beyond this the status alone must do. */
export const MAX_ERROR_BYTES = 64 * 1024;

/** How often a request is sent again after a failure that may pass. */
export const MAX_RETRIES = 2;

/** The first back-off, before jitter; each further one is twice as long. */
export const BACK_OFF_MS = 300;

/** A server that asks for a longer pause than this is not waited for: the user is told when to come back. */
export const LONGEST_PAUSE_MS = 3000;

/** For the secret store, which may be asking the user to unlock a keyring. */
export const CREDENTIALS_MS = 60_000;

/** For the editor's proxy resolution; then the request goes out directly. */
export const SYSTEM_PROXY_MS = 5000;
