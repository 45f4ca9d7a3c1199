/** Words for what is needed to ask: a connection, with its key. */
import { formatDuration } from '../../text/duration.ts';
import type { Translate } from '../../base/translate.ts';
import type { FailureDescription, Parts, Words } from './parts.ts';

/** Why nobody could be asked, or would answer. */
export const ACCESS: Words<
  'noConnection' | 'wrongApp' | 'noApiKey' | 'badApiKey' | 'noAccess' | 'rateLimited'
> = {
  noConnection,
  wrongApp: ({ failure, t }) => ({
    short: t('belongs to app {0} ({1})', failure.appId ?? '?', failure.region ?? '?'),
    message: t(
      'This id belongs to app {0} in region {1}, and none of your connections is for that app. It was not sent anywhere.',
      failure.appId ?? '?',
      failure.region ?? '?',
    ),
    fixes: ['addConnection'],
  }),
  noApiKey: ({ name, t }) => ({
    short: t('no API key'),
    message: t('{0} has no API key on this computer. Enter its REST API key again.', name),
    fixes: ['replaceApiKey'],
  }),
  badApiKey: ({ name, t }) => ({
    short: t('API key refused'),
    message: t(
      '{0} refused the API key: it is not a key of this app. Replace it with the app’s REST API key.',
      name,
    ),
    fixes: ['replaceApiKey', 'lookUpAgain'],
  }),
  noAccess: ({ name, t }) => ({
    short: t('key without full access'),
    message: t(
      'The API key of {0} may not read calls. A REST API key (scope fullAccess) is needed, not an Auth key.',
      name,
    ),
    fixes: ['replaceApiKey'],
  }),
  rateLimited,
};

/** What to say and to do where nobody can tell which connections there are. */
export function unreadableKeyring(t: Translate): FailureDescription {
  return {
    short: t('the keyring cannot be read'),
    message: t(
      'The keyring of this computer cannot be read now, so nobody can tell which connections are in it. Unlock it and try again.',
    ),
    fixes: ['lookUpAgain'],
  };
}

function noConnection({ failure, t }: Parts): FailureDescription {
  if (failure.isUnreadable === true) return unreadableKeyring(t);
  return {
    short: t('no connection yet'),
    message:
      failure.appId === undefined
        ? t('There is no connection to ask. Add one with your app’s id, region and REST API key.')
        : t(
            'There is no connection to ask. This id belongs to app {0}: add a connection for it.',
            failure.appId,
          ),
    fixes: ['addConnection'],
  };
}

function rateLimited({ failure, context, name, t }: Parts): FailureDescription {
  const seconds = failure.retryAt === undefined ? 0 : Math.ceil((failure.retryAt - context.now) / 1000);
  if (seconds <= 0) {
    return {
      short: t('too many requests'),
      message: t('{0} has had too many requests. Try again in a moment.', name),
      fixes: ['lookUpAgain'],
    };
  }
  const wait = formatDuration(seconds, t);
  return {
    short: t('too many requests; again in {0}', wait),
    message: t('{0} has had too many requests and can be asked again in {1}.', name, wait),
    fixes: ['lookUpAgain'],
  };
}
