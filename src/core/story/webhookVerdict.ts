import type { Translate } from '../base/index.ts';
import { namesOf, peopleOf, peopleText, ringSeconds, talkSeconds } from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { formatDuration } from '../text/index.ts';

/** What webhook events say of how a call went, in one sentence; nothing of what they leave out. */
export function webhookVerdict(call: Call, t: Translate): string {
  const people = peopleOf(call);
  const names = namesOf(people, t);
  const course = courseOf(call, t);
  if (people.length === 0) return course;
  const who = peopleText([...new Set(people.map(({ key }) => names.get(key) ?? ''))], t);
  return t('{0}; {1} joined', course, who);
}

function courseOf(call: Call, t: Translate): string {
  switch (call.status) {
    case 'rejected':
      return t('By webhooks, it was rejected');
    case 'busy':
      return t('By webhooks, the called one was busy');
    case 'cancelled':
      return t('By webhooks, it was cancelled');
    case 'unanswered':
      return t('By webhooks, nobody answered');
    case 'ended':
      return endedText(call, t);
    case 'initiated':
    case 'ongoing':
    case 'unknown':
      return call.startedAt === undefined
        ? t('Webhooks do not tell whether it started, or how it ended')
        : t('By webhooks, it started; they do not tell how it ended');
  }
}

function endedText(call: Call, t: Translate): string {
  const ring = call.mode === 'call' ? ringSeconds(call) : undefined;
  const talk = talkSeconds(call);
  if (talk === undefined) return t('By webhooks, it ended');
  const lasted = formatDuration(talk, t);
  return ring === undefined
    ? t('By webhooks, it lasted {0}', lasted)
    : t('By webhooks, it was answered after {0} and lasted {1}', formatDuration(ring, t), lasted);
}
