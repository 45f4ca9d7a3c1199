import type { Call } from '../../../src/core/call/model.ts';
import type { Timeline } from '../../../src/core/story/timeline/model.ts';
import { timelineOf } from '../../../src/core/story/timeline/index.ts';
import { element } from '../dom.ts';
import { asOf, type Page } from '../page.ts';
import { timelineChart } from './chart.ts';
import { logs } from '../logs.ts';
import { textEquivalent } from './text.ts';
import './timeline.css';

/** The timeline that all of the page tells from; undefined when the answer has no time at all. */
export function timelineIn({ view }: Page, call: Call): Timeline | undefined {
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
    logs(page),
  );
}
