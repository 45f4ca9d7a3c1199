import type { SampleCall } from '../types.ts';
import { buildCall, joined, utc, uuid, v1Id } from './build.ts';

/** Calls with recordings and transcripts. */
export const mediaCalls: readonly SampleCall[] = [recorded(), processing(), transcribed()];

function recorded(): SampleCall {
  const at = utc('2026-10-01T09:00:00Z');
  return buildCall({
    key: 'claim inspection',
    title: 'Recorded in two parts',
    at,
    type: 'video',
    initiator: 'adjuster-wren',
    receiver: 'claimant-3317',
    receiverType: 'user',
    starts: 11,
    ends: 1511,
    stays: [joined('claimant-3317', 'android', 14, 1511), joined('adjuster-wren', 'laptop', 12, 1508)],
    more: {
      hasRecording: true,
      recordings: [
        recording('claim inspection 1', at + 65, at + 665),
        recording('claim inspection 2', at + 840, at + 1470),
      ],
    },
  });
}

/** `duration` is in minutes; start and end are Unix seconds. */
function recording(name: string, startTime: number, endTime: number) {
  const rid = uuid(name);
  return {
    rid,
    recording_url: `https://recordings.example.com/${rid}.mp4`,
    startTime,
    endTime,
    duration: (endTime - startTime) / 60,
  };
}

/** While a recording is processed, the flag is there and the recording is not. */
function processing(): SampleCall {
  return buildCall({
    key: 'identity check',
    title: 'Recording still being processed',
    at: utc('2026-10-30T14:20:09Z'),
    type: 'video',
    initiator: 'kyc-agent-12',
    receiver: 'applicant-60718',
    receiverType: 'user',
    starts: 7,
    ends: 261,
    stays: [joined('applicant-60718', 'chrome', 9, 258), joined('kyc-agent-12', 'desk', 8, 261)],
    more: { hasRecording: true },
  });
}

/** Eight transcripts: Get Call shows the newest five, their own route all of them. */
function transcribed(): SampleCall {
  const at = utc('2026-09-29T11:00:02Z');
  const key = 'job interview';
  const room = v1Id(key, at);
  return buildCall({
    key,
    title: 'Transcribed: eight transcripts, five of them with the call',
    at,
    type: 'video',
    initiator: 'recruiter-maya',
    receiver: 'candidate-jonas',
    receiverType: 'user',
    starts: 8,
    ends: 3728,
    stays: [joined('candidate-jonas', 'laptop', 12, 3728), joined('recruiter-maya', 'laptop', 9, 3725)],
    more: {
      hasTranscription: true,
      transcriptions: Array.from({ length: 8 }, (_, part) => {
        const startTime = at + 30 + part * 460;
        return transcript(`${key} ${part + 1}`, key, room, startTime, startTime + 455);
      }).toReversed(),
    },
  });
}

function transcript(name: string, key: string, roomName: string, startTime: number, endTime: number) {
  const tid = uuid(name);
  return {
    tid,
    mid: uuid(key),
    roomName,
    startTime,
    endTime,
    transcriptDate: new Date(startTime * 1000).toISOString(),
    transcriptUrl: `https://recordings.example.com/transcripts/${tid}.json`,
  };
}
