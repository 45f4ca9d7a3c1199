import { describeInvalidSessionId, describeSessionId } from '../../core/sessionId/describe.ts';
import type { TimeFormat } from '../../core/text/time.ts';
import { invalidSessionId, parseSessionId } from '../../core/sessionId/index.ts';
import { askText } from '../platform/inputSteps.ts';
import { t } from '../platform/translate.ts';
import type { Suggestion } from './suggestion.ts';

/** Tells whether an API key is in a text: nothing may be asked for with one in the place of an id. */
type IsApiKey = (text: string) => boolean;

/** Asks for a session id and says, as one types, what it tells; undefined when the user gave up. */
export async function askSessionId(
  suggestion: Suggestion | undefined,
  time: TimeFormat,
  isApiKey: IsApiKey,
): Promise<string | undefined> {
  const entered = await askText({
    // In the title, because what the id tells takes the place of the prompt.
    title: suggestion ? t('Look Up Call ({0})', suggestion.source) : t('Look Up Call'),
    prompt: t('Session id of the call'),
    placeholder: 'v1.us.31780434a95d45.1692368113…',
    value: suggestion?.sessionId ?? '',
    selectValue: true,
    check: (value) => checkSessionId(value, time, isApiKey),
  });
  return typeof entered === 'string' ? entered.trim() : undefined;
}

function checkSessionId(
  value: string,
  time: TimeFormat,
  isApiKey: IsApiKey,
): { readonly error: string } | { readonly info: string } {
  const invalid = invalidSessionId(value) ?? (isApiKey(value) ? 'apiKey' : undefined);
  if (invalid) return { error: describeInvalidSessionId(invalid, t) };
  return { info: describeSessionId(parseSessionId(value), Date.now(), time, t) };
}

/** Asks for the uid to look a call up as; undefined when the user gave up. */
export async function askUid(isApiKey: IsApiKey): Promise<string | undefined> {
  const entered = await askText({
    title: t('Look Up Call as User'),
    prompt: t('uid of the user: the answer is what this user may see'),
    placeholder: 'superhero2',
    check: (value) => {
      if (value.trim() === '') return { error: t('Enter a uid.') };
      if (isApiKey(value)) return { error: t('This is an API key, not a uid.') };
      // The bounds are those of CometChat's uids, with room to spare; the server has the last word.
      return value.trim().length > 200 ? { error: t('A uid has at most {0} characters.', 200) } : undefined;
    },
  });
  return typeof entered === 'string' ? entered.trim() : undefined;
}
