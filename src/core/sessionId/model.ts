/** What a session id tells by itself. */

/** What can be read from a session id without asking anyone. */
export type SessionId =
  | {
      readonly form: 'v1';
      readonly id: string;
      readonly region: string;
      readonly appId: string;
      /**
       * When the call was initiated, in milliseconds since 1970 UTC (the id holds whole seconds). Undefined for an id
       * whose last part is a name of the integrator's own.
       */
      readonly initiatedAt: number | undefined;
    }
  | {
      readonly form: 'legacy';
      readonly id: string;
      /** When the call was initiated, in milliseconds since 1970 UTC (the id holds whole seconds). */
      readonly initiatedAt: number;
    }
  | { readonly form: 'custom'; readonly id: string }
  | {
      /**
       * Names an app as a v1 id does, or begins as a legacy id does, and is not whole: log viewers cut ids short.
       * It is routed like the whole id would be, so that no other app is ever asked for it.
       */
      readonly form: 'cut';
      readonly id: string;
      readonly region: string | undefined;
      readonly appId: string | undefined;
      /** In milliseconds since 1970 UTC; absent when the cut came before the tenth digit. */
      readonly initiatedAt: number | undefined;
    };

/** Why a text cannot be a session id: `apiKey` for one that holds a key of the user's, typed in the wrong place. */
export type InvalidSessionId = 'empty' | 'tooLong' | 'controlCharacter' | 'dots' | 'apiKey';
