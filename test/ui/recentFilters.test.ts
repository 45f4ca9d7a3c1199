import assert from 'node:assert/strict';
import { untilTrue } from '../support/host/page.ts';
import { addConnection, clearNotifications, panelPage, screenshotFailures } from './support/calls.ts';
import { NAME, openRecentCalls, RECENT, type RecentCalls } from './support/recentCalls.ts';

describe('Filters of recent calls, as a person makes them', () => {
  let recent: RecentCalls;
  screenshotFailures(() => recent?.workbench);

  before(async () => {
    recent = await openRecentCalls(Date.now());
    const { workbench, faulty } = recent;
    await addConnection(workbench, faulty.sandbox, NAME);
    await clearNotifications(workbench);
    await workbench.views.expand(RECENT, NAME);
    await workbench.views.expand(RECENT, 'All');
    await recent.untilRow('All', ({ description }) => description === '100 of 10,000');
    await workbench.views.expand(RECENT, 'All', false);
  });
  after(() => recent?.close());

  it('asks for a filter step by step, back and forth, by keyboard', async () => {
    const { quickInput, views } = recent.workbench;
    await views.click(RECENT, 'Ongoing');
    await recent.row('No calls fit.');
    await views.clickTitleAction(RECENT, 'Filter Recent Calls');
    const asksForNothing = () =>
      untilTrue('a filter that asks for nothing', async () =>
        (await quickInput.items()).some(({ description }) => description === 'all calls'),
      );
    await quickInput.waitFor('Filter Recent Calls of Acme Production');
    // The button above the view is about no row; the menu of a row begins with its filter.
    await asksForNothing();
    await quickInput.dismiss();
    await views.chooseInContextMenu(RECENT, 'Ongoing', 'Filter Recent Calls…');
    await quickInput.pick('Clear All Conditions', 'Filter Recent Calls of Acme Production');
    await asksForNothing();
    await recent.workbench.screenshot('recent-9-filter');
    await quickInput.pick('Type');
    await quickInput.pick('video', 'Type');
    await quickInput.pick('Status', 'Pick what the calls must be');
    await quickInput.waitFor('none marked means any');
    await recent.workbench.screenshot('recent-10-filter-status');
    await quickInput.goBack();
    await quickInput.pick('User', 'Pick what the calls must be');
    await quickInput.answer('caller-2', 'uid of somebody');
    await quickInput.pick('Participants', 'Pick what the calls must be');
    await quickInput.fill('lots', 'How many are in the call');
    assert.equal((await quickInput.waitFor('Enter a number such as 3')).severity, 'error');
    await quickInput.fill('2-5');
    await quickInput.waitFor('2–5 in it');
    await quickInput.accept();
    await quickInput.pick('Time', 'Pick what the calls must be');
    await quickInput.pick('Other…', 'When the call was initiated');
    await quickInput.waitFor('From – to in');
    await quickInput.goBack();
    await quickInput.pick('last 24 h', 'When the call was initiated');
    await quickInput.waitFor('Pick what the calls must be');
    const told = new Map((await quickInput.items()).map(({ label, description }) => [label, description]));
    assert.deepEqual(
      ['Type', 'Mode', 'Status', 'User', 'Participants', 'Time'].map((label) => told.get(label)),
      ['video', 'any', 'any', 'with caller-2', '2–5 in it', 'last 24 h'],
    );
    await recent.workbench.screenshot('recent-11-filter-made');
    const before = recent.count();
    await quickInput.pick('Show Calls');
    await quickInput.waitForClosed();
    const filter = await recent.row(/^Filter: video · with caller-2 · 2–5 in it · last 24 h/);
    assert.equal(filter.icon, 'filter');
    assert.equal(await recent.described('video'), 'UTC · video · with caller-2 · 2–5 in it · last 24 h');
    await recent.row(/calls the server sent fits? this filter/);
    assert.deepEqual(recent.asked(before).slice(0, 1), [
      '/v3/calls?type=video&uid=caller-2&page=1&perPage=100',
    ]);
    await recent.workbench.screenshot('recent-12-filtered');
  });

  it('keeps a filter under a name, without asking the server again', async () => {
    const { quickInput, views } = recent.workbench;
    const before = recent.count();
    await views.clickInlineAction(RECENT, /^Filter: video/, 'Save Filter');
    await quickInput.answer('Second caller', 'Name of the filter');
    await quickInput.waitForClosed();
    await recent.row('Second caller');
    assert.equal(
      (await recent.labels()).some((label) => label.startsWith('Filter:')),
      false,
    );
    await recent.described('Second caller · video');
    assert.deepEqual(recent.asked(before), []);
  });

  it('edits what a filter asks for, and its name', async () => {
    const { quickInput, views } = recent.workbench;
    await views.chooseInContextMenu(RECENT, 'Second caller', 'Edit Filter…');
    await quickInput.pick('Name', 'Edit Filter “Second caller”');
    await quickInput.answer('Recorded by the second', 'Name of the filter');
    await quickInput.pick('Recording', 'Pick what the calls must be');
    await quickInput.pick('with recording', 'Recording');
    await quickInput.waitFor('Pick what the calls must be');
    const before = recent.count();
    await quickInput.pick('Save');
    await quickInput.waitForClosed();
    await recent.row('Recorded by the second');
    await recent.described('with recording');
    await untilTrue('the list with the edited filter', () => recent.count() > before);
    assert.deepEqual(recent.asked(before).slice(0, 1), [
      '/v3/calls?type=video&uid=caller-2&hasRecording=true&page=1&perPage=100',
    ]);
    await recent.workbench.screenshot('recent-13-edited');
  });

  it('removes a filter, and brings it back', async () => {
    const { messages, views } = recent.workbench;
    await views.contextMenu(RECENT, 'Recorded by the second');
    await recent.workbench.screenshot('recent-14-menu');
    await views.chooseInContextMenu(RECENT, 'Recorded by the second', 'Remove Filter');
    await messages.waitForNotification('Removed the filter Recorded by the second');
    await untilTrue(
      'the filter to go',
      async () => !(await recent.labels()).includes('Recorded by the second'),
    );
    assert.equal(await views.description(RECENT), 'UTC');
    await messages.clickNotificationButton('Removed the filter', 'Undo');
    await recent.row('Recorded by the second');
  });

  it('searches what is loaded, and the server for a uid', async () => {
    const { quickInput, views } = recent.workbench;
    await views.clickTitleAction(RECENT, 'Search Calls');
    await quickInput.fill('listed-12', 'any part of a session id');
    await untilTrue('the call that is loaded on top', async () => {
      const [first] = await quickInput.items();
      return first?.detail === 'listed-12' && first.focused;
    });
    await recent.workbench.screenshot('recent-15-search');
    const before = recent.count();
    await quickInput.accept();
    await panelPage(recent.workbench, 'listed-12', '.verdict');
    assert.deepEqual(recent.asked(before), ['/v3/calls/listed-12']);
    await views.clickTitleAction(RECENT, 'Search Calls');
    await quickInput.fill('caller-4', 'any part of a session id');
    await untilTrue('what can be asked above the many calls', async () => {
      const [first, second] = await quickInput.items();
      return first?.description === 'caller-4' && second?.description === 'caller-4';
    });
    await recent.workbench.screenshot('recent-16-search-user');
    await quickInput.pick(`Calls of this user in ${NAME}`);
    await quickInput.waitForClosed();
    await recent.row('Filter: with caller-4');
    await untilTrue('the question for the calls of the user', () =>
      recent.asked(before).includes('/v3/calls?uid=caller-4&page=1&perPage=100'),
    );
  });

  it('has its filters again after the window was reloaded, saved or not, once its connection has a key', async () => {
    const { quickInput, views } = recent.workbench;
    await recent.workbench.reload();
    await views.open('CometChat Calls');
    // The page's memory, and with it the keyring of this host, is gone: so is the connection's key.
    await views.expand(RECENT, NAME);
    await recent.row(/no API key on this computer/);
    await recent.workbench.screenshot('recent-21-lost');
    await views.click(RECENT, 'Add Connection…');
    await quickInput.answer(recent.faulty.sandbox.appId, 'App id');
    await quickInput.pick('Custom base URL…', 'Region');
    await quickInput.answer(recent.faulty.sandbox.baseUrl, 'Base URL');
    await quickInput.answer(recent.faulty.sandbox.apiKey, 'REST API key');
    await recent.workbench.messages.waitForNotification('is ready');
    await views.expand(RECENT, NAME);
    await recent.row('Recorded by the second');
    await recent.row('Filter: with caller-4');
    await recent.workbench.screenshot('recent-22-reloaded');
  });
});
