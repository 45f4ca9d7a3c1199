import './timeline.css';
import type { Call } from '../../src/core/call.ts';
import { timelineOf } from '../../src/core/timeline.ts';
import { element } from './dom.ts';
import type { Page } from './page.ts';
import { chart } from './timeline/chart.ts';
import { textEquivalent } from './timeline/text.ts';

/** The call as a picture of time, with the same as text below; undefined when the answer has no time at all. */
export function timeline(page: Page, call: Call): HTMLElement | undefined {
  const { view } = page;
  const { items } = view.transcripts;
  // What was paged in has those of the answer too, which are the newest.
  const transcripts = items.length > call.transcripts.length ? items : call.transcripts;
  const story = timelineOf({ ...call, transcripts }, view.fetchedAt ?? Date.now());
  if (!story) return undefined;
  return element('section', { class: 'timeline' }, ...chart(page, story), textEquivalent(page, story));
}
