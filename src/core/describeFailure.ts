import type { Failure, FailureReason } from './failure.ts';
import { ACCESS } from './failureWords/access.ts';
import { ANSWER } from './failureWords/answer.ts';
import { ASKED } from './failureWords/asked.ts';
import { NETWORK } from './failureWords/network.ts';
import type { FailureContext, FailureDescription, Words } from './failureWords/parts.ts';
import { visibleText } from './format/visibleText.ts';
import type { Translate } from './translate.ts';

export type { FailureContext, FailureDescription, Fix } from './failureWords/parts.ts';

const WORDS: Words<FailureReason> = { ...ASKED, ...ACCESS, ...NETWORK, ...ANSWER };

/** Says what a failure means for its user. Never holds a key or a text of the server. */
export function describeFailure(failure: Failure, context: FailureContext, t: Translate): FailureDescription {
  const name =
    context.connectionName === undefined ? t('the connection') : visibleText(context.connectionName, 60);
  return WORDS[failure.reason]({
    failure,
    context,
    t,
    name,
    host: failure.host ?? name,
    uid: visibleText(context.onBehalfOf ?? '?', 60),
    code: inBrackets(failure.systemCode ?? failure.serverCode),
    status: inBrackets(failure.httpStatus === undefined ? undefined : `HTTP ${failure.httpStatus}`),
  });
}

function inBrackets(text: string | undefined): string {
  return text === undefined ? '' : ` (${text})`;
}
