/** Telling those who do not see the page what changes on it. */
import type { Call } from '../../src/core/call/model.ts';
import { isLive, presentPeople } from '../../src/core/call/index.ts';
import type { Page } from './page.ts';
import { logText } from './logs.ts';

/** Makes the one voice of a page; `status` is a live region that stays: screen readers tell of changes in those. */
export function createAnnouncer(status: HTMLElement) {
  // What the panel was opened for was asked for.
  let awaited = true;
  let told: string | undefined;
  /** Which logs were being read. */
  let reading: readonly string[] = [];
  /** What was told of the call last: what was said of the page since must not have it told again. */
  let last = '';
  return {
    /** Tells what came of something the reader did on the page; nothing where it is empty. */
    say: (text: string): void => {
      status.textContent = text;
    },
    /** The reader asked for something: its outcome is told, even when nothing came of it. */
    expectAnswer: (): void => {
      awaited = true;
    },
    /** Tells what is new, and nothing else. */
    tell: (page: Page): void => {
      const { state, call, logs } = page.view;
      const read = logs.filter((log) => log.state !== 'reading' && reading.includes(log.uri));
      // One that grows is read again and again.
      reading = logs.filter((log) => log.state === 'reading' && !log.lane).map(({ uri }) => uri);
      if (read.length > 0) {
        status.textContent = read.map((log) => logText(log, page)).join('. ');
        return;
      }
      const live = call && isLive(call) && state !== 'failed' ? standOf(call) : undefined;
      // A live call is fetched every few seconds: who listens wants to hear who came and went, not the time.
      if (live !== undefined && !awaited && (state === 'loading' || live === told)) return;
      if (state !== 'loading') {
        awaited = false;
        told = live;
      }
      const announcement = announcementOf(page);
      if (announcement !== last) status.textContent = announcement;
      last = announcement;
    },
  };
}

function standOf(call: Call): string {
  const present = presentPeople(call).map(({ uid }) => uid);
  return JSON.stringify([call.status, present]);
}

function announcementOf({ view, t }: Page): string {
  const verdict = view.story?.verdict ?? '';
  if (view.fromLog?.isShown && view.state !== 'loading')
    return t('Put together from webhook events of a log. {0}', verdict);
  switch (view.state) {
    case 'loading':
      return t('Looking up…');
    case 'failed':
      return view.failure?.message ?? '';
    case 'gone':
      if (view.logBeingRead !== undefined) return t('Reading the webhook events of {0}', view.logBeingRead);
      return t('This call is no longer in the list of look-ups.');
    case 'ready':
      return view.live.justEnded ? t('The call has ended. {0}', verdict) : verdict;
  }
}
