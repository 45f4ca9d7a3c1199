/** Words for what was asked for: an id, as a user. */
import { describeInvalidSessionId } from '../../sessionId/describe.ts';
import { parseSessionId } from '../../sessionId/index.ts';
import type { Words } from './parts.ts';

/** Why there is no such call for whoever asked. */
export const ASKED: Words<'invalidSessionId' | 'notFound' | 'notAPart' | 'userNotFound' | 'cancelled'> = {
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
};
