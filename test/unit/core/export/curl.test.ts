/** The request for a call as a shell command: run by a real shell, with a `curl` that prints what it is given. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { CallError } from '../../../../src/core/failure/model.ts';
import { curlOf } from '../../../../src/core/export/curl.ts';
import { SEED_ID } from '../support.ts';
import { HOSTILE } from './support.ts';

const baseUrl = 'https://31780434a95d45.call-us.cometchat.io/v3';

/** Texts that a shell makes something of, unless they are quoted well. */
const FOR_SHELLS = [
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '"; touch pwned; "',
  "'",
  "''\\''",
  '\\',
  '$HOME ${HOME} $COMETCHAT_API_KEY',
  '!! !$',
  '*?[a-z]{a,b}~',
  '& | ; < > ( ) #',
  '-o pwned',
  '@pwned',
  'ünï 王伟 😀',
  '\\\\',
  "a\\'b",
  "\\\\'\\\\",
  '"\\"\\\\"',
  'ends in \\',
];

describe('core request as cURL', () => {
  it('is a command that reads well', () => {
    assert.equal(
      curlOf({ baseUrl, sessionId: SEED_ID, onBehalfOf: 'superhero8' }),
      [
        'curl --request GET \\',
        `  --url '${baseUrl}/calls/${SEED_ID}' \\`,
        '  --header "apikey: $COMETCHAT_API_KEY" \\',
        "  --header 'accept: application/json' \\",
        "  --header 'onBehalfOf: superhero8'",
      ].join('\n'),
    );
  });

  it('refuses what the request could not be sent with', () => {
    const reasonOf = (sessionId: string, onBehalfOf: string | undefined) => {
      try {
        return curlOf({ baseUrl, sessionId, onBehalfOf });
      } catch (error) {
        return CallError.is(error) ? error.failure.reason : error;
      }
    };
    for (const id of ['', ' ', '.', '..', 'a\nb', '\ud800', 'x'.repeat(513)])
      assert.equal(reasonOf(id, undefined), 'invalidSessionId', JSON.stringify(id));
    for (const uid of ['', ' a', 'a ', 'a\nb', 'a\r\nx: y', '\u0000', '\ud800', '\u0085x', 'a\u009b201~'])
      assert.equal(reasonOf('x', uid), 'userNotFound', JSON.stringify(uid));
  });

  it('keeps curl from reading patterns in a host', () => {
    const text = curlOf({ baseUrl: 'http://[::1]:8080/v3', sessionId: 'a[1-3]{x,y}', onBehalfOf: undefined });
    assert.match(text, /--globoff/);
    assert.ok(text.includes("'http://[::1]:8080/v3/calls/a%5B1-3%5D%7Bx%2Cy%7D'"), text);
    assert.doesNotMatch(curlOf({ baseUrl, sessionId: 'a[1-3]', onBehalfOf: undefined }), /--globoff/);
  });

  it('is a command of PowerShell’s own that reads well', () => {
    assert.equal(
      curlOf({ baseUrl, sessionId: SEED_ID, onBehalfOf: 'superhero8' }, 'powershell'),
      [
        '(Invoke-WebRequest -UseBasicParsing -MaximumRedirection 0 `',
        `  -Uri '${baseUrl}/calls/${SEED_ID}' \``,
        "  -Headers @{ apikey = $env:COMETCHAT_API_KEY; accept = 'application/json'; onBehalfOf = 'superhero8' }).Content",
      ].join('\n'),
    );
  });

  it('has nothing between PowerShell’s quotes that ends them, of the five characters that do', () => {
    for (const text of [...FOR_SHELLS, '‘a’ ‚b‛', "‘; Remove-Item *; '", '`$(x)`n', '""']) {
      const written = curlOf({ baseUrl, sessionId: text, onBehalfOf: text }, 'powershell');
      // By about_Quoting_Rules: in single quotes only a quote is special, and two of them are one.
      const words = [...written.matchAll(/['‘’‚‛]((?:[^'‘’‚‛]|(['‘’‚‛])\2)*)['‘’‚‛]/g)].map(([, word = '']) =>
        word.replaceAll(/(['‘’‚‛])\1/g, '$1'),
      );
      assert.deepEqual(words, [`${baseUrl}/calls/${encodeURIComponent(text)}`, 'application/json', text]);
    }
  });

  describe('in a shell', function () {
    if (process.platform === 'win32') return;
    const inert = [...FOR_SHELLS, ...HOSTILE.filter(({ length }) => length < 500)].flatMap((text) =>
      [
        { sessionId: text, onBehalfOf: undefined },
        { sessionId: 'x', onBehalfOf: text },
      ].filter(isSendable),
    );
    let folder = '';
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'curl-'));
      writeFileSync(join(folder, 'curl'), '#!/bin/sh\nprintf "%s\\0" "$@"\nprintf "\\n\\0"\n');
      chmodSync(join(folder, 'curl'), 0o755);
    });
    after(() => rmSync(folder, { recursive: true }));

    // `sh` is dash on some systems and bash on others; the rest are tried where they are installed.
    for (const shell of ['sh', 'bash', 'dash', 'zsh', 'fish'].filter(
      (one) => one === 'sh' || isInstalled(one),
    )) {
      it(`is inert in ${shell}, whatever is in it`, () => {
        const given = run(shell, inert.map((request) => curlOf({ baseUrl, ...request })).join('\n'));
        for (const [n, { sessionId, onBehalfOf }] of inert.entries()) {
          assert.deepEqual(given[n], [
            '--request',
            'GET',
            '--url',
            `${baseUrl}/calls/${encodeURIComponent(sessionId)}`,
            '--header',
            'apikey: the "$(key)"',
            '--header',
            'accept: application/json',
            ...(onBehalfOf === undefined ? [] : ['--header', `onBehalfOf: ${onBehalfOf}`]),
          ]);
        }
        assert.deepEqual(readdirSync(folder), ['curl']);
      });
    }

    /** What each curl is given when a shell runs a text. */
    function run(shell: string, text: string): readonly (readonly string[])[] {
      const env = {
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        HOME: '/nowhere',
        LC_ALL: 'C.UTF-8',
        COMETCHAT_API_KEY: 'the "$(key)"',
      };
      // Without what the user has set up for it.
      const bare = { zsh: ['-f'], fish: ['--no-config'] }[shell] ?? [];
      const printed = execFileSync(shell, [...bare, '-c', text], {
        cwd: folder,
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return printed.split('\n\0').map((one) => one.split('\0').slice(0, -1));
    }
  });
});

function isSendable(request: {
  readonly sessionId: string;
  readonly onBehalfOf: string | undefined;
}): boolean {
  try {
    return curlOf({ baseUrl, ...request }) !== '';
  } catch (error) {
    assert.ok(CallError.is(error), String(error));
    return false;
  }
}

function isInstalled(shell: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, shell)));
}
