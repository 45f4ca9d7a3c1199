/** A CometChat app the user can query. Its API key is elsewhere: nothing in `core` ever holds one. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly appId: string;
  /** `us`, `eu` or `in`; empty for an on-premise deployment whose region has no name. */
  readonly region: string;
  /** `https://…/v3`, or `http://` on loopback; no trailing slash. */
  readonly baseUrl: string;
  /** `derived`: CometChat's own host for the app and region. `custom`: a host the user entered. */
  readonly kind: 'derived' | 'custom' | 'sandbox';
  /** Only for the sandbox: the ids it answers for. */
  readonly sessionIds?: readonly string[];
  /**
   * When its API key was last replaced, in milliseconds since 1970 UTC: what was fetched before is not trusted. Left
   * out where nobody knows of a replacement.
   */
  readonly keyChangedAt?: number;
}

/** How the host of a connection is reached, as of now. */
export interface NetworkRoute {
  /** Host and port of the proxy in between; undefined where there is none. */
  readonly proxy?: string;
  /** Whether the proxy can be used: one of a kind that is not known is not gone around. */
  readonly isUsable: boolean;
  /** `none`: plain HTTP, which never leaves this computer. */
  readonly certificates: 'checked' | 'unchecked' | 'none';
}

/** Why a text cannot be a base URL. */
export type InvalidBaseUrl = 'notAUrl' | 'notHttps' | 'credentials' | 'query';
