/** Times, lengths, counts and flags of a call, in every form in which they came. */
import { checkRows, type Row } from './decodeSupport.ts';
import { SEED_INITIATED } from '../support.ts';

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  instants: [
    [
      'Unix seconds',
      { initiatedAt: 1692368113, startedAt: 1692368127, endedAt: 1692368146 },
      {
        initiatedAt: SEED_INITIATED,
        startedAt: 1_692_368_127_000,
        endedAt: 1_692_368_146_000,
      },
    ],
    ['fractions', { initiatedAt: 1692368113.25 }, { initiatedAt: 1_692_368_113_250 }],
    [
      'missing: never started, never ended',
      { initiatedAt: 1692368113 },
      {
        startedAt: undefined,
        endedAt: undefined,
      },
    ],
    ['null', { startedAt: null, endedAt: null }, { startedAt: undefined, endedAt: undefined }],
    [
      'numeric strings',
      { initiatedAt: '1692368113' },
      { initiatedAt: SEED_INITIATED },
      ['initiatedAt wrongType'],
    ],
    [
      'milliseconds',
      { initiatedAt: 1692368113000 },
      { initiatedAt: SEED_INITIATED },
      ['initiatedAt outOfRange'],
    ],
    ['zero is no instant', { startedAt: 0 }, { startedAt: undefined }, ['startedAt outOfRange']],
    ['the string zero neither', { startedAt: '0' }, { startedAt: undefined }, ['startedAt wrongType']],
    ['negative', { endedAt: -5 }, { endedAt: undefined }, ['endedAt outOfRange']],
    ['microseconds', { endedAt: 1692368113000000 }, { endedAt: undefined }, ['endedAt outOfRange']],
    ['ISO 8601', { endedAt: '2023-08-18T14:15:13Z' }, { endedAt: undefined }, ['endedAt wrongType']],
  ],
  durations: [
    ['HH:MM:SS', { totalDuration: '00:00:19' }, { durationSeconds: 19 }],
    ['over an hour', { totalDuration: '01:02:03' }, { durationSeconds: 3723 }],
    ['over a hundred hours', { totalDuration: '100:00:01' }, { durationSeconds: 360_001 }],
    ['zero that the server sent', { totalDuration: '00:00:00' }, { durationSeconds: 0 }],
    ['an integer, as the OpenAPI has it', { totalDuration: 19 }, { durationSeconds: 19 }],
    [
      'minutes under the newer name',
      { totalDurationInMinutes: 0.31666666666666665 },
      { durationSeconds: 19 },
    ],
    [
      'the string before the minutes',
      { totalDuration: '00:00:19', totalDurationInMinutes: 5 },
      {
        durationSeconds: 19,
      },
    ],
    [
      'the minutes where the string is none',
      { totalDuration: 'soon', totalDurationInMinutes: 0.5 },
      {
        durationSeconds: 30,
      },
      ['totalDuration wrongType'],
    ],
    ['missing', {}, { durationSeconds: undefined, audioSeconds: undefined, videoSeconds: undefined }],
    [
      'minutes and seconds only',
      { totalDuration: '00:19' },
      { durationSeconds: undefined },
      ['totalDuration wrongType'],
    ],
    [
      '99 minutes and 99 seconds',
      { totalDuration: '00:99:99' },
      { durationSeconds: undefined },
      ['totalDuration wrongType'],
    ],
    [
      'a fraction has no unit',
      { totalDuration: 0.3166 },
      { durationSeconds: undefined },
      ['totalDuration wrongType'],
    ],
    [
      'negative',
      { totalDuration: -19, totalDurationInMinutes: -1, totalAudioMinutes: -0.1 },
      {
        durationSeconds: undefined,
        audioSeconds: undefined,
      },
      ['totalDuration outOfRange', 'totalDurationInMinutes outOfRange', 'totalAudioMinutes outOfRange'],
    ],
    [
      'user-minutes',
      { totalAudioMinutes: 0.25, totalVideoMinutes: 0 },
      { audioSeconds: 15, videoSeconds: 0 },
    ],
    [
      'minutes as strings',
      { totalAudioMinutes: '0.25' },
      { audioSeconds: 15 },
      ['totalAudioMinutes wrongType'],
    ],
    [
      'more than any number can hold',
      { totalVideoMinutes: 1e308, totalDurationInMinutes: 1e308 },
      {
        videoSeconds: undefined,
        durationSeconds: undefined,
      },
      ['totalDurationInMinutes outOfRange', 'totalVideoMinutes outOfRange'],
    ],
  ],
  'counts and flags': [
    [
      'as documented',
      { totalParticipants: 2, hasRecording: false, hasTranscription: true },
      {
        participantCount: 2,
        hasRecording: false,
        hasTranscription: true,
      },
    ],
    ['missing', {}, { participantCount: undefined, hasRecording: undefined, hasTranscription: undefined }],
    [
      'as strings',
      { totalParticipants: '2', hasRecording: 'true', hasTranscription: '0' },
      {
        participantCount: 2,
        hasRecording: true,
        hasTranscription: false,
      },
      ['totalParticipants wrongType', 'hasRecording wrongType', 'hasTranscription wrongType'],
    ],
    [
      'as bits',
      { hasRecording: 1, hasTranscription: 0 },
      { hasRecording: true, hasTranscription: false },
      ['hasRecording wrongType', 'hasTranscription wrongType'],
    ],
    [
      'no truth values',
      { hasRecording: 2, hasTranscription: 'yes' },
      {
        hasRecording: undefined,
        hasTranscription: undefined,
      },
      ['hasRecording wrongType', 'hasTranscription wrongType'],
    ],
    [
      'half a participant',
      { totalParticipants: 2.5 },
      { participantCount: undefined },
      ['totalParticipants wrongType'],
    ],
    [
      'fewer than none',
      { totalParticipants: -1 },
      { participantCount: undefined },
      ['totalParticipants outOfRange'],
    ],
    [
      'an announced recording that is not there',
      { hasRecording: true },
      {
        hasRecording: true,
        recordings: [],
      },
    ],
  ],
  'fields that are not read': [
    ['empty lists', { metaData: [], tags: [] }, {}],
    ['objects', { metaData: { a: 1 }, tags: ['x'], somethingNew: { deep: [null] } }, {}],
  ],
};

checkRows('core decode: values', ROWS);
