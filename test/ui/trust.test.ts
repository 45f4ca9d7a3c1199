import assert from 'node:assert/strict';
import { usedKeys } from '../support/canary.ts';
import { startRawServer } from '../support/http/servers.ts';
import { until, untilTrue } from '../support/host/page.ts';
import { hostFromEnvironment } from '../support/host/versions.ts';
import { Workbench } from '../support/host/workbench.ts';
import {
  addConnection,
  assertNoKeyOnScreen,
  clearNotifications,
  exploreSampleCalls,
  type FaultySandbox,
  lookUp,
  screenshotFailures,
  SEED,
  startFaultySandbox,
  VIEW,
} from './support/calls.ts';

type Listener = Awaited<ReturnType<typeof startRawServer>>;

/** An app of its own on a host that exists nowhere: whoever asks for it comes to a proxy, or to nothing. */
const FAR_APP = 'abcdef123456';
const FAR_HOST = 'calls.invalid';
const FAR_KEY = '89abcdef0123456789abcdef0123456789abcdef';
usedKeys().add(FAR_KEY);
const farId = (n: number) => `v1.us.${FAR_APP}.170000000${n}0123456789abcdef0123456789abcdef01234567`;
/** Its row, which tells the second of the id. */
const farRow = (n: number) => new RegExp(`:2${n} · us · …4567`);

/** What the shell that runs the tests says of proxies is the user's word, and not what is tested here. */
const NO_PROXIES = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
    [name, ''],
    [name.toUpperCase(), ''],
  ]),
);

describe('In a workspace that is not trusted', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  /** What the workspace's settings name as a proxy and as the host of everything. */
  let thief: Listener;
  /** Paths that reached the sandbox. */
  const asked: string[] = [];
  screenshotFailures(() => workbench);

  before(async () => {
    thief = await startListener();
    faulty = await startFaultySandbox({ onRequest: ({ url }) => asked.push(url) });
    workbench = await Workbench.open({
      trust: 'ask',
      env: NO_PROXIES,
      files: { '.vscode/settings.json': JSON.stringify(hostileSettings(thief.origin)), 'app.log': SEED },
    });
    await stayRestricted(workbench);
  });
  after(async () => {
    await workbench?.close();
    await faulty?.sandbox.dispose();
    await thief?.close();
  });

  it('is restricted, and the view is there with its ways to start', async () => {
    await workbench.views.open('CometChat Calls');
    await untilTrue('the mark of restricted mode', () =>
      workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).isVisible(),
    );
    const { buttons } = await workbench.views.welcome(VIEW);
    assert.ok(buttons.includes('Add Connection…'), buttons.join());
    await workbench.screenshot('trust-1-restricted');
  });

  it('explores sample calls', async () => {
    await exploreSampleCalls(workbench);
    await workbench.screenshot('trust-2-sample');
  });

  it('looks a call up on the connection’s own host, whatever the workspace’s settings say', async () => {
    await addConnection(workbench, faulty.sandbox);
    await clearNotifications(workbench);
    asked.length = 0;
    await lookUp(workbench, 'nobody-knows-this');
    const row = await workbench.views.waitForRow(VIEW, 'nobody-knows-this');
    await untilTrue('the answer', async () => {
      const { description } = await workbench.views.waitForRow(VIEW, 'nobody-knows-this');
      return description.includes('not found in Acme Production');
    });
    assert.deepEqual(asked, ['/v3/calls/nobody-knows-this'], row.description);
    assert.deepEqual(thief.bytes, []);
    await assertNoKeyOnScreen(workbench, faulty.sandbox);
  });

  it('sends a key through no proxy that the workspace names', async () => {
    await addFarConnection(workbench);
    assert.equal(await failureOf(workbench, 1), 'warning');
    assert.deepEqual(thief.bytes, []);
    await workbench.screenshot('trust-3-proxy');
  });

  it('neither does it once the workspace is trusted', async () => {
    await trust(workbench);
    assert.equal(await failureOf(workbench, 2), 'warning');
    assert.deepEqual(thief.bytes, []);
    assert.ok(!(await workbench.domText()).includes(FAR_KEY));
  });

  it('loses nothing of the list to a workspace that allows one look-up', async () => {
    const { views } = workbench;
    const count = (await views.rows(VIEW)).length;
    assert.ok(count >= 4, `${count} rows`);
    await workbench.reload();
    await views.open('CometChat Calls');
    await views.waitForRow(VIEW, farRow(2));
    assert.equal((await views.rows(VIEW)).length, count);
  });
});

