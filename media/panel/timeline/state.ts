/** What the reader did to a timeline, which a redraw must not undo. */
export interface ChartState {
  zoom: number;
  /** The id of the bar that Tab comes to. */
  current: string | undefined;
  /** Whether the timeline is open as text. */
  isTextOpen: boolean;
}

const states = new Map<string, ChartState>();

/** The state of a call's timeline, as long as the page lives. */
export function stateOf(sessionId: string): ChartState {
  const state = states.get(sessionId) ?? { zoom: 1, current: undefined, isTextOpen: false };
  states.set(sessionId, state);
  return state;
}
