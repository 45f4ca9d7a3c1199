import type { Call } from '../../src/core/call.ts';
import { formatDuration } from '../../src/core/format/duration.ts';
import { formatWindow } from '../../src/core/format/time.ts';
import { visibleText } from '../../src/core/format/visibleText.ts';
import { oddityWord } from '../../src/core/words.ts';
import { button, counted, element, isolated } from './dom.ts';
import type { Page } from './page.ts';

/** The recordings, or what the answer says of their absence. */
export function recordings(page: Page, call: Call): HTMLElement {
  const { t } = page;
  const none =
    call.hasRecording === true
      ? t('A recording is announced and not there yet: it may still be processed.')
      : t('No recording.');
  const items = call.recordings.map((recording, index) =>
    item(
      page,
      `recording-${index}`,
      t('Recording {0}', index + 1),
      recording,
      recording.url,
      t('Open recording {0}', index + 1),
    ),
  );
  return section('recordings', t('Recordings'), items, none);
}

/** The transcripts of the answer, at most the five newest, or what it says of their absence. */
export function transcripts(page: Page, call: Call): HTMLElement {
  const { t } = page;
  const none =
    call.hasTranscription === true ? t('A transcript is announced and not there yet.') : t('No transcript.');
  const items = call.transcripts.map((transcript, index) => {
    const room =
      transcript.roomName === undefined
        ? t('Transcript {0}', index + 1)
        : visibleText(transcript.roomName, 120);
    return item(
      page,
      `transcript-${index}`,
      room,
      transcript,
      transcript.url,
      t('Open transcript {0}', index + 1),
    );
  });
  return section('transcripts', t('Transcripts'), items, none);
}

interface Window {
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly durationSeconds?: number | undefined;
}

function item(
  { t, time, send }: Page,
  id: string,
  label: string,
  window: Window,
  url: string | undefined,
  linkLabel: string,
): HTMLElement {
  const { startedAt, endedAt, durationSeconds } = window;
  const when = formatWindow(time, startedAt, endedAt);
  const parts = [when, durationSeconds === undefined ? undefined : formatDuration(durationSeconds, t)];
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

function section(id: string, title: string, items: readonly HTMLElement[], none: string): HTMLElement {
  return element(
    'section',
    {},
    counted(id, title, items.length),
    items.length === 0
      ? element('p', { class: 'empty' }, none)
      : element('ul', { 'aria-labelledby': id }, ...items),
  );
}

/** Where the answer was not as documented. */
export function oddities({ t }: Page, call: Call): readonly HTMLElement[] {
  if (call.warnings.length === 0) return [];
  const items = call.warnings
    .slice(0, 50)
    .map((warning) =>
      element(
        'li',
        {},
        element('code', {}, visibleText(warning.path, 120)),
        element('span', {}, oddityWord(warning, t)),
      ),
    );
  return [section('oddities', t('Unexpected in the answer'), items, '')];
}
