import type { Call } from '../../src/core/call/model.ts';
import { secondsBetween } from '../../src/core/call/facts.ts';
import { formatDuration } from '../../src/core/text/duration.ts';
import { formatWindow } from '../../src/core/text/time.ts';
import { visibleText } from '../../src/core/text/visibleText.ts';
import { oddityWord } from '../../src/core/call/words.ts';
import { button, capped, counted, element, isolated } from './dom.ts';
import type { Page } from './page.ts';

/** An answer made to be bad can list more than a page should hold. */
const MOST = 200;

/** The recordings, or what the answer says of their absence. */
export function recordings(page: Page, call: Call): HTMLElement {
  const { t } = page;
  const none = wordsOfNone(call.hasRecording, t, {
    announced: t('A recording is announced and not there yet: it may still be processed.'),
    none: t('No recording.'),
  });
  const items = call.recordings.map((recording, index) =>
    mediaItem(page, {
      id: `recording-${index}`,
      label: t('Recording {0}', index + 1),
      window: recording,
      url: recording.url,
      linkLabel: t('Open recording {0}', index + 1),
    }),
  );
  return listed(t, 'recordings', t('Recordings'), items, { none });
}

/**
 * What is said where nothing is listed: only an answer that says so means that there is none.
 * @param announced what the answer says of there being some
 */
export function wordsOfNone(
  announced: boolean | undefined,
  t: Page['t'],
  words: { readonly announced: string; readonly none: string },
): string {
  if (announced === undefined) return t('The answer does not say.');
  return announced ? words.announced : words.none;
}

interface Media {
  readonly id: string;
  readonly label: string;
  readonly window: {
    readonly startedAt: number | undefined;
    readonly endedAt: number | undefined;
    readonly durationSeconds?: number | undefined;
  };
  /** As the server sent it. */
  readonly url: string | undefined;
  readonly linkLabel: string;
}

/** A recording or transcript: what it is, when it was made, and its link. */
export function mediaItem(
  { t, time, send }: Page,
  { id, label, window, url, linkLabel }: Media,
): HTMLElement {
  const { startedAt, endedAt } = window;
  const seconds = window.durationSeconds ?? secondsBetween(startedAt, endedAt);
  const when = formatWindow(time, startedAt, endedAt);
  const parts = [when, seconds === undefined ? undefined : formatDuration(seconds, t)];
  return element(
    'li',
    {},
    isolated(label, 'name'),
    element('span', {}, parts.filter((part) => part !== undefined).join(' · ')),
    link(id, url, linkLabel, t, send),
  );
}

/** A button that opens a link outside; a link that is not `https` is shown as text. */
function link(
  id: string,
  url: string | undefined,
  label: string,
  t: Page['t'],
  send: Page['send'],
): HTMLElement | undefined {
  if (url === undefined) return undefined;
  if (URL.canParse(url) && new URL(url).protocol === 'https:') {
    return button(id, t('Open'), () => send({ type: 'openLink', url }), {
      'aria-label': label,
      title: visibleText(url, 300),
    });
  }
  return element('span', { class: 'unsafe' }, t('not an https link: '), isolated(visibleText(url, 120)));
}

interface Around {
  /** What is said when there are no items. */
  readonly none: string;
  /** By default the number of items. */
  readonly count?: number | string;
  /** What follows the list. */
  readonly after?: HTMLElement | undefined;
}

/** A section with a list, or a word on why there is none. */
export function listed(
  t: Page['t'],
  id: string,
  title: string,
  items: readonly HTMLElement[],
  { none, count = items.length, after }: Around,
): HTMLElement {
  const { shown, beyond } = capped(items, MOST);
  return element(
    'section',
    {},
    counted(id, title, count),
    items.length === 0
      ? element('p', { class: 'empty' }, none)
      : element('ul', { 'aria-labelledby': id }, ...shown),
    beyond > 0 && element('p', { class: 'empty' }, t('and {0} more', beyond)),
    after,
  );
}

/** Where the answer was not as documented. */
export function oddities({ t }: Page, call: Call): readonly HTMLElement[] {
  if (call.warnings.length === 0) return [];
  const items = call.warnings.map((warning) =>
    element(
      'li',
      {},
      element('code', {}, visibleText(warning.path, 120)),
      element('span', {}, oddityWord(warning, t)),
    ),
  );
  return [listed(t, 'oddities', t('Unexpected in the answer'), items, { none: '' })];
}
