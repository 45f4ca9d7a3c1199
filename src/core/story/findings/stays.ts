/** Who was there more than once. */
import { overlapsOf, type Return, returns } from '../happenings.ts';
import type { Finding } from './model.ts';
import { formatDuration } from '../../text/index.ts';
import { finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';

/** Who was there more than once: after one another, and at the same time. */
export function stayFindings(subject: Subject): readonly Finding[] {
  const { t } = subject;
  return [
    ...forEachPerson(
      returns(subject),
      (back) => rejoinFinding(subject, back),
      (count) => t('{0} people left and came back', count),
    ),
    ...severalDevices(subject),
  ];
}

function rejoinFinding({ call, nameOf, t }: Subject, back: Return): Finding {
  const { person, gaps, seconds, isNoticed, onOtherDevice } = back;
  const [name, length] = [nameOf(person), formatDuration(seconds, t)];
  const [longest] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const once = onOtherDevice
    ? t('{0} was gone for {1}, and came back on another device', name, length)
    : t('{0} was gone for {1}, and came back', name, length);
  const message =
    gaps.length === 1
      ? once
      : t('{0} left and came back {1} times, gone for {2} in all', name, gaps.length, length);
  return finding('rejoined', isNoticed ? 'notice' : 'info', message, {
    advice: isNoticed
      ? t('CometChat did not report why: look in their device’s log at that time for a lost connection')
      : undefined,
    facts: { who: [person.key], seconds, count: gaps.length },
    fields: gaps.flatMap(({ before, after }) => {
      const [left, joined] = [call.participants[before.index], call.participants[after.index]];
      const devices = onOtherDevice
        ? [left && pathOf(left, 'deviceId'), joined && pathOf(joined, 'deviceId')]
        : [];
      return [left && pathOf(left, 'leftAt'), joined && pathOf(joined, 'joinedAt'), ...devices];
    }),
    uid: person.uid,
    from: longest?.from,
    to: longest?.to,
  });
}

function severalDevices(subject: Subject): readonly Finding[] {
  const { call, timeline, nameOf, t } = subject;
  const several = (timeline?.people ?? []).flatMap((person) => {
    const overlaps = overlapsOf(person);
    return overlaps.spans.length === 0 ? [] : [{ person, ...overlaps }];
  });
  return forEachPerson(
    several,
    ({ person, spans, seconds, stays, devices }) => {
      const [name, length] = [nameOf(person), formatDuration(seconds, t)];
      const message =
        devices > 1
          ? t('{0} was there on {1} devices at once, for {2}', name, devices, length)
          : devices === 1
            ? t('{0} was there twice at once on one device, for {1}', name, length)
            : t('{0} was there more than once at the same time, for {1}', name, length);
      return finding('severalDevices', 'info', message, {
        advice: devices > 1 ? t('Two devices in one room can cause an echo') : undefined,
        facts: { who: [person.key], seconds, count: devices },
        fields: stays.flatMap(({ index }) => {
          const stay = call.participants[index];
          return stay ? [...timesPaths(stay), pathOf(stay, 'deviceId')] : [];
        }),
        uid: person.uid,
        from: spans[0]?.from,
        to: spans.at(-1)?.to,
      });
    },
    (count) => t('{0} people were there more than once at the same time', count),
  );
}
