/** Words for what the server sent. */
import type { Words } from './parts.ts';

/** Why what came is no answer. */
export const ANSWER: Words<'serverError' | 'badResponse' | 'tooLarge'> = {
  serverError: ({ host, status, t }) => ({
    short: t('server error'),
    message: t('{0}, or something between, failed{1}. Try again later.', host, status),
    fixes: ['lookUpAgain', 'showLog'],
  }),
  badResponse: ({ host, status, t }) => ({
    short: t('answer not understood'),
    message: t(
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
