/** Words for the way to the server: names, certificates, proxies. */
import { formatDuration } from '../../text/duration.ts';
import type { FailureDescription, Parts, Words } from './parts.ts';

/** Why no answer came. */
export const NETWORK: Words<'timeout' | 'offline' | 'unknownHost' | 'tls' | 'proxy'> = {
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
  tls: ({ host, code, t }) => ({
    short: t('certificate not trusted'),
    message: t(
      'The secure connection to {0} failed{1}. If your company inspects traffic, its certificate must be trusted by this computer.',
      host,
      code,
    ),
    fixes: ['lookUpAgain', 'proxySettings'],
  }),
  proxy,
};

function proxy({ failure, code, status, t }: Parts): FailureDescription {
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
