import type { Call } from '../../../src/core/call/model.ts';
import type { Timeline } from '../../../src/core/story/timeline/model.ts';
import { timelineOf, webhookTimelineOf } from '../../../src/core/story/timeline/index.ts';
import { element } from '../dom.ts';
import { asOf, isAnswered, type Page } from '../page.ts';
import { timelineChart } from './chart.ts';
import { logs } from '../logs.ts';
import { textEquivalent } from './text.ts';
import './timeline.css';

export { noTimeline } from './text.ts';

/** The timeline that all of the page tells from; undefined when the answer has no time at all. */
export function timelineIn({ view }: Page, call: Call): Timeline | undefined {
  if (view.fromLog?.isShown) return webhookTimelineOf(call);
  const { items: transcripts } = view.transcripts;
  return timelineOf({ ...call, transcripts }, asOf(view));
}

/** The call as a picture of time, with the same as text below. */
export function timeline(page: Page, story: Timeline): HTMLElement {
  const told = page.view.story?.timeline;
  return element(
    'section',
    { class: 'timeline' },
    ...timelineChart(page, story),
    told && textEquivalent(page, told),
    isAnswered(page.view) && logs(page),
  );
}
