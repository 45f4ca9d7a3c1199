/**
 * Every fault ends with its reason, its words, in its time and after so many requests. The table of them is
 * docs/FAILURES.md: after a change that is meant, run this test with UPDATE_GOLDEN=1 and read the difference.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, describe, it } from 'mocha';
import { format, resolveConfig } from 'prettier';
import { delay } from '../../../../src/api/waiting.ts';
import { untranslated as t } from '../../../../src/core/base/index.ts';
import { describeFailure } from '../../../../src/core/failure/index.ts';
import { type Failure, failureOf } from '../../../../src/core/failure/model.ts';
import { startServer } from '../../../support/http/servers.ts';
import { bench, NOW, use } from '../harness.ts';
import { trustTestAuthority } from '../tlsHarness.ts';
import { ALLOWED_SECONDS, type Fault, GROUPS, type World } from './faults.ts';
import { type Row, type Section, tableText, withoutTimes } from './table.ts';

const FILE = 'docs/FAILURES.md';
const INTRODUCTION = `# What can go wrong, and what is said of it

Each fault is made with real servers and proxies on loopback, by the test that writes this table. The time is that of
one run, until the answer, with ${ALLOWED_SECONDS} s allowed to a request (\`cometchatCalls.request.timeoutSeconds\`, 20 s unless
set). The requests are those that a server or a proxy was sent: what may pass at once is tried three times. Hosts and
ports are replaced by examples.`;

const sections: Section[] = [];

/** Asks in a world until there is an answer or a failure. */
async function rowOf({ name, reason }: Pick<Fault, 'name' | 'reason'>, world: World): Promise<Row> {
  const { get } = await bench(world.origin, {
    timeoutSeconds: () => ALLOWED_SECONDS,
    delay,
    ...world.overrides,
  });
  for (let count = 0; count < (world.before ?? 0); count++) await get();
  const controller = new AbortController();
  if (reason === 'cancelled') void world.underWay?.then(() => controller.abort());
  // A look-up that is given up before it is sent is given up now.
  await Promise.resolve();
  const started = performance.now();
  const ended = await get('team-standup', controller.signal).then(() => undefined, failureOf);
  const took = performance.now() - started;
  const words = ended ? wordsOf(ended, world.names ?? {}) : 'the call';
  return { fault: name, reason: ended?.reason ?? 'answered', words, took, sent: world.sent() };
}

function wordsOf(failure: Failure, names: NonNullable<World['names']>): string {
  const context = {
    sessionId: 'team-standup',
    connectionName: 'Acme',
    onBehalfOf: undefined,
    now: NOW,
  };
  const { message } = describeFailure(failure, context, t);
  return Object.entries(names).reduce((text, [name, example]) => text.replaceAll(name, example), message);
}

describe('A fault', () => {
  trustTestAuthority();

  for (const { title, faults } of GROUPS) {
    const rows: Row[] = [];
    sections.push({ title, rows });
    for (const fault of faults) {
      it(`${title}: ${fault.name}: ${fault.reason}`, async () => {
        const row = await rowOf(fault, await fault.make());
        rows.push(row);
        assert.deepEqual(
          { reason: row.reason, sent: row.sent },
          { reason: fault.reason, sent: fault.sent },
          row.words,
        );
        if (fault.takesItsTime) assert.ok(row.took >= ALLOWED_SECONDS * 990, `after ${row.took} ms`);
      });
    }
  }

  it('is every status from 300 to 599, of which none is followed', async () => {
    const server = await use(
      startServer((request, response) => {
        const status = Number(/\d+$/.exec(request.url ?? '')?.[0]);
        response.writeHead(status, { location: '/v3/calls/elsewhere' }).end();
      }),
    );
    const { get } = await bench(server, { delay });
    const rows: Row[] = [];
    for (let status = 300; status < 600; status++) {
      const before = server.requests.length;
      const started = performance.now();
      const failure = await get(`${status}`).then(() => assert.fail('answered'), failureOf);
      const took = performance.now() - started;
      assert.equal('httpStatus' in failure && failure.httpStatus, status);
      const names = { [new URL(server.origin).host]: 'calls.example.com', [`HTTP ${status}`]: 'HTTP …' };
      const words = wordsOf(failure, names);
      rows.push({
        fault: `${status}`,
        reason: failure.reason,
        words,
        took,
        sent: server.requests.length - before,
      });
    }
    assert.ok(server.requests.every(({ target }) => target !== '/v3/calls/elsewhere'));
    sections.push({ title: 'A status, without a word of the Calls API', rows: merged(rows) });
  });

  after(async function () {
    // Only a whole run tells all.
    if (this.test?.parent?.tests.some(({ state }) => state !== 'passed')) return;
    const text = tableText(INTRODUCTION, sections);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      const style = (await resolveConfig(FILE)) ?? {};
      writeFileSync(FILE, await format(text, { ...style, parser: 'markdown' }));
    }
    assert.equal(withoutTimes(readFileSync(FILE, 'utf8')), withoutTimes(text));
  });
});

/** Neighbours that are alike but for their status, as one row. */
function merged(rows: readonly Row[]): readonly Row[] {
  const all: Row[] = [];
  for (const row of rows) {
    const last = all.at(-1);
    if (last?.words === row.words && last.sent === row.sent) {
      const [first] = last.fault.split('–');
      all.splice(-1, 1, { ...last, fault: `${first}–${row.fault}`, took: Math.max(last.took, row.took) });
    } else all.push(row);
  }
  return all;
}
