/** Whether the answer is of the call that was asked for. */
import type { Finding } from './model.ts';
import { ROUNDING } from '../../call/index.ts';
import { hasOwnName, parseSessionId } from '../../sessionId/index.ts';
import { formatDuration, visibleText } from '../../text/index.ts';
import { callPaths, finding, type Subject } from './subject.ts';

/** Whether the answer is of the call that was asked for, and its id agrees with it and with who was asked. */
export function identityFindings(subject: Subject): readonly Finding[] {
  // Without an id of its own there is nothing to compare: the call has the one that was asked for.
  const hasOwnId = !subject.call.warnings.some(
    ({ path, problem }) => path === 'sessionId' && problem === 'missing',
  );
  return hasOwnId ? [...otherSession(subject), ...otherApp(subject), ...otherSecond(subject)] : [];
}

function otherSession({ call, context, t }: Subject): readonly Finding[] {
  if (comparable(call.sessionId) === comparable(context.sessionId)) return [];
  return [
    finding('otherSession', 'problem', t('CometChat answered with another session than the one asked for'), {
      advice: t('Compare the two ids before trusting anything else that is said here'),
      fields: ['sessionId'],
    }),
  ];
}

/** The hex digits of a v1 or legacy id may be in either case; a name is the integrator's, letter for letter. */
function comparable(sessionId: string): string {
  const session = parseSessionId(sessionId);
  return session.form === 'custom' || hasOwnName(session) ? session.id : session.id.toLowerCase();
}

function otherApp({ call, context, t }: Subject): readonly Finding[] {
  const session = parseSessionId(call.sessionId);
  if (session.form !== 'v1') return [];
  const evidence = {
    advice: t('Check that the connection is the one of this call'),
    fields: ['sessionId'],
  };
  if (differs(context.appId, session.appId)) {
    const [named, asked] = [visibleText(session.appId, 60), visibleText(context.appId ?? '', 60)];
    return [
      finding(
        'otherApp',
        'problem',
        t('The id names app {0}, and app {1} was asked', named, asked),
        evidence,
      ),
    ];
  }
  if (!differs(context.region, session.region)) return [];
  const [named, asked] = [visibleText(session.region, 20), visibleText(context.region ?? '', 20)];
  return [
    finding(
      'otherApp',
      'notice',
      t('The id names region {0}, and region {1} was asked', named, asked),
      evidence,
    ),
  ];
}

/** A region that has no name, on-premise, is empty: nothing differs from it. */
function differs(asked: string | undefined, named: string): boolean {
  return asked !== undefined && asked !== '' && asked.toLowerCase() !== named;
}

/** In every answer seen, the second in the id is the one in which the call was initiated. */
function otherSecond({ call, t }: Subject): readonly Finding[] {
  const session = parseSessionId(call.sessionId);
  if (session.form !== 'v1' && session.form !== 'legacy') return [];
  if (session.initiatedAt === undefined || call.initiatedAt === undefined) return [];
  const apart = Math.abs(call.initiatedAt - session.initiatedAt) / 1000;
  if (apart <= ROUNDING) return [];
  const message =
    call.initiatedAt > session.initiatedAt
      ? t('It was initiated {0} after the time in its id', formatDuration(apart, t))
      : t('It was initiated {0} before the time in its id', formatDuration(apart, t));
  return [
    finding('otherSecond', 'info', message, {
      fields: ['sessionId', ...callPaths(call, 'initiatedAt')],
      from: call.initiatedAt,
    }),
  ];
}
