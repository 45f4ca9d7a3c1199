/** The questions about a new connection: what is no app id makes no host, and a key is nothing but a key. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SeenKeys } from '../../../../src/core/connection/redact.ts';
import { askConnection, askNewName } from '../../../../src/vscode/connections/askConnection.ts';
import { User } from '../support/user.ts';
import { KEY, OTHER_KEY } from '../support/keyringFixture.ts';

const APP = '31780434a95d45';

describe('vscode questions about a connection', () => {
  let user: User;
  let keys: SeenKeys;

  beforeEach(() => {
    user = new User();
    keys = new SeenKeys();
  });
  afterEach(() => user.dispose());

  it('ask for the base URL, and not for a region, of an app id that is none of CometChat’s', async () => {
    user.does(
      { type: 'zq4546xyz' },
      { type: 'https://calls.example.com/v3' },
      { type: KEY },
      { type: 'Basement' },
    );
    assert.deepEqual(await askConnection({}, keys), {
      name: 'Basement',
      appId: 'zq4546xyz',
      region: '',
      baseUrl: 'https://calls.example.com/v3',
      apiKey: KEY,
    });
  });

  it('take no such id where the region is given, which it would make a host of', async () => {
    user.does({ type: 'zq4546xyz' });
    assert.equal(await askConnection({ region: 'us' }, keys), undefined);
    assert.match(user.asked.at(-1)?.validationMessage?.message ?? '', /^On CometChat’s own hosts/);
  });

  it('take no key for an app id, and go no further', async () => {
    user.does({ type: OTHER_KEY });
    assert.equal(await askConnection({}, keys), undefined);
    assert.match(user.asked.at(-1)?.validationMessage?.message ?? '', /^This is an API key, not an app id/);
  });

  it('take no app id for a key', async () => {
    user.does({ type: APP }, { pick: 'us' }, { type: '204546db1e57db4' });
    assert.equal(await askConnection({}, keys), undefined);
    assert.match(user.asked.at(-1)?.validationMessage?.message ?? '', /^This looks like an app id/);
  });

  it('know the key from the moment it is entered, and take it for no name', async () => {
    user.does({ type: APP }, { pick: 'us' }, { type: KEY }, { type: `Acme ${KEY}` });
    assert.equal(await askConnection({}, keys), undefined);
    assert.ok(keys.isIn(KEY));
    assert.equal(user.asked.at(-1)?.validationMessage?.message, 'This is an API key, not a name.');
  });

  it('show a name as it is, and never as a link', async () => {
    user.does('escape');
    await askNewName('[Acme](command:workbench.action.quit)', keys);
    assert.equal(user.asked[0]?.prompt, 'New name of [Acme]\u2060(command:workbench.action.quit)');
  });
});
