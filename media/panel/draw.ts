import type { Call } from '../../src/core/call.ts';
import { describeSessionId } from '../../src/core/describeSessionId.ts';
import { displayName } from '../../src/core/facts.ts';
import { visibleText } from '../../src/core/format/visibleText.ts';
import { parseSessionId } from '../../src/core/sessionId.ts';
import { verdictOf } from '../../src/core/verdict.ts';
import { modeWord, statusWord, typeWord } from '../../src/core/words.ts';
import { actions, fetchedAt } from './actions.ts';
import { button, element, isolated } from './dom.ts';
import { facts } from './facts.ts';
import { oddities, recordings, transcripts } from './lists.ts';
import type { Page } from './page.ts';
import { participants } from './participants.ts';

/** Draws the whole page into its root. */
export function draw(root: HTMLElement, page: Page): void {
  const { view } = page;
  root.setAttribute('aria-busy', String(view.state === 'loading'));
  root.replaceChildren(header(page), ...stateOf(page), ...(view.call ? story(page, view.call) : []));
}

/** What to tell those who do not see the page: what is going on, how the call went, or what went wrong. */
export function announcementOf({ view, t }: Pick<Page, 'view' | 't'>): string {
  switch (view.state) {
    case 'loading':
      return t('Looking up…');
    case 'failed':
      return view.failure?.message ?? '';
    case 'gone':
      return t('This call is no longer in the list of look-ups.');
    case 'ready':
      return view.call ? verdict(view, view.call, t) : '';
  }
}

function verdict(view: Page['view'], call: Call, t: Page['t']): string {
  return verdictOf(call, view.fetchedAt ?? Date.now(), t);
}

function header(page: Page): HTMLElement {
  const { view, t } = page;
  const { call } = view;
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'title' },
      element('h1', {}, ...(call ? partiesIn(call, t) : [t('Call')])),
      actions(page),
    ),
    call && element('p', { class: 'verdict' }, verdict(view, call, t)),
    element(
      'p',
      { class: 'meta' },
      ...metaOf(page),
      view.fetchedAt === undefined ? undefined : fetchedAt(page, view.fetchedAt),
    ),
    sessionId(page),
  );
}

/** Who called whom, each name with a direction of its own: else two names from right to left would change places. */
function partiesIn({ initiator, receiver }: Call, t: Page['t']): readonly (Node | string)[] {
  const names = [initiator, receiver]
    .filter((party) => party !== undefined)
    .map((party) => isolated(visibleText(displayName(party), 120)));
  return names.length === 0
    ? [t('Call')]
    : names.flatMap((name, index) => (index === 0 ? [name] : [' → ', name]));
}

function metaOf({ view, t }: Page): readonly Node[] {
  const { call } = view;
  const app = [
    view.connectionName,
    view.region,
    view.appId === undefined ? undefined : t('app {0}', view.appId),
  ];
  const words = [
    ...(call ? [typeWord(call.type, t), modeWord(call, t)] : []),
    ...app,
    view.onBehalfOf === undefined ? undefined : t('as user {0}', visibleText(view.onBehalfOf, 80)),
  ].filter((word) => word !== undefined && word !== '');
  const status = call && element('span', { class: `status ${call.status}` }, statusWord(call, t));
  return [...(status ? [status] : []), ...words.map((word) => isolated(visibleText(word ?? '', 120)))];
}

function sessionId({ view, t, time, send }: Page): HTMLElement {
  const session = parseSessionId(view.sessionId);
  return element(
    'p',
    { class: 'session' },
    element(
      'code',
      { title: describeSessionId(session, Date.now(), time, t) },
      isolated(visibleText(view.sessionId, 520)),
    ),
    button('copy', t('Copy'), () => send({ type: 'copySessionId' }), { 'aria-label': t('Copy session id') }),
  );
}

/** What stands in the way of the story, or beside it: loading, failed, gone. */
function stateOf({ view, t, send }: Page): readonly HTMLElement[] {
  switch (view.state) {
    case 'ready':
      return [];
    case 'loading':
      return [
        element(
          'section',
          { class: 'state', 'aria-label': t('State') },
          element('p', {}, t('Looking up…')),
          button('cancel', t('Cancel'), () => send({ type: 'cancel' })),
        ),
      ];
    case 'failed':
      return [
        element(
          'section',
          { class: 'state failed', 'aria-label': t('State') },
          element('p', {}, view.failure?.message ?? ''),
          ...(view.failure?.fixes ?? []).map(({ fix, label }) =>
            button(`fix-${fix}`, label, () => send({ type: 'fix', fix })),
          ),
        ),
      ];
    case 'gone':
      return [
        element(
          'section',
          { class: 'state', 'aria-label': t('State') },
          element('p', {}, t('This call is no longer in the list of look-ups.')),
          button('look-up-again', t('Look Up Again'), () => send({ type: 'refresh' })),
        ),
      ];
  }
}

function story(page: Page, call: Call): readonly HTMLElement[] {
  const { t } = page;
  return [
    facts(page, call),
    participants(page, call),
    recordings(page, call),
    transcripts(page, call),
    ...oddities(page, call),
    element('footer', {}, t('The Calls API does not report network quality, mutes or who hung up.')),
  ];
}
