/** The request for a call as a shell command: run by a real shell, with a `curl` that prints what it is given. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  describe('in a shell', function () {
    if (process.platform === 'win32') return;
    let folder = '';
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'curl-'));
      writeFileSync(join(folder, 'curl'), '#!/bin/sh\nprintf "%s\\0" "$@"\n');
      chmodSync(join(folder, 'curl'), 0o755);
    });
    after(() => rmSync(folder, { recursive: true }));

    /** What curl is given when a shell runs the text. */
    function run(text: string): readonly string[] {
      const env = {
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        HOME: '/home',
        COMETCHAT_API_KEY: 'the "$(key)"',
      };
      const printed = execFileSync('sh', ['-c', text], { cwd: folder, env, encoding: 'utf8' });
      return printed.split('\0').slice(0, -1);
    }

    for (const text of [...FOR_SHELLS, ...HOSTILE.filter(({ length }) => length < 500)]) {
      it(`is inert, with ${JSON.stringify(text)} in it`, () => {
        for (const [sessionId, onBehalfOf] of [
          [text, undefined],
          ['x', text],
        ] as const) {
          let written: string;
          try {
            written = curlOf({ baseUrl, sessionId, onBehalfOf });
          } catch (error) {
            assert.ok(CallError.is(error), String(error));
            continue;
          }
          assert.deepEqual(run(written), [
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
          assert.deepEqual(readdirSync(folder), ['curl']);
        }
      });
    }
  });
});
