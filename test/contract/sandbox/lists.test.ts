import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { ask, assertError, start } from './support.ts';

type Raw = Readonly<Record<string, unknown>>;

const SEED_ID = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';

/** Every call the filter lists, which must be fewer than all and more than none, and those it leaves out. */
async function split(sandbox: Sandbox, query: string): Promise<{ listed: Raw[]; left: Raw[] }> {
  const { status, body } = await ask(sandbox, `/calls?${query}`);
  assert.equal(status, 200, query);
  const ids = new Set(body.data.map((call: Raw) => call['sessionId']));
  const left = sandbox.calls.map(({ raw }) => raw).filter((call) => !ids.has(call.sessionId));
  assert.ok(ids.size > 0, `${query} lists something`);
  assert.ok(left.length > 0, `${query} leaves something out`);
  assert.equal(body.meta.pagination.total, ids.size);
  return { listed: body.data, left };
}

/** Filters that compare a field with one value, each with all values that samples have. */
const EQUALITIES: readonly [parameter: string, field: string, values: readonly string[]][] = [
  ['type', 'type', ['audio', 'video']],
  ['mode', 'mode', ['call', 'meet', 'presenter']],
  [
    'status',
    'status',
    ['initiated', 'ongoing', 'ended', 'unanswered', 'rejected', 'busy', 'canceled', 'cancelled'],
  ],
  ['receiverType', 'receiverType', ['user', 'group']],
  ['participantsCount', 'totalParticipants', ['2', '4', '50']],
];

describe('sandbox: GET /calls, filters', () => {
  for (const [parameter, field, values] of EQUALITIES) {
    for (const value of values) {
      it(`${parameter}=${value}`, async () => {
        const { listed, left } = await split(await start(), `${parameter}=${value}`);
        assert.ok(listed.every((call) => String(call[field]) === value));
        assert.ok(left.every((call) => String(call[field]) !== value));
      });
    }
  }

  for (const field of ['hasRecording', 'hasTranscription']) {
    it(`${field}, where a call without the flag counts as false`, async () => {
      const sandbox = await start();
      for (const [value, wanted] of [
        ['true', true],
        ['1', true],
        ['false', false],
        ['0', false],
      ] as const) {
        const { listed, left } = await split(sandbox, `${field}=${value}`);
        assert.ok(listed.every((call) => (call[field] === true) === wanted));
        assert.ok(left.every((call) => (call[field] === true) !== wanted));
      }
    });
  }

  it('uid: who called, who was called, and who took part', async () => {
    const sandbox = await start();
    const receivers = await split(sandbox, 'uid=customer-5531');
    assert.equal(receivers.listed.length, 4);
    assert.ok(receivers.listed.every((call) => call['receiver'] === 'customer-5531'));
    const participants = await split(sandbox, 'uid=dba-chen');
    assert.deepEqual(
      participants.listed.map((call) => call['receiver']),
      ['grp-incident-0917'],
    );
    const objects = await split(sandbox, 'uid=host-emilia');
    assert.equal(objects.listed.length, 1);
    assert.deepEqual((await ask(sandbox, '/calls?uid=nobody')).body.data, []);
  });

  it('startedAt: started then or since', async () => {
    const sandbox = await start();
    const seed = sandbox.calls.find(({ sessionId }) => sessionId === SEED_ID);
    const at = 1692368127;
    assert.equal(seed?.raw['startedAt'], at);
    const { listed, left } = await split(sandbox, `startedAt=${at}`);
    assert.ok(listed.some((call) => call['sessionId'] === SEED_ID));
    assert.ok(
      left.every((call) => call['startedAt'] === undefined),
      'only calls that never started are left out',
    );
    const later = await split(sandbox, `startedAt=${at + 1}`);
    assert.ok(later.left.some((call) => call['sessionId'] === SEED_ID));
  });

  it('endedAt: ended then or before', async () => {
    const sandbox = await start();
    const at = 1692368146;
    const { listed } = await split(sandbox, `endedAt=${at}`);
    assert.deepEqual(
      listed.map((call) => call['sessionId']),
      [SEED_ID],
    );
    assert.deepEqual((await ask(sandbox, `/calls?endedAt=${at - 1}`)).body.data, []);
    const { left } = await split(sandbox, 'endedAt=9999999999');
    assert.ok(
      left.every((call) => call['endedAt'] === undefined),
      'only calls that have not ended are left out',
    );
  });

  it('several at once: a call passes all of them', async () => {
    const query =
      'type=audio&status=ended&uid=agent-lena&startedAt=1789372800&endedAt=1789459199&hasRecording=false';
    const { listed } = await split(await start(), query);
    assert.deepEqual(
      listed.map((call) => call['initiatedAt']),
      [Date.parse('2026-09-14T08:31:10Z') / 1000],
    );
  });

  it('onBehalfOf restricts the list to that user’s calls', async () => {
    const sandbox = await start();
    const { body } = await ask(sandbox, '/calls', { onBehalfOf: 'customer-9120' });
    assert.equal(body.data.length, 2);
    const narrower = await ask(sandbox, '/calls?status=ongoing', { onBehalfOf: 'customer-9120' });
    assert.equal(narrower.body.data.length, 1);
    const none = await ask(sandbox, '/calls?uid=superhero8', { onBehalfOf: 'customer-9120' });
    assert.deepEqual(none.body.data, []);
  });

  const BAD = [
    ['type', 'Audio'],
    ['mode', ''],
    ['status', 'ended,busy'],
    ['receiverType', 'guild'],
    ['startedAt', '1692368127000'],
    ['endedAt', 'yesterday'],
    ['hasRecording', 'yes'],
    ['hasTranscription', ''],
    ['participantsCount', '-1'],
    ['participantsCount', '2.5'],
    ['page', '0'],
    ['page', '1e3'],
    ['perPage', '0'],
    ['perPage', '1001'],
  ];
  for (const [parameter = '', value = ''] of BAD) {
    it(`refuses ${parameter}=${value}, naming it`, async () => {
      const reply = await ask(await start(), `/calls?${parameter}=${value}`);
      assertError(reply, 400, 'ERR_BAD_REQUEST');
      assert.deepEqual(Object.keys(reply.body.error.details), [parameter]);
    });
  }
});

