import { mediaSeconds, oddityWord } from '../../src/core/call/index.ts';
import type { Call } from '../../src/core/call/model.ts';
import type { Meeting } from '../../src/core/story/timeline/model.ts';
import { lengthText } from '../../src/core/story/timeline/index.ts';
import { formatDuration, formatWindow, visibleText } from '../../src/core/text/index.ts';
import type { ListedAttempt } from '../../src/core/lookUp/model.ts';
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
function wordsOfNone(
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
function mediaItem({ t, time, send }: Page, { id, label, window, url, linkLabel }: Media): HTMLElement {
  const { startedAt, endedAt } = window;
  const seconds = mediaSeconds(window);
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

interface ListTexts {
  /** What is said when there are no items. */
  readonly none: string;
  /** By default the number of items. */
  readonly count?: number | string;
  /** What follows the list. */
  readonly after?: HTMLElement | undefined;
}

/** A section with a list, or a word on why there is none. */
function listed(
  t: Page['t'],
  id: string,
  title: string,
  items: readonly HTMLElement[],
  { none, count = items.length, after }: ListTexts,
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

/** The transcripts, newest first: those of the answer until more are asked for. */
export function transcripts(page: Page, call: Call): HTMLElement {
  const { t, view } = page;
  const { items: all, total, state } = view.transcripts;
  // Who asked for all of them was told, unless the call announces what is not there yet.
  const none = wordsOfNone(call.hasTranscription ?? (state === 'ready' ? false : undefined), t, {
    announced: t('A transcript is announced and not there yet.'),
    none: t('No transcript.'),
  });
  const drawn = all.map((transcript, index) => {
    const { roomName } = transcript;
    return mediaItem(page, {
      id: `transcript-${index}`,
      // The room is the session, mostly, and then its name tells nothing.
      label:
        roomName === undefined || roomName === call.sessionId
          ? t('Transcript {0}', index + 1)
          : visibleText(roomName, 120),
      window: transcript,
      url: transcript.url,
      linkLabel: t('Open transcript {0}', index + 1),
    });
  });
  const count = total !== undefined && total > all.length ? t('{0} of {1}', all.length, total) : all.length;
  return listed(t, 'transcripts', t('Transcripts'), drawn, {
    none,
    count,
    after: paging(page, all.length),
  });
}

/** What leads to further transcripts, where there may be some. */
function paging({ view, t, send }: Page, shown: number): HTMLElement | undefined {
  const { state, more, failure } = view.transcripts;
  const load = (label: string, isLoading = false) =>
    button('load-transcripts', label, () => (isLoading ? undefined : send({ type: 'loadTranscripts' })), {
      'aria-disabled': String(isLoading),
    });
  switch (state) {
    case 'notAsked':
      return more ? pagingLine(load(t('Load all transcripts'))) : undefined;
    case 'loading':
      return pagingLine(load(t('Loading transcripts…'), true));
    case 'ready':
      if (!more) return undefined;
      return pagingLine(load(shown === 0 ? t('Load transcripts again') : t('Load more transcripts')));
    case 'failed':
      return pagingLine(
        element('span', {}, failure ?? t('The transcripts could not be loaded.')),
        load(t('Load transcripts again')),
      );
  }
}

function pagingLine(...children: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: 'paging' }, ...children);
}

/** An answer made to be bad can name a meeting for every participant. */
const MOST_MEETINGS = 50;

/** When each meeting of the session was, and how many were in it; undefined when there was only one. */
export function meetings({ time, t }: Page, all: readonly Meeting[]): HTMLElement | undefined {
  if (all.length === 0) return undefined;
  const { shown, beyond } = capped(all, MOST_MEETINGS);
  const items = shown.map((meeting, index) => {
    const { from, to, uids, isCertain } = meeting;
    const people = uids.length === 1 ? t('1 person') : t('{0} people', uids.length);
    const length = lengthText(meeting, isCertain ? 'exact' : 'atLeast', t);
    const words = [time.range(from, to), ...(length === undefined ? [] : [length]), people];
    return element(
      'li',
      {},
      element('span', { class: 'name' }, t('Meeting {0}', index + 1)),
      element('span', {}, words.join(' · ')),
    );
  });
  return element(
    'section',
    {},
    counted('meetings', t('Meetings of this session'), all.length),
    element('ul', { 'aria-labelledby': 'meetings' }, ...items),
    beyond > 0 && element('p', { class: 'empty' }, t('and {0} more', beyond)),
  );
}

/** Other calls between the same parties, once the reader has asked for them. */
export function attempts(page: Page, call: Call): HTMLElement {
  const { t, send } = page;
  const { state, sentence, items, lookedAt, failure } = page.view.attempts;
  const isLoading = state === 'loading';
  const { shown, beyond } = capped(items, MOST);
  const again = state === 'notAsked' ? t('Look for other attempts') : t('Look again');
  const look = button(
    'find-attempts',
    isLoading ? t('Looking for other attempts…') : again,
    () => (isLoading ? undefined : send({ type: 'findAttempts' })),
    // Pressed, it keeps the focus, and so whoever listens is told what was found.
    { 'aria-disabled': String(isLoading), 'aria-describedby': 'attempts-found' },
  );
  return element(
    'section',
    { class: 'attempts' },
    counted('attempts', t('Other calls between the same parties'), Math.max(0, items.length - 1)),
    element(
      'div',
      { id: 'attempts-found' },
      sentence !== undefined && element('p', {}, sentence),
      failure !== undefined && element('p', {}, failure),
    ),
    shown.length > 0 &&
      element(
        'ul',
        { 'aria-labelledby': 'attempts' },
        ...shown.map((item, index) => attemptItem(page, call, item, index)),
      ),
    beyond > 0 && element('p', { class: 'empty' }, t('and {0} more', beyond)),
    element(
      'div',
      { class: 'paging' },
      look,
      lookedAt !== undefined && element('span', { class: 'empty' }, lookedAt),
    ),
  );
}

function attemptItem({ t, time, send }: Page, call: Call, item: ListedAttempt, index: number): HTMLElement {
  const { at, offset, outcome, isThis, sessionId } = item;
  const when = at === undefined ? t('time unknown') : time.dateTime(at);
  const open = () => send({ type: 'openCall', sessionId });
  return element(
    'li',
    isThis ? { 'aria-current': 'true' } : {},
    // Of another meeting of this session, Get Call would tell no more than of this one.
    sessionId === call.sessionId
      ? element('span', {}, when)
      : button(`attempt-${index}`, when, open, {
          class: 'link',
          'aria-label': t('Open the call of {0}', when),
        }),
    offset !== undefined && element('span', { class: 'age' }, offset),
    element('span', {}, outcome),
  );
}
