import type { Call } from '../../src/core/call/model.ts';
import type { ToldFinding } from '../../src/core/story/index.ts';
import { attempts } from './attempts.ts';
import { element } from './dom.ts';
import { facts } from './facts.ts';
import { findings, settleFindings } from './findings.ts';
import { header } from './header.ts';
import { oddities, recordings } from './lists.ts';
import { meetings } from './meetings.ts';
import type { Page } from './page.ts';
import { participants } from './participants.ts';
import { stateOf } from './state.ts';
import { timeline, timelineIn } from './timeline.ts';
import { transcripts } from './transcripts.ts';

/** Draws the whole page into its root. */
export function draw(root: HTMLElement, page: Page): void {
  const { call, state } = page.view;
  const found = page.view.story?.findings ?? [];
  root.setAttribute('aria-busy', String(state === 'loading'));
  root.replaceChildren(
    header(page),
    ...stateOf(page),
    ...(call ? story(page, call, found) : [facts(page)]).filter((part) => part !== undefined),
  );
  settleFindings(root, found);
}

/** The call's story, from what matters most to what is only there to prove it. */
function story(page: Page, call: Call, found: readonly ToldFinding[]): readonly (HTMLElement | undefined)[] {
  const { t } = page;
  // Worked out once, so that every part numbers the meetings alike.
  const time = timelineIn(page, call);
  const sessions = time?.meetings ?? [];
  return [
    time && timeline(page, time),
    element('div', { class: 'evidence' }, findings(page, call, found), facts(page)),
    meetings(page, sessions),
    participants({ page, call, findings: found, meetings: sessions }),
    element('div', { class: 'media' }, recordings(page, call), transcripts(page, call)),
    attempts(page, call),
    ...oddities(page, call),
    // What the API cannot know is said once, here.
    element('footer', {}, t('The Calls API does not report network quality, mutes or who hung up.')),
  ];
}
