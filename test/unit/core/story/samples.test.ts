/** What is said of each sample call, in its words. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { partiesOf } from '../../../../src/core/call/parties.ts';
import { modeWord, statusWord, typeWord } from '../../../../src/core/call/words.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { decoded, NOW, t } from '../support.ts';

/** By the sample's title: parties, words, verdict. */
const SAMPLES: Readonly<Record<string, readonly [parties: string, words: string, verdict: string]>> = {
  'Audio call, answered: the API reference’s example': [
    'superhero8 → superhero2',
    'ended, audio, one-to-one',
    'Answered after 14 s, lasted 19 s; superhero8 left first, 2 s before the end',
  ],
  'Audio call, answered at the fourth attempt': [
    'agent-lena → customer-5531',
    'ended, audio, one-to-one',
    'Answered after 9 s, lasted 6 min 42 s; Marco Bianchi left first, 2 s before the end',
  ],
  'Video consultation, 47 minutes': [
    'dr-amara-okafor → patient-10482',
    'ended, video, one-to-one',
    'Answered after 21 s, lasted 47 min 17 s; dr-amara-okafor left first, 3 s before the end',
  ],
  'Group video call: one joined late, one left early, one never came': [
    'oncall-mateo → grp-incident-0917',
    'ended, video, group call',
    'Answered after 6 s, lasted 38 min 15 s; 4 of 5 people joined',
  ],
  Busy: ['agent-lena → customer-5531', 'busy, audio, one-to-one', 'Not taken: the line was busy'],
  'Canceled by the caller, spelt with one l': [
    'agent-lena → customer-5531',
    'cancelled, audio, one-to-one',
    'Cancelled before it was answered',
  ],
  'Nobody answered': [
    'agent-lena → customer-5531',
    'unanswered, audio, one-to-one',
    'customer-5531 did not answer',
  ],
  'Rejected by the student': [
    'tutor-rahul → student-zoe',
    'rejected, video, one-to-one',
    'Rejected by student-zoe',
  ],
  'Group call, cancelled by the caller, spelt with two l': [
    'sre-ingrid → grp-oncall-emea',
    'cancelled, audio, group call',
    'Cancelled before it was answered',
  ],
  'Ringing now': ['driver-ana → customer-9120', 'ringing, audio, one-to-one', 'Ringing for 13 s'],
  'Ongoing for seven minutes: two there, one left, one never joined': [
    'support-kofi → order-77812',
    'ongoing, video, group call',
    'Ongoing for 7 min 6 s; 2 people are in it',
  ],
  'Still ongoing on paper, though everyone left': [
    'nurse-tania → patient-10713',
    'ongoing, audio, one-to-one',
    'Still marked as ongoing, though the last one left 29 d 2 h ago',
  ],
  'Rejoined: the customer dropped out for two minutes': [
    'advisor-nils → customer-2046',
    'ended, video, one-to-one',
    'Answered after 13 s, lasted 18 min 27 s; customer-2046 was gone for 2 min 2 s, and came back',
  ],
  'Two devices: on the phone, then on the laptop as well': [
    'broker-hugo → client-aiko',
    'ended, video, one-to-one',
    'Answered after 18 s, lasted 15 min 18 s; broker-hugo left first, 2 s before the end',
  ],
  'Recorded in two parts': [
    'adjuster-wren → claimant-3317',
    'ended, video, one-to-one',
    'Answered after 11 s, lasted 25 min; adjuster-wren left first, 3 s before the end',
  ],
  'Recording still being processed': [
    'kyc-agent-12 → applicant-60718',
    'ended, video, one-to-one',
    'Answered after 7 s, lasted 4 min 14 s; applicant-60718 left first, 3 s before the end',
  ],
  'Transcribed: eight transcripts, five of them with the call': [
    'recruiter-maya → candidate-jonas',
    'ended, video, one-to-one',
    'Answered after 8 s, lasted 1 h 2 min; recruiter-maya left first, 3 s before the end',
  ],
  'Meeting with an id of its own, three times in one morning': [
    'priya.nair',
    'ended, video, meeting',
    '3 meetings within 52 min 5 s; 4 people joined',
  ],
  'Presentation with 50 participants': [
    'ceo-marguerite → all-hands-2026-10',
    'ended, video, presenter',
    'Lasted 45 min 3 s; 50 people joined',
  ],
  'Legacy session id, from an older SDK': [
    'doctor_1 → user_42',
    'ended, audio, one-to-one',
    'Answered after 9 s, lasted 2 min 35 s; doctor_1 left first, 2 s before the end',
  ],
  'Parties with names and pictures': [
    'Emilia Larsson → David Adeyemi',
    'ended, video, one-to-one',
    'Answered after 12 s, lasted 12 min 55 s; David Adeyemi left first, 2 s before the end',
  ],
  'Newer field names, as the SDK has them': [
    'coach-bea → member-415',
    'ended, audio, one-to-one',
    'Answered after 5 s, lasted 21 min 57 s; Bea Fontaine left first, 2 s before the end',
  ],
  'Names in Hebrew, Arabic, Chinese and Hindi': [
    'user-2207 → family-cohen',
    'ended, video, group call',
    'Answered after 10 s, lasted 31 min 4 s; 4 people joined',
  ],
};

describe('core: the sample calls in words', () => {
  const samples = sampleCalls(NOW);
  for (const { title, raw } of samples) {
    it(title, () => {
      const subject = decoded(raw);
      const words = [statusWord(subject, t), typeWord(subject.type, t), modeWord(subject, t)].join(', ');
      assert.deepEqual([partiesOf(subject), words, verdictOf(subject, NOW, t)], SAMPLES[title]);
    });
  }

  it('all of them', () => {
    assert.deepEqual(
      samples.map(({ title }) => title),
      Object.keys(SAMPLES),
    );
  });
});
