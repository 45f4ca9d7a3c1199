/** What the tests of the panel's page share. */
import type { Call } from '../../../src/core/call/model.ts';
import { storyOf } from '../../../src/core/story/story.ts';
import { type PanelView } from '../../../src/shared/panelProtocol.ts';
import { NO_ATTEMPTS } from '../../../src/core/lookUp/model.ts';
import type { Page } from '../../../media/panel/page.ts';
import { createNumberFormat } from '../../../src/core/text/index.ts';
import { at, t, UTC } from '../core/support.ts';

/** A page that shows a call, fetched at the 600th second. */
export function pageOf(call: Call | undefined, more: Partial<PanelView> = {}): Page {
  const view: PanelView = {
    sessionId: 'an-id',
    onBehalfOf: undefined,
    connectionName: 'Acme Production',
    appId: undefined,
    region: 'us',
    state: 'ready',
    call,
    story:
      call &&
      storyOf(
        call,
        { asOf: more.fetchedAt ?? at(600) * 1000, sessionId: 'an-id', appId: undefined, region: 'us', t },
        { line: more.logLine, transcripts: more.transcripts?.items ?? call.transcripts },
      ),
    fetchedAt: at(600) * 1000,
    failure: undefined,
    kept: false,
    logLine: undefined,
    logs: [],
    webhooks: [],
    fromLog: undefined,
    live: { nextAt: undefined, justEnded: false },
    watched: false,
    attempts: NO_ATTEMPTS,
    transcripts: {
      state: 'notAsked',
      items: call?.transcripts ?? [],
      more: false,
      total: undefined,
      failure: undefined,
    },
    ...more,
  };
  return {
    view,
    time: UTC,
    timeZone: 'utc',
    t,
    count: createNumberFormat('en'),
    send: () => undefined,
    announce: () => undefined,
  };
}