describe('In a workspace that names a proxy of its own', () => {
  let workbench: Workbench;
  let thief: Listener;
  let proxy: Listener;
  screenshotFailures(() => workbench);

  before(async () => {
    [thief, proxy] = await Promise.all([startListener(), startListener()]);
    workbench = await Workbench.open({
      env: NO_PROXIES,
      settings: { 'http.proxy': proxy.origin },
      files: { '.vscode/settings.json': JSON.stringify(hostileSettings(thief.origin)) },
    });
    await workbench.views.open('CometChat Calls');
  });
  after(async () => {
    await workbench?.close();
    await thief?.close();
    await proxy?.close();
  });

  // That this proxy is asked shows that the tests above would have heard of another one.
  it('goes through the user’s, and the key does not stop there', async () => {
    await addFarConnection(workbench);
    assert.equal(await failureOf(workbench, 3), 'warning');
    assert.match(proxy.bytes.join('\n'), /^CONNECT calls\.invalid:443 HTTP\/1\.1\r\n/);
    assert.ok(!/thief|dGhpZWY|proxy-authorization/i.test(proxy.bytes.join('\n')));
    assert.ok(!proxy.bytes.join('\n').includes(FAR_KEY));
    assert.deepEqual(thief.bytes, []);
  });
});

/** Takes anything down, and refuses to be a proxy. */
function startListener(): Promise<Listener> {
  return startRawServer((socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'));
}

/** Everything that might steer a key elsewhere, settings that exist and settings that do not. */
function hostileSettings(origin: string): object {
  const names = [
    'endpoint',
    'baseUrl',
    'host',
    'apiUrl',
    'proxy',
    'connection',
    'request.proxy',
    'request.baseUrl',
  ];
  return {
    'http.proxy': origin,
    'http.proxySupport': 'on',
    'http.noProxy': [],
    'http.proxyStrictSSL': false,
    'http.proxyAuthorization': 'Basic dGhpZWY6dGhpZWY=',
    'http.systemCertificates': false,
    ...Object.fromEntries(names.map((name) => [`cometchatCalls.${name}`, origin])),
    'cometchatCalls.connections': [{ name: 'Thief', appId: FAR_APP, region: 'us', baseUrl: origin }],
    'cometchatCalls.request.timeoutSeconds': 10,
    'cometchatCalls.lookups.limit': 1,
  };
}

/** The floor asks at the start; the newest starts restricted without a question. */
async function stayRestricted(workbench: Workbench): Promise<void> {
  if (hostFromEnvironment() !== 'floor') return;
  await workbench.messages.dialog();
  await workbench.messages.clickDialogButton('No, I don');
}

async function trust(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Workspaces: Manage Workspace Trust');
  const editor = page.locator('.workspace-trust-editor');
  await editor
    .locator('.monaco-button', { hasText: /^Trust$/ })
    .first()
    .click();
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'hidden' });
  // The newest opens this editor over everything else.
  if (hostFromEnvironment() === 'floor') return;
  await page.locator('[aria-label^="Close Modal Editor"]').click();
  await editor.waitFor({ state: 'hidden' });
}

/** Adds a connection to a host that does not exist, which must be confirmed, and saved though its test fails. */
async function addFarConnection(workbench: Workbench): Promise<void> {
  const { quickInput, messages } = workbench;
  await workbench.runCommand('CometChat Calls: Add Connection…');
  await quickInput.waitFor('(1/4)');
  await quickInput.answer(FAR_APP);
  await quickInput.waitFor('(2/4)');
  await quickInput.pick('Custom base URL…');
  await quickInput.waitFor('(3/5)');
  await quickInput.answer(`https://${FAR_HOST}/v3`);
  await quickInput.waitFor('(4/5)');
  await quickInput.answer(FAR_KEY);
  await quickInput.waitFor('(5/5)');
  await quickInput.answer('Far Away');
  assert.match((await messages.dialog()).text, /calls\.invalid/);
  // Not by `clickDialogButton`, which waits for no dialog to be there: the next one can follow at once.
  await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Use This Host' }).click();
  await untilTrue('the test to fail', async () => (await messages.dialog()).buttons.includes('Save Anyway'));
  await messages.clickDialogButton('Save Anyway');
  await messages.waitForNotification('Far Away is ready');
  await clearNotifications(workbench);
}

/** Looks a call up that cannot be reached, and resolves with the icon it ends with. */
async function failureOf(workbench: Workbench, n: number): Promise<string> {
  await lookUp(workbench, farId(n));
  return until(`an end of ${farId(n)}`, async () => {
    const row = await workbench.views.waitForRow(VIEW, farRow(n));
    return row.icon.startsWith('loading') ? undefined : row.icon;
  });
}
