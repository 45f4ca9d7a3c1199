import { mediaSeconds, oddityWord } from '../../src/core/call/index.ts';
import type { Call, Recording, Transcript } from '../../src/core/call/model.ts';
import type { Meeting } from '../../src/core/story/timeline/model.ts';
import { lengthText } from '../../src/core/story/timeline/index.ts';
import { formatDuration, visibleText } from '../../src/core/text/index.ts';
import type { ListedAttempt } from '../../src/core/lookUp/model.ts';
import { beyond, button, counted, element, isolated } from './dom.ts';
import { moments, rove } from './moments.ts';
import type { Page } from './page.ts';

/** An answer made to be bad can list more than a page should hold. */
const MOST = 200;

export function recordings(page: Page, call: Call): HTMLElement {
  const { t } = page;
  const announced = t('A recording is announced and not there yet: it may still be processed.');
  const none = wordsOfNone(call.hasRecording, t, announced, t('No recording.'));
  const items = call.recordings.map((recording, index) =>
    mediaItem(
      page,
      `recording-${index}`,
      t('Recording {0}', index + 1),
      t('Open recording {0}', index + 1),
      recording,
    ),
  );
  return listed(t, 'recordings', t('Recordings'), items, { none });
}

/** What is said where nothing is listed: only an answer that says so means that there is none. */
function wordsOfNone(isAnnounced: boolean | undefined, t: Page['t'], announced: string, none: string) {
  if (isAnnounced === undefined) return t('CometChat did not report whether there are any.');
  return isAnnounced ? announced : none;
}

/** A recording or transcript: what it is, when it was made, and its link. */
function mediaItem(page: Page, id: string, label: string, linkLabel: string, media: Media): HTMLElement {
  const { t } = page;
  const { startedAt, endedAt, url } = media;
  const seconds = mediaSeconds(media);
  const when = startedAt === undefined ? [] : moments(page, id, label, startedAt, endedAt);
  const length = seconds === undefined ? [] : [formatDuration(seconds, t)];
  return element(
    'li',
    {},
    isolated(label, 'name'),
    element('span', {}, ...when, ...(when.length > 0 && length.length > 0 ? [' · '] : []), ...length),
    url === undefined ? undefined : link(page, id, url, linkLabel),
  );
}

type Media = Pick<Transcript, 'startedAt' | 'endedAt' | 'url'> & Partial<Recording>;

/** A button that opens a link outside; a link that is not `https` is shown as text. */
function link({ t, send }: Page, id: string, url: string, label: string): HTMLElement {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') {
    return button(id, t('Open'), () => send({ type: 'openLink', url }), {
      'aria-label': label,
      title: visibleText(url, 300),
    });
  }
  return element('span', { class: 'unsafe' }, t('not an https link: '), isolated(visibleText(url, 120)));
}

interface ListTexts {
  readonly none?: string;
  readonly count?: number | string;
  readonly after?: HTMLElement | undefined;
}

/** A section with a list, or a word on why there is none. */
function listed(
  t: Page['t'],
  id: string,
  title: string,
  items: readonly HTMLElement[],
  { none = '', count = items.length, after }: ListTexts = {},
): HTMLElement {
  const list = element('ul', { 'aria-labelledby': id }, ...items.slice(0, MOST));
  rove(list);
  return element(
    'section',
    {},
    counted(id, title, count),
    items.length === 0 ? element('p', { class: 'empty' }, none) : list,
    beyond(items.length, MOST, t),
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
  return [listed(t, 'oddities', t('Unexpected in the answer'), items)];
}

/** The transcripts, newest first: those of the answer until more are asked for. */
export function transcripts(page: Page, call: Call): HTMLElement {
  const { t, view } = page;
  const { items: all, total, state } = view.transcripts;
  // Who asked for all of them was told, unless the call announces what is not there yet.
  const isAnnounced = call.hasTranscription ?? (state === 'ready' ? false : undefined);
  const announced = t('A transcript is announced and not there yet.');
  const none = wordsOfNone(isAnnounced, t, announced, t('No transcript.'));
  const drawn = all.map((transcript, index) => {
    const { roomName } = transcript;
    // The room is the session, mostly, and then its name tells nothing.
    const label =
      roomName === undefined || roomName === call.sessionId
        ? t('Transcript {0}', index + 1)
        : visibleText(roomName, 120);
    return mediaItem(page, `transcript-${index}`, label, t('Open transcript {0}', index + 1), transcript);
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

function pagingLine(...children: readonly (HTMLElement | false)[]): HTMLElement {
  return element('div', { class: 'paging' }, ...children);
}

/** When each meeting of the session was, and how many were in it; undefined when there was only one. */
export function meetings(page: Page, all: readonly Meeting[]): HTMLElement | undefined {
  const { t } = page;
  if (all.length === 0) return undefined;
  const items = all.map((meeting, index) => {
    const { from, to, uids, isCertain } = meeting;
    const people = uids.length === 1 ? t('1 person') : t('{0} people', uids.length);
    const length = lengthText(meeting, isCertain ? 'exact' : 'atLeast', t);
    const words = ['', ...(length === undefined ? [] : [length]), people];
    return element(
      'li',
      {},
      element('span', { class: 'name' }, t('Meeting {0}', index + 1)),
      element(
        'span',
        {},
        ...moments(page, `meeting-${index}`, t('Meeting {0}', index + 1), from, to),
        words.join(' · '),
      ),
    );
  });
  return listed(t, 'meetings', t('Meetings of this session'), items);
}

export function attempts(page: Page, call: Call): HTMLElement {
  const { t, send } = page;
  const { state, sentence, items, lookedAt, failure } = page.view.attempts;
  const isLoading = state === 'loading';
  const shown = items.slice(0, MOST);
  const again = state === 'notAsked' ? t('Was It a Retry?') : t('Look again');
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
    beyond(items.length, MOST, t),
    pagingLine(look, lookedAt !== undefined && element('span', { class: 'empty' }, lookedAt)),
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
