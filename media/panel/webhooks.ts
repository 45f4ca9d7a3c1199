/** What webhook events in logs tell beside the call: evidence, and never more than that. */
import type { Call } from '../../src/core/call/model.ts';
import type { PanelWebhooks } from '../../src/shared/index.ts';
import {
  beyond,
  button,
  element,
  isolated,
  sentenceOf,
  severityIcon,
  severitySentence,
  withNodes,
} from './dom.ts';
import { lineLink, rove } from './moments.ts';
import type { Page } from './page.ts';
import { type Clock, clockOf } from './when.ts';

/** A log made to be bad can have more than a page should hold. */
const MOST = 200;

/** A section for each log that has webhook events of the call. */
export function webhooks(page: Page, call: Call): readonly HTMLElement[] {
  const clock = clockOf(call, page.time);
  return page.view.webhooks.map((one, index) => sectionOf(page, clock, one, index));
}

function sectionOf(page: Page, clock: Clock, one: PanelWebhooks, index: number): HTMLElement {
  const { t, view } = page;
  const { uri, log, lines, findings } = one;
  const id = `webhooks-${index}`;
  const heading =
    clock.zone === undefined
      ? t('Webhook events of {0}', '{0}')
      : t('Webhook events of {0} ({1})', '{0}', clock.zone);
  const title = element(
    'h2',
    { id, tabindex: '-1' },
    ...withNodes(heading, isolated(log)),
    ' ',
    element('span', { class: 'count' }, String(lines.length)),
  );
  const items = lines.slice(0, MOST).map(({ at, text, offset }, nth) => {
    const when = at === undefined ? t('time unknown') : clock.write(at);
    return element(
      'li',
      {},
      lineLink(page, `${id}-${nth}`, when, uri, offset),
      element('span', {}, ...sentenceOf(text)),
    );
  });
  const list = element('ul', { 'aria-labelledby': id }, ...items);
  rove(list);
  const contradictions = findings.map(({ severity, message, offset }, nth) => {
    const go = () => page.send({ type: 'goToMark', uri, offset });
    const label = t('Go to Line: {0}', message);
    return element(
      'li',
      { class: severity },
      severityIcon(severity),
      element('div', {}, severitySentence(severity, message, t)),
      button(`${id}-finding-${nth}`, t('Go to Line'), go, { class: 'link', 'aria-label': label }),
    );
  });
  return element(
    'section',
    { class: 'webhooks' },
    title,
    // Of a call that was put together from them, the head says so.
    view.fromLog?.isShown !== true &&
      element('p', { class: 'empty' }, t('Anyone who writes to this log can have written them.')),
    contradictions.length > 0 &&
      element(
        'ul',
        { class: 'findings', 'aria-label': t('Where they contradict the call') },
        ...contradictions,
      ),
    list,
    beyond(lines.length, MOST, t),
  );
}
