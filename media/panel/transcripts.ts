import type { Call } from '../../src/core/call/model.ts';
import { visibleText } from '../../src/core/text/visibleText.ts';
import { button, element } from './dom.ts';
import { listed, mediaItem, wordsOfNone } from './lists.ts';
import type { Page } from './page.ts';

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
      return more ? line(load(t('Load all transcripts'))) : undefined;
    case 'loading':
      return line(load(t('Loading transcripts…'), true));
    case 'ready':
      if (!more) return undefined;
      return line(load(shown === 0 ? t('Load transcripts again') : t('Load more transcripts')));
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
