/** Says what a failure means for its user. Never holds a key or a text of the server. */
import type { Translate } from '../base/index.ts';
import { SAMPLE_APP } from '../connection/index.ts';
import { describeInvalidSessionId, parseSessionId } from '../sessionId/index.ts';
import { formatDuration, visibleText } from '../text/index.ts';
import type { AnyFailure, Failure, FailureFor, FailureReason } from './model.ts';

/** What a user can do about a failure; each is a button wherever the failure is shown. */
export type Fix =
  | 'lookUpAgain'
  | 'editSessionId'
  | 'addConnection'
  | 'exploreSampleCalls'
  | 'replaceApiKey'
  | 'lookUpWithoutUser'
  | 'lookUpAsOtherUser'
  | 'proxySettings'
  | 'timeoutSetting'
  | 'showLog';

/** What is known about a look-up that failed. */
export interface FailureContext {
  readonly sessionId: string;
  readonly connectionName: string | undefined;
  readonly onBehalfOf: string | undefined;
  /** In milliseconds since 1970 UTC. */
  readonly now: number;
}

export interface FailureDescription {
  /** A short form for a line in a list. */
  readonly short: string;
  /** What happened and what to do, in one or two sentences. */
  readonly message: string;
  /** The best fix first. */
  readonly fixes: readonly Fix[];
}

/** What the sentences are made of. */
interface Parts<Reason extends FailureReason> {
  readonly failure: FailureFor<Reason>;
  readonly context: FailureContext;
  readonly t: Translate;
  readonly name: string;
  /** The host that was asked; the connection's name where it is not known, as after a restart. */
  readonly host: string;
  readonly uid: string;
  /** ` (ECONNREFUSED)`, or nothing. */
  readonly code: string;
  /** ` (HTTP 502)`, or nothing. */
  readonly status: string;
}

type Words = { readonly [Reason in FailureReason]: (parts: Parts<Reason>) => FailureDescription };

export function describeFailure(failure: Failure, context: FailureContext, t: Translate): FailureDescription {
  return describeAs(failure.reason, failure, context, t);
}

function describeAs<Reason extends FailureReason>(
  reason: Reason,
  failure: FailureFor<Reason>,
  context: FailureContext,
  t: Translate,
): FailureDescription {
  const name =
    context.connectionName === undefined ? t('the connection') : visibleText(context.connectionName, 60);
  const { host, systemCode, serverCode, httpStatus }: AnyFailure = failure;
  return WORDS[reason]({
    failure,
    context,
    t,
    name,
    host: host ?? name,
    uid: visibleText(context.onBehalfOf ?? '?', 60),
    code: inBrackets(systemCode ?? serverCode),
    status: inBrackets(httpStatus === undefined ? undefined : `HTTP ${httpStatus}`),
  });
}

function inBrackets(text: string | undefined): string {
  return text === undefined ? '' : ` (${text})`;
}

/** The statuses of an answer that names another address. */
const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

