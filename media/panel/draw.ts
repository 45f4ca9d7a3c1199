import type { Call } from '../../src/core/call/model.ts';
import type { ToldFinding } from '../../src/core/story/model.ts';
import { button, element } from './dom.ts';
import { facts } from './facts.ts';
import { findings, settleFindings } from './findings.ts';
import { header } from './header.ts';
import { attempts, meetings, oddities, recordings, transcripts } from './lists.ts';
import { isAnswered, isFetchedAgain, type Page } from './page.ts';
import { participants } from './participants.ts';
import { noTimeline, timeline, timelineIn } from './timeline/index.ts';
import { webhooks } from './webhooks.ts';

export function draw(root: HTMLElement, page: Page): void {
  const { call, state } = page.view;
  const found = page.view.story?.findings ?? [];
  root.setAttribute('aria-busy', String(state === 'loading'));
  root.replaceChildren(
    header(page),
    ...stateSections(page),
    ...(call ? (isAnswered(page.view) ? story : storyFromLog)(page, call, found) : [facts(page)]).filter(
      (part) => part !== undefined,
    ),
  );
  settleFindings(root, found);
}

/** The call's story, from what matters most to what is only there to prove it. */
function story(page: Page, call: Call, found: readonly ToldFinding[]): readonly (HTMLElement | undefined)[] {
  const { t } = page;
  // Worked out once, so that every part numbers the meetings alike.
  const time = timelineIn(page, call);
  const sessions = time?.meetings ?? [];
  const { isFirst } = page.view.attempts;
  return [
    isFirst ? attempts(page, call) : undefined,
    time ? timeline(page, time) : noTimeline(page),
    element('div', { class: 'evidence' }, findings(page, call, found), facts(page)),
    meetings(page, sessions),
    participants({ page, call, findings: found, meetings: sessions }),
    ...webhooks(page, call),
    element('div', { class: 'media' }, recordings(page, call), transcripts(page, call)),
    isFirst ? undefined : attempts(page, call),
    ...oddities(page, call),
    // What the API cannot know is said once, here.
    element('footer', {}, t('The Calls API does not report network quality, mutes or who hung up.')),
  ];
}

/** What webhook events of a log tell, and no word on what they leave out. */
function storyFromLog(page: Page, call: Call): readonly (HTMLElement | undefined)[] {
  const time = timelineIn(page, call);
  return [
    time && timeline(page, time),
    facts(page),
    participants({ page, call, findings: [], meetings: [] }),
    ...webhooks(page, call),
    call.recordings.length > 0 ? recordings(page, call) : undefined,
  ];
}

/** What stands in the way of the story, or beside it: loading, failed, gone, ended a moment ago. */
function stateSections({ view, t, send }: Page): readonly HTMLElement[] {
  // Beside a story it lies over the lower edge of the page, so that nothing moves away from who reads.
  const where = view.call ? 'banner' : '';
  const section = (kind: string, text: string, ...buttons: readonly HTMLElement[]) => [
    element(
      'section',
      { class: ['state', kind, where].join(' '), 'aria-label': t('State') },
      element('p', {}, text),
      ...buttons,
    ),
  ];
  const fromLog =
    view.fromLog && !view.fromLog.isShown
      ? [
          button('show-from-log', t('Show Call from {0}', view.fromLog.log), () =>
            send({ type: 'showFromLog' }),
          ),
        ]
      : [];
  switch (view.state) {
    case 'ready':
      return view.live.justEnded && view.call ? section('ended', t('The call has ended.')) : [];
    case 'loading':
      // A live call is fetched again and again: its header says so, and nothing on the page moves.
      if (isFetchedAgain(view)) return [];
      return section(
        '',
        t('Looking up…'),
        button('cancel', t('Cancel'), () => send({ type: 'cancel' })),
      );
    case 'failed': {
      const { message = '', fixes = [] } = view.failure ?? {};
      const buttons = fixes.map(({ fix, label }) =>
        button(`fix-${fix}`, label, () => send({ type: 'fix', fix })),
      );
      return section('failed', message, ...fromLog, ...buttons);
    }
    case 'gone': {
      if (view.logBeingRead !== undefined)
        return section('', t('Reading the webhook events of {0}', view.logBeingRead));
      const isInLog = view.fromLog?.isShown === true;
      const label = isInLog ? t('Look Up') : t('Look Up Again');
      const again = button('look-up-again', label, () => send({ type: 'refresh' }));
      const words = isInLog
        ? t('This call has not been looked up.')
        : t('This call is no longer in the list of look-ups.');
      return section('', words, ...fromLog, again);
    }
  }
}