describe('sandbox: GET /calls, order and pages', () => {
  const many = Array.from({ length: 2500 }, (_, n) => ({
    sessionId: `call-${n}`,
    // Shuffled, so that the order is the server's doing.
    initiatedAt: 1790000000 + ((n * 1249) % 2500),
  }));

  it('lists the newest first, 100 a page unless asked otherwise', async () => {
    const { body } = await ask(await start({ calls: many, samples: false }), '/calls');
    const times = body.data.map((call: Raw) => call['initiatedAt']);
    assert.deepEqual(
      times,
      Array.from({ length: 100 }, (_, n) => 1790002499 - n),
    );
    assert.deepEqual(body.meta, {
      pagination: { total: 2500, count: 100, per_page: 100, current_page: 1, total_pages: 25 },
    });
  });

  it('cuts pages that together are everything, once', async () => {
    const sandbox = await start({ calls: many, samples: false });
    const seen: unknown[] = [];
    for (const [page, count] of [
      [1, 1000],
      [2, 1000],
      [3, 500],
      [4, 0],
    ]) {
      const { body } = await ask(sandbox, `/calls?page=${page}&perPage=1000`);
      assert.deepEqual(body.meta, {
        pagination: { total: 2500, count, per_page: 1000, current_page: page, total_pages: 3 },
      });
      seen.push(...body.data.map((call: Raw) => call['sessionId']));
    }
    assert.equal(new Set(seen).size, 2500);
    assert.equal(seen.length, 2500);
  });

  it('lists nothing where there is nothing', async () => {
    const { body } = await ask(await start({ samples: false }), '/calls');
    assert.deepEqual(body, {
      data: [],
      meta: { pagination: { total: 0, count: 0, per_page: 100, current_page: 1, total_pages: 0 } },
    });
  });

  it('lists a call as Get Call answers it', async () => {
    const sandbox = await start();
    const { body } = await ask(sandbox, '/calls?hasTranscription=true');
    assert.equal(body.data[0].transcriptions.length, 5);
    const raws = sandbox.calls.map(({ raw }) => raw);
    const all = await ask(sandbox, '/calls');
    for (const call of all.body.data) {
      assert.deepEqual(
        call,
        raws.find(({ sessionId }) => sessionId === call.sessionId),
      );
    }
    assert.equal(all.body.data.length, raws.length);
  });
});

describe('sandbox: GET /calls/{sessionId}/transcriptions', () => {
  const transcriptions = Array.from({ length: 1200 }, (_, n) => ({
    tid: `t${n}`,
    startTime: 1790000000 + n,
  }));
  const calls = [{ sessionId: 'long', transcriptions }, { sessionId: 'silent' }];

  it('lists the newest first, 100 a page unless asked otherwise', async () => {
    const { body } = await ask(await start({ calls }), '/calls/long/transcriptions');
    assert.deepEqual(body.data, transcriptions.toReversed().slice(0, 100));
    assert.deepEqual(body.meta, {
      pagination: { total: 1200, count: 100, per_page: 100, current_page: 1, total_pages: 12 },
    });
  });

  it('cuts pages of up to 1000', async () => {
    const sandbox = await start({ calls });
    const { body } = await ask(sandbox, '/calls/long/transcriptions?perPage=1000&page=2');
    assert.equal(body.data.length, 200);
    assert.equal(body.data.at(-1).tid, 't0');
    for (const query of ['perPage=1001', 'perPage=x', 'page=0']) {
      assertError(await ask(sandbox, `/calls/long/transcriptions?${query}`), 400, 'ERR_BAD_REQUEST');
    }
  });

  it('is empty for a call without any', async () => {
    const { body } = await ask(await start({ calls }), '/calls/silent/transcriptions');
    assert.deepEqual(body.data, []);
    assert.equal(body.meta.pagination.total, 0);
  });

  it('knows no transcriptions of calls that are none', async () => {
    const sandbox = await start();
    assertError(await ask(sandbox, '/calls/nope/transcriptions'), 404, 'ERR_CALL_SESSION_NOT_FOUND');
    assertError(await ask(sandbox, '/calls//transcriptions'), 400, 'ERR_EMPTY_CALL_SESSION_ID');
  });
});
