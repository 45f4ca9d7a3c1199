import type { Failure, FailureReason } from './model.ts';
import { ACCESS } from './words/access.ts';
import { ANSWER } from './words/answer.ts';
import { ASKED } from './words/asked.ts';
import { NETWORK } from './words/network.ts';
import type { FailureContext, FailureDescription, Words } from './words/parts.ts';
import { visibleText } from '../text/visibleText.ts';
import type { Translate } from '../base/translate.ts';

export type { FailureContext, FailureDescription, Fix } from './words/parts.ts';

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