const WORDS: Words = {
  // What was asked for: an id, as a user.
  invalidSessionId: ({ failure, t }) => ({
    short: t('not a session id'),
    message: describeInvalidSessionId(failure.invalid ?? 'empty', t),
    fixes: ['editSessionId'],
  }),
  notFound: ({ context, name, t }) => ({
    short: t('not found in {0}', name),
    message:
      parseSessionId(context.sessionId).form === 'cut'
        ? t('{0} has no call with this id. The id looks cut off: copy the whole of it.', name)
        : t('{0} has no call with this id. Check that the id is whole and belongs to this app.', name),
    fixes: ['editSessionId', 'lookUpAgain'],
  }),
  notAPart: ({ uid, t }) => ({
    short: t('{0} was not in this call', uid),
    message: t('User {0} was not part of this call. Look it up without a user, or as someone who was.', uid),
    fixes: ['lookUpWithoutUser', 'lookUpAsOtherUser'],
  }),
  userNotFound: ({ name, uid, t }) => ({
    short: t('no user {0}', uid),
    message: t('{0} has no user {1}. Check the uid, or look the call up without a user.', name, uid),
    fixes: ['lookUpAsOtherUser', 'lookUpWithoutUser'],
  }),
  cancelled: ({ t }) => ({
    short: t('cancelled'),
    message: t('The look-up was cancelled.'),
    fixes: ['lookUpAgain'],
  }),
  // What is needed to ask: a connection, with its key.
  noConnection,
  wrongApp: ({ failure, t }) =>
    ofSampleCall(failure, t) ?? {
      short: t('belongs to app {0} ({1})', failure.appId ?? '?', failure.region ?? '?'),
      message: t(
        'This id belongs to app {0} in region {1}, and none of your connections is for that app. It was not sent anywhere.',
        failure.appId ?? '?',
        failure.region ?? '?',
      ),
      fixes: ['addConnection'],
    },
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
  // The way to the server: names, certificates, proxies.
  timeout: ({ failure, host, t }) => ({
    short: t('no answer in time'),
    message:
      failure.limit === undefined
        ? t('{0} did not answer in time. Try again, or allow more time in the settings.', host)
        : t(
            '{0} did not answer within {1}. Try again, or allow more time in the settings.',
            host,
            formatDuration(failure.limit, t),
          ),
    fixes: ['lookUpAgain', 'timeoutSetting'],
  }),
  offline: ({ host, code, t }) => ({
    short: t('offline'),
    message: t('{0} cannot be reached{1}. Check this computer’s network, VPN or proxy.', host, code),
    fixes: ['lookUpAgain', 'proxySettings'],
  }),
  unknownHost: ({ failure, name, t }) => ({
    short: t('host not found'),
    message:
      failure.host === undefined
        ? t(
            'The host of {0} was not found. The app id or the region may be wrong, or this computer is offline.',
            name,
          )
        : t(
            'There is no host {0}. The app id or the region may be wrong, or this computer is offline.',
            failure.host,
          ),
    fixes: ['lookUpAgain', 'addConnection'],
  }),
  tls,
  proxy,
  // What the server sent.
  serverError: ({ host, status, t }) => ({
    short: t('server error'),
    message: t('{0}, or something between, failed{1}. Try again later.', host, status),
    fixes: ['lookUpAgain', 'showLog'],
  }),
  badResponse: ({ failure: { httpStatus }, host, status, t }) => ({
    short: t('answer not understood'),
    message: REDIRECTS.has(httpStatus)
      ? t(
          '{0} points to another address{1}, to which no key is sent. A proxy or a sign-in page may have answered instead.',
          host,
          status,
        )
      : t(
          '{0} answered with something that is not a call{1}. A proxy or a sign-in page may have answered instead.',
          host,
          status,
        ),
    fixes: ['lookUpAgain', 'showLog'],
  }),
  tooLarge: ({ failure, host, t }) => ({
    short: t('answer too large'),
    message:
      failure.limit === undefined
        ? t('{0} sent more than any plausible call. The rest was not read.', host)
        : t(
            '{0} sent more than {1} MB, which is no plausible call. The rest was not read.',
            host,
            Math.round(failure.limit / 1_000_000),
          ),
    fixes: ['lookUpAgain', 'showLog'],
  }),
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

/** Of a sample call that is looked up while the sample calls are not there. */
function ofSampleCall({ appId, region }: AnyFailure, t: Translate): FailureDescription | undefined {
  if (appId !== SAMPLE_APP.appId || region !== SAMPLE_APP.region) return undefined;
  return {
    short: t('a sample call'),
    message: t('This id is of a sample call. It can be looked up once the sample calls are there.'),
    fixes: ['exploreSampleCalls', 'addConnection'],
  };
}

function noConnection({ failure, t }: Parts<'noConnection'>): FailureDescription {
  if (failure.isUnreadable === true) return unreadableKeyring(t);
  const sample = ofSampleCall(failure, t);
  if (sample) return sample;
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

function rateLimited({ failure, context, name, t }: Parts<'rateLimited'>): FailureDescription {
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

/** What is wrong with a secure connection, by Node's and OpenSSL's codes; without one, what it is as a rule. */
function tls({ failure, host, code, t }: Parts<'tls'>): FailureDescription {
  const { systemCode = '' } = failure;
  const fixes: readonly Fix[] = ['lookUpAgain', 'proxySettings'];
  if (/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/.test(systemCode)) {
    const short = t('certificate not valid now');
    const message = t(
      'The certificate of {0} is not valid now{1}. Check this computer’s date; if that is right, the certificate must be renewed.',
      host,
      code,
    );
    return { short, message, fixes };
  }
  if (/^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/.test(systemCode)) {
    const short = t('certificate of another host');
    const message = t(
      'What answered for {0} has the certificate of another host{1}. A sign-in page of the network, or a proxy, may be in between.',
      host,
      code,
    );
    return { short, message, fixes };
  }
  if (/^(?:EPROTO$|ERR_SSL_|ERR_TLS_|ERR_OSSL)/.test(systemCode)) {
    const short = t('no secure connection');
    const message = t(
      'What answered for {0} speaks no TLS, or one that is too old{1}. A sign-in page of the network, or a proxy, may be in between.',
      host,
      code,
    );
    return { short, message, fixes };
  }
  const short = t('certificate not trusted');
  const message = t(
    'The certificate of {0} is not trusted{1}. If your company inspects traffic, its certificate must be trusted by this computer.',
    host,
    code,
  );
  return { short, message, fixes };
}

function proxy({ failure, code, status, t }: Parts<'proxy'>): FailureDescription {
  const { host } = failure;
  if (failure.httpStatus === 407) {
    return {
      short: t('proxy asks for a password'),
      message:
        host === undefined
          ? t('The proxy asks for a user name and password. Set “http.proxy” or “http.proxyAuthorization”.')
          : t(
              'The proxy {0} asks for a user name and password. Set “http.proxy” or “http.proxyAuthorization”.',
              host,
            ),
      fixes: ['proxySettings', 'lookUpAgain'],
    };
  }
  if (failure.httpStatus === 200) {
    return {
      short: t('proxy wants a sign-in'),
      message: t(
        'The proxy {0} answered with a page of its own in the place of a connection. It may want you to sign in, in a browser.',
        host ?? '',
      ),
      fixes: ['lookUpAgain', 'proxySettings'],
    };
  }
  const why = code || status;
  return {
    short: t('proxy failed'),
    message:
      host === undefined
        ? t('The proxy did not let the request through{0}. Check the proxy settings.', why)
        : t('The proxy {0} did not let the request through{1}. Check the proxy settings.', host, why),
    fixes: ['proxySettings', 'lookUpAgain'],
  };
}

/** The words on a fix's button. */
export function fixLabel(fix: Fix, t: Translate): string {
  switch (fix) {
    case 'lookUpAgain':
      return t('Look Up Again');
    case 'editSessionId':
      return t('Edit Session Id…');
    case 'addConnection':
      return t('Add Connection…');
    case 'exploreSampleCalls':
      return t('Sample Calls');
    case 'replaceApiKey':
      return t('Replace API Key…');
    case 'lookUpWithoutUser':
      return t('Look Up Without User');
    case 'lookUpAsOtherUser':
      return t('Look Up as Other User…');
    case 'proxySettings':
      return t('Proxy Settings');
    case 'timeoutSetting':
      return t('Timeout Setting');
    case 'showLog':
      return t('Show Log');
  }
}
