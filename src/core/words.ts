/** The words for what the API names with codes; a code that is not known is shown as it came. */
import type { Call, DecodeWarning } from './call.ts';
import { visibleText } from './format/visibleText.ts';
import type { Translate } from './translate.ts';

export function statusWord(call: Pick<Call, 'status' | 'rawStatus'>, t: Translate): string {
  switch (call.status) {
    case 'initiated':
      return t('ringing');
    case 'ongoing':
      return t('ongoing');
    case 'ended':
      return t('ended');
    case 'unanswered':
      return t('unanswered');
    case 'rejected':
      return t('rejected');
    case 'busy':
      return t('busy');
    case 'cancelled':
      return t('cancelled');
    case 'unknown':
      return call.rawStatus === undefined ? t('status unknown') : visibleText(call.rawStatus, 40);
  }
}

export function typeWord(type: string | undefined, t: Translate): string | undefined {
  if (type === 'audio') return t('audio');
  if (type === 'video') return t('video');
  return type === undefined ? undefined : visibleText(type, 40);
}

/** `one-to-one`, `group`, `meeting` or `presenter`, from the mode and the kind of receiver. */
export function modeWord(call: Pick<Call, 'mode' | 'receiverType'>, t: Translate): string | undefined {
  if (call.mode === 'meet') return t('meeting');
  if (call.mode === 'presenter') return t('presenter');
  if (call.mode !== undefined && call.mode !== 'call') return visibleText(call.mode, 40);
  if (call.receiverType === 'user') return t('one-to-one');
  return call.receiverType === 'group' ? t('group call') : undefined;
}

/** What was odd about a field of an answer, to be read after the field's path. */
export function oddityWord({ problem, found }: DecodeWarning, t: Translate): string {
  switch (problem) {
    case 'wrongType':
      return t('has an unexpected type: {0}', found);
    case 'unknownValue':
      return t('has a value this extension does not know');
    case 'outOfRange':
      return t('has an impossible value');
    case 'missing':
      return t('is missing');
  }
}
