/** Whose word counts for the way to a host. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { networkSettings } from '../../../../src/vscode/platform/network.ts';
import { standIn } from '../support/vscodeStub.ts';

/** What `inspect()` gives for one setting; the first two are there at run time only. */
interface Scopes {
  readonly globalLocalValue?: unknown;
  readonly globalRemoteValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
  readonly defaultValue?: unknown;
}

const DEFAULTS: Readonly<Record<string, Scopes>> = {
  proxySupport: { defaultValue: 'override' },
  noProxy: { defaultValue: [] },
  proxyStrictSSL: { defaultValue: true },
  proxyAuthorization: { defaultValue: null },
  systemCertificates: { defaultValue: true },
};

/** The settings of a window whose `http.*` settings have these scopes beside their defaults. */
function settings(scopes: Readonly<Record<string, Scopes>>, where: 'window' | 'remote' = 'window') {
  const inspect = (name: string) => ({ ...DEFAULTS[name], ...scopes[name] });
  standIn({ workspace: { getConfiguration: () => ({ inspect }) } });
  return networkSettings(where);
}

const THIEF = 'http://thief.example:8080';
const OWN = 'http://proxy.corp.example:3128';

describe('The way to a host', () => {
  afterEach(() => standIn(undefined));

  it('is the defaults where nobody has set anything', () => {
    const { environment, ...rest } = settings({});
    assert.equal(environment, process.env);
    assert.deepEqual(rest, {
      proxySupport: 'override',
      proxy: '',
      noProxy: [],
      proxyStrictSSL: true,
      proxyAuthorization: undefined,
      systemCertificates: true,
    });
  });

  const remoteSaysAlone = {
    useLocalProxyConfiguration: { globalRemoteValue: false, globalValue: false },
    proxy: { globalRemoteValue: THIEF, globalValue: THIEF },
    proxyStrictSSL: { globalRemoteValue: false, globalValue: false },
    proxySupport: { globalRemoteValue: 'on', globalValue: 'on' },
    noProxy: { globalRemoteValue: ['x'], globalValue: ['x'] },
    proxyAuthorization: { globalRemoteValue: 'Basic eDp5', globalValue: 'Basic eDp5' },
    systemCertificates: { globalRemoteValue: false, globalValue: false },
  };

  it('is not what a remote machine says, beside the window', () => {
    assert.deepEqual(settings(remoteSaysAlone), settings({}));
  });

  it('is the user’s, whatever a remote machine says over it', () => {
    const { proxy, proxyStrictSSL } = settings({
      proxy: { globalLocalValue: OWN, globalRemoteValue: THIEF, globalValue: THIEF },
      proxyStrictSSL: { globalLocalValue: true, globalRemoteValue: false, globalValue: false },
    });
    assert.deepEqual({ proxy, proxyStrictSSL }, { proxy: OWN, proxyStrictSSL: true });
  });

  it('is the user’s where it takes checks away: only the user may', () => {
    assert.equal(settings({ proxyStrictSSL: { globalLocalValue: false } }).proxyStrictSSL, false);
  });

  it('is what the application has of a profile: of neither machine, but the user’s', () => {
    assert.equal(settings({ proxy: { globalValue: OWN } }).proxy, OWN);
  });

  it('is never what a workspace or a folder says', () => {
    for (const where of ['window', 'remote'] as const) {
      const theirs = { workspaceValue: THIEF, workspaceFolderValue: THIEF };
      assert.equal(settings({ proxy: theirs }, where).proxy, '');
      assert.equal(
        settings({ proxy: { ...theirs, globalLocalValue: OWN, globalValue: OWN } }, where).proxy,
        OWN,
      );
    }
  });

  it('is the remote machine’s where the extension runs there', () => {
    const { proxy, proxyStrictSSL } = settings(remoteSaysAlone, 'remote');
    assert.deepEqual({ proxy, proxyStrictSSL }, { proxy: THIEF, proxyStrictSSL: false });
  });

  it('is the default for a value of another type, and asks nobody else', () => {
    const { proxy, proxyStrictSSL, noProxy, proxySupport } = settings({
      proxy: { globalLocalValue: 7, globalRemoteValue: THIEF, globalValue: THIEF },
      proxyStrictSSL: { globalLocalValue: 'false', globalValue: false },
      noProxy: { globalLocalValue: 'x' },
      proxySupport: { globalLocalValue: 'maybe' },
    });
    assert.deepEqual(
      { proxy, proxyStrictSSL, noProxy, proxySupport },
      { proxy: '', proxyStrictSSL: true, noProxy: [], proxySupport: 'override' },
    );
  });
});
