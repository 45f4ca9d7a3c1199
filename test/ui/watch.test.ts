import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { textsOf, until, untilTrue } from '../support/host/page.ts';
import type { Workbench } from '../support/host/workbench.ts';
import { type FaultySandbox, lookUp, openCall, panelPage, sampleOf, VIEW } from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

/** A watched call is asked for every ten seconds: so long until its end is seen, on a busy machine. */
const POLL_MS = 40_000;

/** What stands in the status bar for this extension; undefined while nothing does. */
async function activity({ page }: Workbench): Promise<string | undefined> {
  const [text] = await textsOf(page.locator('.statusbar-item[id*="cometchatCalls.activity"]:visible'));
  return text === '' ? undefined : text;
}

const untilActivity = (workbench: Workbench, expected: RegExp | undefined, patienceMs?: number) =>
  until(
    `a status bar with ${String(expected)}`,
    async () => {
      const text = await activity(workbench);
      if (expected === undefined) return text === undefined ? { text: '' } : undefined;
      return text !== undefined && expected.test(text) ? { text } : undefined;
    },
    patienceMs,
  );

describe('What runs meanwhile, and around a call', () => {
  const began = Math.floor(Date.now() / 1000) - 90;
  let workbench: Workbench;
  let faulty: FaultySandbox;
  connectedWindow(
    {
      // A panel that refreshes by itself would find the end before the watch does.
      settings: { 'cometchatCalls.refreshSeconds': 0 },
      viewport: { width: 1400, height: 900 },
    },
    async (opened) => {
      ({ workbench, faulty } = opened);
      await workbench.views.open('CometChat Calls');
      for (const other of ['Calls in This File', 'Recent Calls']) await workbench.views.close(other);
    },
  );

  const description = async (label: string | RegExp) =>
    (await workbench.views.waitForRow(VIEW, label)).description;

  /** Answers every request with a call between two people that goes on until it is ended. */
  function ongoing(sessionId: string, [initiator, receiver]: readonly [string, string]) {
    const call = { isOver: false };
    faulty.intercept((_request, response) => {
      const people = [initiator, receiver].map((uid) => ({ uid, isJoined: true, joinedAt: began + 10 }));
      const end = { endedAt: began + 70, recordings: [{ rid: 'r' }], transcriptions: [{ tid: 't' }] };
      const data = {
        sessionId,
        type: 'audio',
        mode: 'call',
        status: call.isOver ? 'ended' : 'ongoing',
        initiatedAt: began,
        startedAt: began + 10,
        initiator,
        receiver,
        receiverType: 'user',
        participants: people.map((one) => (call.isOver ? { ...one, leftAt: began + 70 } : one)),
        ...(call.isOver ? end : {}),
      };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
    });
    return call;
  }

  it('shows nothing in the status bar while nothing runs', async () => {
    assert.equal(await activity(workbench), undefined);
  });

  it('tells once when a watched call has ended, with its verdict and a way to it', async function () {
    this.timeout(2 * POLL_MS);
    const { messages, views } = workbench;
    const call = ongoing('ends-soon', ['ana', 'leo']);
    await lookUp(workbench, 'ends-soon');
    await panelPage(workbench, 'ends-soon', '.verdict');
    await views.chooseInContextMenu(VIEW, /· ana → leo/, 'Tell Me When It Ends');
    await untilTrue('a call that is watched', async () =>
      (await description(/· ana → leo/)).includes('watching'),
    );
    await untilActivity(workbench, /watching 1 call/);
    await workbench.screenshot('watch-1-watching');
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.locator('.editor-group-container .tab').waitFor({ state: 'detached' });
    call.isOver = true;
    await until('the notification', () => told('ana → leo:'), POLL_MS);
    await workbench.screenshot('watch-2-ended');
    const [notice, ...others] = (await messages.notifications()).filter(({ text }) => text.includes('ana'));
    assert.deepEqual(others, []);
    assert.match(notice?.text ?? '', /^ana → leo: .*lasted 1 min/);
    assert.deepEqual(notice?.buttons, ['Open']);
    assert.doesNotMatch(await description(/· ana → leo/), /watching/);
    await untilActivity(workbench, undefined);
    await messages.clickNotificationButton('ana → leo:', 'Open');
    await panelPage(workbench, 'ends-soon', '.verdict');
    faulty.intercept(undefined);
  });

  const told = async (text: string) =>
    (await workbench.messages.notifications()).find((message) => message.text.includes(text));

  it('watches no more when it is told to stop', async () => {
    const { views } = workbench;
    ongoing('goes-on', ['mia', 'tom']);
    await lookUp(workbench, 'goes-on');
    await views.waitForRow(VIEW, /· mia → tom/);
    await views.clickInlineAction(VIEW, /· mia → tom/, 'Tell Me When It Ends');
    await untilActivity(workbench, /watching 1 call/);
    await views.clickInlineAction(VIEW, /· mia → tom/, 'Stop Watching');
    await untilActivity(workbench, undefined);
    assert.doesNotMatch(await description(/· mia → tom/), /watching/);
    assert.equal(await told('mia'), undefined);
    faulty.intercept(undefined);
  });

  it('says in the panel that a call was the fourth attempt, and opens the others', async () => {
    const answered = sampleOf(faulty, /fourth attempt/i);
    const frame = await openCall(workbench, answered.sessionId);
    await frame.locator('#find-attempts').click();
    const found = frame.locator('#attempts-found p');
    await found.first().waitFor();
    assert.match(
      await found.first().innerText(),
      /^4th attempt in \d+ min \d+ s, one unanswered, one busy, one cancelled$/,
    );
    assert.equal(await frame.locator('.attempts li').count(), 4);
    await frame.locator('.attempts').scrollIntoViewIfNeeded();
    await workbench.screenshot('watch-3-attempts-panel');
    await frame.locator('#attempt-0').click();
    // Of a call that nobody answered that is the first question: it is answered unasked, above the timeline.
    const busy = await panelPage(workbench, sampleOf(faulty, /^Busy$/).sessionId, '.verdict');
    await busy.locator('#attempts-found p', { hasText: /^1st of 4 attempts in / }).waitFor();
    const [first, next] = await textsOf(busy.locator('main > section'));
    assert.match(`${first}|${next}`, /1st of 4 attempts in .*\|.*Timeline/s);
    await workbench.screenshot('watch-3-attempts-first');
  });

  it('says the same in the list, and opens the others from there', async () => {
    const { views } = workbench;
    const { raw } = sampleOf(faulty, /fourth attempt/i);
    const parties = `${String(raw['initiator'])} → ${String(raw['receiver'])}`;
    // The answered one and the busy one have the same parties.
    const label = new RegExp(`· ${parties} ended`);
    await views.expand(VIEW, label);
    await views.waitForRow(VIEW, /^4th attempt in /);
    await workbench.screenshot('watch-4-attempts-tree');
    await views.click(VIEW, /^unanswered −/);
    await panelPage(workbench, sampleOf(faulty, /^Nobody answered$/).sessionId, '.verdict');
    await views.expand(VIEW, label, false);
    const busy = new RegExp(`· ${parties} busy`);
    await views.expand(VIEW, busy);
    await views.waitForRow(VIEW, /^1st of 4 attempts in /);
    await workbench.screenshot('watch-5-attempts-sibling');
  });

  it('shows look-ups under way in the status bar, then nothing', async () => {
    const held: ServerResponse[] = [];
    faulty.intercept((_request, response) => void held.push(response));
    await lookUp(workbench, 'held-back');
    await untilActivity(workbench, /1 look-up/);
    await workbench.screenshot('watch-6-status-looking-up');
    faulty.intercept(undefined);
    for (const response of held)
      response.writeHead(404).end('{"error":{"code":"ERR_CALL_SESSION_NOT_FOUND"}}');
    await untilActivity(workbench, undefined);
  });

  it('counts a rate limit down in the status bar', async () => {
    faulty.intercept((_request, response) =>
      response.writeHead(429, { 'retry-after': '8' }).end('{"error":{"code":"ERR_TOO_MANY_REQUESTS"}}'),
    );
    await lookUp(workbench, 'limited');
    const { text } = await untilActivity(workbench, /rate limited, \d+ s/);
    await workbench.screenshot('watch-7-status-limited');
    await until('the countdown to go on', async () => {
      const now = await activity(workbench);
      return now !== undefined && now !== text ? now : undefined;
    });
    await untilActivity(workbench, undefined);
    faulty.intercept(undefined);
  });

  it('says that sample calls come from a sandbox, as long as it runs', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('CometChat Calls: Sample Calls');
    await quickInput.waitFor('no key is needed');
    await quickInput.dismiss();
    await untilActivity(workbench, /^Sample Calls$/);
    await workbench.setTheme('Default Light Modern');
    await workbench.screenshot('watch-8-status-sandbox');
  });
});
