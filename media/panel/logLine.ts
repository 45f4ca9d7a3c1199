import { visibleText } from '../../src/core/text/visibleText.ts';
import { button, element, isolated, sentenceOf, withNodes } from './dom.ts';
import type { Page } from './page.ts';

/** Which line of a log the call was opened from, and where that line stands in it. */
export function logLine({ view, t, time, send }: Page): HTMLElement | undefined {
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
