/** What a field of an answer holds, in words: the proof beside a finding, the same wherever it is shown. */
import type { Call, Participant, Recording, Transcript } from '../../call/model.ts';
import { momentText } from '../../call/index.ts';
import { formatDuration, type TimeFormat, visibleText } from '../../text/index.ts';
import type { Translate } from '../../base/index.ts';

interface EvidenceWords {
  readonly time: TimeFormat;
  readonly t: Translate;
}

/** The longest text of strangers, in UTF-16 code units. */
const LONGEST = 120;

/** A value of the model, and what it is: without that, a length would be one number among others. */
type Value =
  | { readonly kind: 'instant' | 'seconds' | 'count' | 'listed'; readonly is: number | undefined }
  | { readonly kind: 'flag'; readonly is: boolean | undefined }
  | { readonly kind: 'text'; readonly is: string | undefined }
  /** An entry that is named for what it leaves out. */
  | { readonly kind: 'entry'; readonly is: Participant }
  | { readonly kind: 'recording'; readonly is: Recording | Transcript };

/**
 * The value of a field in words, to be read after its path: a time with its zone, a length, a count, yes or no, or
 * the answer's own word with every character visible. A device is told without its resource, as it is anywhere else.
 * @param field a path as {@link Finding} names it, such as `participants[2].leftAt`
 * @returns undefined for a field that the answer has not, or that no finding rests on
 */
export function evidenceOf(call: Call, field: string, { time, t }: EvidenceWords): string | undefined {
  const value = evidenceValueOf(call, field, t);
  return typeof value === 'number' ? momentText(value, call, time) : value;
}

/**
 * The same for who writes times later, in the zone of a reader: a number is an instant, in milliseconds since 1970
 * UTC; everything else is in words.
 */
export function evidenceValueOf(call: Call, field: string, t: Translate): string | number | undefined {
  const value = valueAt(call, field);
  return value && wordsOf(value, t);
}

const ENTRY = /^(participants|recordings|transcriptions)\[(\d+)\](?:\.(\w+))?$/;

function valueAt(call: Call, field: string): Value | undefined {
  const [, list, entry, name] = ENTRY.exec(field) ?? [];
  const isIt = (each: { readonly entry: number }) => each.entry === Number(entry);
  switch (list) {
    case undefined:
      return callValue(call, field);
    case 'participants': {
      const stay = call.participants.find(isIt);
      return stay && (name === undefined ? { kind: 'entry', is: stay } : stayValue(stay, name));
    }
    default: {
      const window = (list === 'recordings' ? call.recordings : call.transcripts).find(isIt);
      return window && (name === undefined ? { kind: 'recording', is: window } : windowValue(window, name));
    }
  }
}

function callValue(call: Call, field: string): Value | undefined {
  switch (field) {
    case 'initiatedAt':
    case 'startedAt':
    case 'endedAt':
      return { kind: 'instant', is: call[field] };
    case 'status':
      return { kind: 'text', is: call.rawStatus };
    case 'sessionId':
    case 'type':
    case 'mode':
      return { kind: 'text', is: call[field] };
    case 'mid':
      return { kind: 'text', is: call.meetingId };
    case 'initiator':
    case 'receiver':
      return { kind: 'text', is: call[field]?.id };
    case 'hasRecording':
    case 'hasTranscription':
      return { kind: 'flag', is: call[field] };
    case 'totalParticipants':
      return { kind: 'count', is: call.participantCount };
    case 'participants':
    case 'recordings':
      return { kind: 'listed', is: call[field].length };
    case 'transcriptions':
      return { kind: 'listed', is: call.transcripts.length };
    default:
      return lengthValue(call, field);
  }
}

function stayValue(stay: Participant, field: string): Value | undefined {
  switch (field) {
    case 'joinedAt':
    case 'leftAt':
      return { kind: 'instant', is: stay[field] };
    case 'state':
      return { kind: 'text', is: stay.state };
    case 'deviceId':
      return { kind: 'text', is: stay.device };
    case 'mid':
      return { kind: 'text', is: stay.meetingId };
    case 'isJoined':
    case 'hasJoined':
      return { kind: 'flag', is: field === stay.isJoinedField ? stay.isJoined : undefined };
    default:
      return lengthValue(stay, field);
  }
}

type Lengths =
  'durationField' | 'durationSeconds' | 'secondDurationSeconds' | 'audioSeconds' | 'videoSeconds';

/** How long a call or a stay was, by the field that says so. */
function lengthValue(of: Pick<Call, Lengths> | Pick<Participant, Lengths>, field: string): Value | undefined {
  switch (field) {
    case 'totalDuration':
    case 'totalDurationInMinutes':
      return {
        kind: 'seconds',
        is: field === of.durationField ? of.durationSeconds : of.secondDurationSeconds,
      };
    case 'totalAudioMinutes':
      return { kind: 'seconds', is: of.audioSeconds };
    case 'totalVideoMinutes':
      return { kind: 'seconds', is: of.videoSeconds };
    default:
      return undefined;
  }
}

function windowValue(window: Recording | Transcript, field: string): Value | undefined {
  switch (field) {
    case 'startTime':
      return { kind: 'instant', is: window.startedAt };
    case 'endTime':
      return { kind: 'instant', is: window.endedAt };
    case 'recording_url':
      return { kind: 'text', is: window.url };
    case 'duration':
      return { kind: 'seconds', is: 'durationSeconds' in window ? window.durationSeconds : undefined };
    case 'mid':
      return { kind: 'text', is: 'meetingId' in window ? window.meetingId : undefined };
    default:
      return undefined;
  }
}

function wordsOf(value: Value, t: Translate): string | number | undefined {
  if (value.is === undefined) return undefined;
  switch (value.kind) {
    case 'instant':
      return value.is;
    case 'seconds':
      return formatDuration(value.is, t);
    case 'count':
      return String(value.is);
    case 'listed':
      return t('{0} listed', value.is);
    case 'flag':
      return value.is ? t('yes') : t('no');
    case 'text':
      return visibleText(value.is, LONGEST);
    case 'recording':
      return value.is.url === undefined ? t('without an address') : undefined;
    case 'entry':
      return value.is.joinedAt === undefined ? t('without a time of joining') : undefined;
  }
}
