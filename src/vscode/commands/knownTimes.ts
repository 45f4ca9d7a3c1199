import { answerOf } from '../../core/lookUp/model.ts';
import { callMoments } from '../../core/story/index.ts';
import { suggestedOffset, webhookText } from '../../core/webhook/index.ts';
import type { WebhookEvent } from '../../core/webhook/model.ts';
import { type KnownEvent, type KnownTimes, readOr } from '../fileCalls/index.ts';
import type { Subject } from '../fileCalls/model.ts';
import { logLineAt } from '../inText/index.ts';
import { labelOf } from '../lookUps/index.ts';
import { editorInView, slowly, t } from '../platform/index.ts';
import type { Services } from './model.ts';

type Dependencies = Services<'fileCalls' | 'clocks' | 'readerTime' | 'logs'>;

/** What the clock of a file can be set by; undefined when the user did not wait for it. */
export async function knownTimes(deps: Dependencies, subject: Subject): Promise<KnownTimes | undefined> {
  const { clocks, readerTime } = deps;
  const editor = editorInView();
  const isOpen = editor?.document.uri.toString() === subject.uri.toString();
  const at = isOpen ? { document: editor.document, line: editor.selection.active.line } : undefined;
  return slowly(t('Reading the calls of {0}', subject.name), async (signal) => {
    // Where it cannot be read there is nothing to suggest.
    const webhooks = await readOr(deps.logs.webhooks(subject.uri, undefined, signal), []);
    const calls = at ? await callEvents(deps, subject, signal) : [];
    const looked = new Set(calls.map(({ sessionId }) => sessionId));
    const unlooked = webhooks.filter(({ sessionId }) => !looked.has(sessionId));
    return {
      line: at && {
        number: at.line,
        timeNear: (near) => logLineAt({ ...at, clocks, readerTime }, near),
      },
      events: [...calls.flatMap(({ events }) => events), ...unlooked.flatMap((event) => webhookEvent(event))],
      suggested: suggestedOffset(webhooks),
    };
  });
}

/** What happened in the calls of a file that were looked up. */
async function callEvents({ fileCalls }: Dependencies, subject: Subject, signal: AbortSignal) {
  const rows = await fileCalls.knownIn(subject, signal);
  return rows.flatMap(({ lookUp }) => {
    const answer = lookUp && answerOf(lookUp);
    if (!answer) return [];
    const source = labelOf(lookUp);
    const events = callMoments(answer.call, answer.fetchedAt, t).map((event) => ({ ...event, source }));
    return [{ sessionId: lookUp.sessionId, events }];
  });
}

function webhookEvent(event: WebhookEvent): readonly KnownEvent[] {
  const { at } = event;
  return at === undefined ? [] : [{ at, text: webhookText(event, t), source: t('by a webhook in this log') }];
}
