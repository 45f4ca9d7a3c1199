import type { Call } from '../../src/core/call.ts';
import { visibleText } from '../../src/core/format/visibleText.ts';
import { button, element } from './dom.ts';
import { listed, mediaItem, wordsOfNone } from './lists.ts';
import type { Page } from './page.ts';

/** An answer has at most this many: with fewer, there are no others. */
const IN_ANSWER = 5;

/** The transcripts, newest first: those of the answer until more are asked for. */
export function transcripts(page: Page, call: Call): HTMLElement {
  const { t, view } = page;
  const { items: all, total, state } = view.transcripts;
  // Who asked for all of them was told.
  const none = wordsOfNone(state === 'ready' ? false : call.hasTranscription, t, {
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
    after: paging(page, call, all.length),
  });
}

/** What leads to further transcripts, where there may be some. */
function paging({ view, t, send }: Page, call: Call, shown: number): HTMLElement | undefined {
  const { state, more, failure } = view.transcripts;
  const load = (label: string, isLoading = false) =>
    button('load-transcripts', label, () => (isLoading ? undefined : send({ type: 'loadTranscripts' })), {
      'aria-disabled': String(isLoading),
    });
  switch (state) {
    case 'notAsked':
      return shown >= IN_ANSWER || (shown === 0 && call.hasTranscription === true)
        ? line(load(t('Load all transcripts')))
        : undefined;
    case 'loading':
      return line(load(t('Loading transcripts…'), true));
    case 'ready':
      return more ? line(load(t('Load more transcripts'))) : undefined;
    case 'failed':
      return line(
        element('span', {}, failure ?? t('The transcripts could not be loaded.')),
        load(t('Load transcripts again')),
      );
  }
}

function line(...children: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: 'paging' }, ...children);
}
