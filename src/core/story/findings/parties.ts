/** Who called, and who was called. */
import type { Finding } from './model.ts';
import { displayName, hasJoined, isKnownWhole, isWhole } from '../../call/index.ts';
import { visibleText } from '../../text/index.ts';
import { isOneToOne } from '../subject.ts';
import { attendancePaths, callPaths, finding, forEachPerson, type Subject } from './subject.ts';

/** Somebody there who was not called, the called one not listed, and a call to oneself. */
export function partyFindings(subject: Subject): readonly Finding[] {
  const { call, people, joined, nameOf, t } = subject;
  const { initiator, receiver, receiverType } = call;
  if (receiverType !== 'user' || !receiver) return [];
  const name = (party: typeof receiver) => visibleText(displayName(party), 60);
  if (initiator?.id === receiver.id) {
    const message = t('Caller and called are one and the same: {0}', name(receiver));
    return [finding('selfCall', 'notice', message, { fields: callPaths(call, 'initiator', 'receiver') })];
  }
  const strangers = initiator
    ? joined.filter(({ uid }) => uid !== '' && uid !== initiator.id && uid !== receiver.id)
    : [];
  const isUnlisted = ({ id }: typeof receiver) => !people.some(({ uid }) => uid === id);
  const parties = [
    ...(initiator && isUnlisted(initiator) ? [{ party: initiator, field: 'initiator' as const }] : []),
    ...(isUnlisted(receiver) ? [{ party: receiver, field: 'receiver' as const }] : []),
  ];
  const areTold = people.length > 0 && isWhole(call, 'participants') && people.every(({ uid }) => uid !== '');
  return [
    ...forEachPerson(
      isOneToOne(call) && initiator ? strangers : [],
      (person) =>
        finding(
          'stranger',
          'notice',
          t(
            '{0} joined a call between {1} and {2}',
            nameOf(person),
            initiator ? name(initiator) : '',
            name(receiver),
          ),
          {
            advice: t('Find out how they came by the session id: neither caller nor called'),
            facts: { who: [person.key] },
            fields: [
              ...callPaths(call, 'initiator', 'receiver'),
              ...person.stays.filter(hasJoined).flatMap((stay) => attendancePaths(stay).slice(0, 2)),
            ],
            uid: person.uid,
            from: person.stays[0]?.joinedAt,
          },
        ),
      (count) => t('{0} people joined who neither called nor were called', count),
    ),
    ...(areTold && joined.length > 0 ? parties : []).map(({ party, field }) =>
      finding(
        'partyNotListed',
        isKnownWhole(call) ? 'notice' : 'info',
        field === 'initiator'
          ? t('{0}, who called, is not on the list', name(party))
          : t('{0}, who was called, is not on the list', name(party)),
        { facts: { who: [party.id] }, fields: [...callPaths(call, field), 'participants'] },
      ),
    ),
  ];
}
