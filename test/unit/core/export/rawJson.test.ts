/** What the server sent, with nobody in it who can be recognised. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { withoutNames } from '../../../../src/core/export/pseudonyms.ts';
import { jsonOf, rawWithoutNames } from '../../../../src/core/export/rawJson.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { at, decoded, NOW } from '../support.ts';

describe('core answer without names', () => {
  const ANN = 'customer-5531';

  it('has pseudonyms for everybody wherever they are named', () => {
    const raw = {
      sessionId: `room-${ANN}`,
      initiatedAt: at(0),
      totalDuration: '00:00:19',
      status: 'ended',
      type: 'audio',
      receiverType: 'group',
      initiator: { uid: ANN, name: 'Ann', avatar: 'https://cdn.example/ann.png', link: 'ann.html' },
      receiver: 'sales',
      data: {
        entities: {
          receiver: { entity: { guid: 'sales', name: 'Sales', icon: 'x' }, entityType: 'group' },
          by: { entity: { uid: 'zed-9', name: 'Zed' } },
        },
      },
      metaData: { [ANN]: ['Ann', 'sales', 'other', 3], note: 'zed-9 rang Ann', isPaid: true },
      tags: ['vip', 'ann', 'customer-5531'],
      participants: [
        { uid: 'ann-2', name: 'Ann', deviceId: 'phone-77@rtc.example/x', joinedAt: at(1) },
        { uid: 7, name: 'Seven', joinedAt: at(2), totalAudioMinutes: 7 },
      ],
      recordings: [{ rid: 'r', recording_url: 'not even a url', duration: 7 }],
      transcriptions: [{ transcriptDate: '2026-10-26T09:00:00Z', roomName: 'phone-77' }],
    };
    assert.deepEqual(rawWithoutNames(raw), {
      sessionId: 'room-person-1',
      initiatedAt: at(0),
      totalDuration: '00:00:19',
      status: 'ended',
      type: 'audio',
      receiverType: 'group',
      initiator: { uid: 'person-1', name: 'person-1', avatar: '[URL removed]', link: '[URL removed]' },
      receiver: 'group-1',
      data: {
        entities: {
          receiver: {
            entity: { guid: 'group-1', name: 'group-1', icon: '[URL removed]' },
            entityType: 'group',
          },
          by: { entity: { uid: 'person-4', name: 'person-4' } },
        },
      },
      metaData: { 'person-1': ['person-1', 'group-1', '[removed]', 3], note: '[removed]', isPaid: true },
      tags: ['[removed]', 'person-1', 'person-1'],
      participants: [
        { uid: 'person-2', name: 'person-2', deviceId: 'device-1', joinedAt: at(1) },
        { uid: 'person-3', name: 'person-3', joinedAt: at(2), totalAudioMinutes: 7 },
      ],
      recordings: [{ rid: 'r', recording_url: '[URL removed]', duration: 7 }],
      transcriptions: [{ transcriptDate: '2026-10-26T09:00:00Z', roomName: 'device-1' }],
    });
  });

  it('has the pseudonyms of the call', () => {
    for (const { raw } of sampleCalls(NOW)) {
      const [fromRaw, fromCall] = [decoded(rawWithoutNames(raw)), withoutNames(decoded(raw))];
      assert.deepEqual(
        fromRaw.participants.map(({ uid, device }) => [uid, device]),
        fromCall.participants.map(({ uid, device }) => [uid, device]),
      );
      assert.deepEqual(
        [fromRaw.initiator?.id, fromRaw.receiver?.id],
        [fromCall.initiator?.id, fromCall.receiver?.id],
      );
    }
  });

  it('leaves the words and the fields of the API, though people be called so', () => {
    const raw = {
      status: 'ended',
      type: 'video',
      mode: 'call',
      participants: ['ended', 'video', 'call', 'uid', 'participants', 'state'].map((uid) => ({
        uid,
        state: 'ended',
        name: uid,
      })),
    };
    const result = JSON.stringify(rawWithoutNames(raw));
    assert.match(
      result,
      /^\{"status":"ended","type":"video","mode":"call","participants":\[\{"uid":"person-1","state":"ended","name":"person-1"\}/,
    );
  });

  it('keeps apart keys that became the same', () => {
    const raw = {
      participants: [{ uid: 'u-1', name: 'Ann' }],
      metaData: { 'u-1': 1, Ann: 2, ann: 3, x: 4 },
    };
    const { metaData } = rawWithoutNames(raw) as { readonly metaData: unknown };
    assert.deepEqual(metaData, { 'person-1': 1, 'person-1 (2)': 2, 'person-1 (3)': 3, x: 4 });
  });

  it('has one for a user the call was asked for as', () => {
    const raw = { sessionId: 'for ghost-1', tags: ['ghost-1'] };
    assert.equal(
      jsonOf(raw, { withoutNames: true, others: [{ kind: 'person', id: 'ghost-1', name: undefined }] }),
      '{\n  "sessionId": "for person-1",\n  "tags": [\n    "person-1"\n  ]\n}',
    );
  });

  it('holds of what is not documented only who is known, small numbers and truths', () => {
    const raw = {
      sessionId: 'standup',
      status: 'ended',
      startedAt: 'call me',
      initiator: {
        uid: 'u-1',
        name: 'Ann',
        statusMessage: 'in Berlin',
        role: 'default',
        lastActiveAt: at(1),
      },
      data: { entities: { initiator: { entity: { name: 'Nobody Known', email: 'a@b.example' } }, x: 'y' } },
      metaData: {
        ownerId: 99887766,
        phone: 491701234567,
        place: [52.520008, 13.404954],
        attempts: 3,
        photo: '/9j/4AAQSkZJRg==',
        status: 'ended',
        startedAt: '1692368127',
        nested: '{"rec":"https:\\/\\/s3.example\\/face.png"}',
        'jd@corp.example': null,
        'Call Ann back': false,
      },
      participants: [
        { uid: '99887766', deviceId: 'dev-A@rtc.example/Zoe-iPhone', ip: '203.0.113.9', mid: 99887766 },
        { uid: 'u-1', deviceId: '@rtc.example/Ann', metadata: { phone: '+49 171' } },
        'Ann',
        'somebody',
      ],
      devices: [{ deviceId: 'deadbeef-1@rtc/other' }],
      recordings: 'none',
      transcriptions: [{ tid: 't-1', text: 'Hello Ann' }],
    };
    const gone = '[removed]';
    assert.deepEqual(rawWithoutNames(raw), {
      sessionId: 'standup',
      status: 'ended',
      startedAt: gone,
      initiator: { uid: 'person-1', name: 'person-1', statusMessage: gone, role: gone, lastActiveAt: gone },
      data: { entities: { initiator: { entity: { name: gone, email: gone } }, x: gone } },
      metaData: {
        ownerId: 'person-2',
        phone: gone,
        place: [gone, gone],
        attempts: 3,
        photo: gone,
        status: gone,
        startedAt: gone,
        nested: gone,
        '[removed]': null,
        '[removed] (2)': false,
      },
      participants: [
        { uid: 'person-2', deviceId: 'device-1', ip: gone, mid: 'person-2' },
        { uid: 'person-1', deviceId: gone, metadata: { phone: gone } },
        'person-1',
        gone,
      ],
      devices: [{ deviceId: gone }],
      recordings: gone,
      transcriptions: [{ tid: 't-1', text: gone }],
    });
  });

  it('keeps every documented field of the sample calls', () => {
    for (const { raw } of sampleCalls(NOW)) {
      const documented = JSON.stringify({ ...raw, metaData: [], tags: [] });
      const written = JSON.stringify(rawWithoutNames(JSON.parse(documented)));
      assert.equal(written.includes('[removed]'), false, written);
    }
  });

  it('is written of answers that are nested deeply, wide, or no call', () => {
    let deep: unknown = 'secret-uid';
    for (let level = 0; level < 100_000; level++) deep = level % 2 === 0 ? [deep] : { uid: deep };
    assert.doesNotMatch(jsonOf({ deep }, { withoutNames: true }) ?? '', /secret/);
    assert.equal(jsonOf({ deep }, { withoutNames: false }), undefined);
    const wide = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`https://x.example/${index}`, index]),
    );
    assert.equal(Object.keys(rawWithoutNames(wide) as object).length, 50_000);
    for (const raw of [null, undefined, 5, 'text', [], [[{ uid: 'ann' }]]]) rawWithoutNames(raw);
    assert.deepEqual(
      rawWithoutNames(JSON.parse('{"__proto__": {"uid": "ann"}}')),
      JSON.parse('{"__proto__": {"uid": "person-1"}}'),
    );
  });
});
