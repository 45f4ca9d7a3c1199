import { fetchedAt, refreshesAt, watch } from './live.ts';
import { displayName, modeWord, statusWord, typeWord } from '../../src/core/call/index.ts';
import type { Call } from '../../src/core/call/model.ts';
import { visibleText } from '../../src/core/text/index.ts';
import { actions } from './actions.ts';
import { button, element, isolated, sentenceOf, severityIcon, withNodes } from './dom.ts';
import { chips } from './findings.ts';
import { isFetchedAgain, type Page } from './page.ts';

/** Who called whom, how it went, from where and when this is known, and the session id. */
export function header(page: Page): HTMLElement {
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
    view.story && element('p', { class: 'verdict' }, ...sentenceOf(view.story.verdict)),
    fromLog(page),
    chips(page),
    logLine(page),
    element('p', { class: 'meta' }, ...metaOf(page)),
    element(
      'div',
      { class: 'session' },
      sessionId(page),
      // What changes by itself stands in a line of its own, and moves nothing.
      element('p', { class: 'meta ages' }, ...agesOf(page), ...watch(page)),
    ),
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

/** What a call was put together from, where it is no answer, and what that is worth. */
function fromLog({ view: { fromLog: found }, t }: Page): HTMLElement | undefined {
  if (!found?.isShown) return undefined;
  const { count, log } = found;
  const made =
    count === 1
      ? t('Put together from 1 webhook event of {0}.', '{0}')
      : t('Put together from {0} webhook events of {1}.', count, '{0}');
  return element(
    'p',
    { class: 'from-log' },
    severityIcon('notice'),
    element(
      'span',
      {},
      ...withNodes(made, isolated(log)),
      ' ',
      t('Anyone who writes to this log can have written them.'),
    ),
  );
}

function metaOf({ view, t }: Page): readonly Node[] {
  const { call, connectionName, region } = view;
  const words = [
    ...(call ? [typeWord(call.type, t), modeWord(call, t)] : []),
    connectionName === undefined || region === undefined || region === ''
      ? (connectionName ?? region)
      : t('{0} ({1})', visibleText(connectionName, 80), region),
    view.appId === undefined ? undefined : t('app {0}', view.appId),
    view.onBehalfOf === undefined ? undefined : t('as user {0}', visibleText(view.onBehalfOf, 80)),
  ].filter((word) => word !== undefined && word !== '');
  const status = call && element('span', { class: `status ${call.status}` }, statusWord(call, t));
  return [...(status ? [status] : []), ...words.map((word) => isolated(visibleText(word ?? '', 120)))];
}

function agesOf(page: Page): readonly Node[] {
  const { view, t, send } = page;
  const { nextAt } = view.live;
  const age = view.fetchedAt === undefined ? [] : [fetchedAt(page, view.fetchedAt)];
  if (isFetchedAgain(view)) {
    const cancel = button('cancel', t('Cancel'), () => send({ type: 'cancel' }), { class: 'link' });
    return [...age, element('span', { class: 'age' }, t('refreshing…')), cancel];
  }
  return nextAt === undefined || view.state === 'loading' ? age : [...age, refreshesAt(page, nextAt)];
}

function sessionId({ view, t, send }: Page): HTMLElement {
  return element(
    'p',
    { class: 'id' },
    element('code', {}, isolated(visibleText(view.sessionId, 520))),
    button('copy', t('Copy'), () => send({ type: 'copySessionId' }), { 'aria-label': t('Copy session id') }),
  );
}

/** Which line of a log the call was opened from, and where that line stands in it. */
function logLine({ view, t, time, send }: Page): HTMLElement | undefined {
  const { logLine: line, story } = view;
  if (!line) return undefined;
  const place = isolated(visibleText(line.place, 200));
  const moment = story?.moment;
  const words =
    moment === undefined
      ? withNodes(t('Opened from {0}', '{0}'), place)
      : withNodes(t('Opened from {0}: {1}', '{0}', '{1}'), place, element('span', {}, ...sentenceOf(moment)));
  return element(
    'p',
    { class: 'log-line' },
    element('span', { title: time.dateTime(line.instant) }, ...words),
    button('go-to-log-line', t('Go to Line'), () => send({ type: 'goToLogLine' })),
  );
}
