/** What the page says of webhook events: beside a call, and of a call that is made of nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { columnsOf } from '../../../media/panel/participants.ts';
import { webhooks } from '../../../media/panel/webhooks.ts';
import { isAnswered } from '../../../media/panel/page.ts';
import { peopleOf } from '../../../src/core/call/index.ts';
import type { FromPanel, PanelWebhooks } from '../../../src/shared/index.ts';
import { at, call, stay } from '../core/support.ts';
import { type StubElement, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

const LOG: PanelWebhooks = {
  uri: 'file:///logs/app.log',
  log: 'app.log',
  lane: undefined,
  lines: [
    { at: at(11) * 1000, text: 'Ana joined · microphone off', offset: 120, line: 2 },
    { at: undefined, text: 'the call ended', offset: 90_000_000, line: undefined },
  ],
  findings: [
    {
      kind: 'notListed',
      severity: 'notice',
      message: 'By a webhook, Eve joined, whom CometChat does not list',
      offset: 400,
      line: undefined,
    },
  ],
  devices: [{ entry: 0, text: 'calls 5.1 · microphone off' }],
};
const some = call({
  initiator: 'ana',
  receiver: 'leo',
  receiverType: 'user',
  startedAt: at(10),
  endedAt: at(70),
  participants: [stay('ana', 11, 70), stay('leo', 40, 70)],
});
const FROM_LOG = { fromLog: { log: 'app.log', count: 3, isShown: true }, state: 'failed' } as const;

describe('panel: webhook events', () => {
  withDocument();

  function drawn(more: Parameters<typeof pageOf>[1] = {}) {
    const sent: FromPanel[] = [];
    const page = {
      ...pageOf(some, { webhooks: [LOG], ...more }),
      send: (message: FromPanel) => void sent.push(message),
    };
    const [section] = webhooks(page, some) as unknown as readonly StubElement[];
    return { section: section ?? assert.fail(), sent };
  }

  it('stand by themselves, with what they contradict first, and say whose word they are', () => {
    const { section } = drawn();
    assert.equal(
      section.textContent,
      'Webhook events of app.log (UTC) 2' +
        'Anyone who writes to this log can have written them.' +
        'Notice By a webhook, Eve joined, whom CometChat does not listGo to Line' +
        '22:13:31Ana joined · microphone off' +
        'time unknownthe call ended',
    );
    assert.doesNotMatch(drawn(FROM_LOG).section.textContent, /Anyone/, 'the head says it there');
  });

  it('lead to their lines, by where those begin', () => {
    const { section, sent } = drawn();
    for (const button of section.all('button')) button.click();
    assert.deepEqual(
      sent,
      [400, 120, 90_000_000].map((offset) => ({ type: 'goToMark', uri: LOG.uri, offset })),
    );
    assert.deepEqual(
      section.all('button').map((button) => button.getAttribute('tabindex')),
      [null, '0', '-1'],
      'what they say is one stop of Tab',
    );
  });

  it('tell with what somebody joined in a column of their own, the first log first', () => {
    const other = {
      ...LOG,
      devices: [...LOG.devices, { entry: 1, text: 'web' }].map((each) => ({
        ...each,
        text: `${each.text}!`,
      })),
    };
    const page = pageOf(some, { webhooks: [LOG, other] });
    const rows = peopleOf(some).flatMap((person) =>
      person.stays.map((each) => ({ person, stay: each, isFirst: true, meeting: undefined })),
    );
    const column = columnsOf(page, some, rows).find(({ id }) => id === 'webhook');
    assert.equal(column?.label, 'Joined with (by a webhook)');
    assert.deepEqual(
      rows.map((row) => column?.text(row)),
      ['calls 5.1 · microphone off', 'web!'],
    );
    assert.ok(!columnsOf(pageOf(some), some, rows).some(({ id }) => id === 'webhook'));
  });

  it('make a page that claims nothing they do not tell: no states, minutes or devices', () => {
    const page = pageOf(some, FROM_LOG);
    const rows = peopleOf(some).flatMap((person) =>
      person.stays.map((each) => ({ person, stay: each, isFirst: true, meeting: undefined })),
    );
    assert.deepEqual(
      columnsOf(page, some, rows).map(({ id }) => id),
      ['name', 'joined', 'left', 'inCall'],
    );
    assert.deepEqual([isAnswered(page.view), isAnswered(pageOf(some).view)], [false, true]);
  });
});
