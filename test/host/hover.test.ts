import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { SEED, run, hoverAt, commandLinks, withSetting } from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

const LEGACY_TAIL = '3a1b5c7d9e0f2a4b6c8d0e1f3a5b7c9d1e3f5a7b';

/** What VS Code itself would show at a text of a document. */
async function hoverOn(document: vscode.TextDocument, text: string): Promise<string> {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, text);
  return (await hoverAt(document.uri, document.positionAt(offset + 2)))
    .replaceAll(/&#(\d+);/g, (_reference, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&nbsp;', ' ');
}

function documentOf(content: string, language = 'log'): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ content, language });
}

describe('Hovers, as VS Code asks for them', () => {
  let connected: ConnectedSandbox;
  connectedSuite((opened) => (connected = opened));

  it('tell the call and where the line stands in it, in any language', async () => {
    for (const language of ['log', 'plaintext', 'json', 'typescript', 'markdown']) {
      const text = await hoverOn(
        await documentOf(`2023-08-18T14:15:34.201Z joined ${SEED} as superhero2`, language),
        'v1.us',
      );
      assert.match(
        text,
        /Answered after 14 s, lasted 19 s; superhero8 left first, 2 s before the end/,
        language,
      );
      assert.match(text, /This line: 2\.2 s after superhero2 joined/, language);
      assert.match(text, /\[Open\]\(command:cometchatCalls\.openCallPanel/);
    }
  });

  it('work in the document of the raw answer, and in a document of another scheme', async () => {
    await run('openRawJson', {
      sessionId: SEED,
      connectionId: connected.connectionId,
    });
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, 'cometchat-call');
    assert.match(await hoverOn(document, 'v1.us'), /Answered after 14 s/);
  });

  it('say nothing where there is no id', async () => {
    const document = await documentOf(
      'released v1.2.3 at 2023-08-18, sha 3a1b5c7d9e0f2a4b6c8d0e1f3a5b7c9d1e3f5a7b',
    );
    for (const text of ['released', 'v1.2.3', '2023', '3a1b5c7d'])
      assert.equal(await hoverOn(document, text), '', text);
  });

  it('ask for no custom id and no id of another app by themselves', async () => {
    const before = connected.requests.length;
    const document = await documentOf(`sessionId=weekly-sync\nv1.eu.2574867a1b2c3d.1700000000${LEGACY_TAIL}`);
    assert.match(
      await hoverOn(document, 'weekly-sync'),
      /custom id[\s\S]*\[Look Up\]\(command:cometchatCalls\.lookUpCall/,
    );
    assert.match(
      await hoverOn(document, 'v1.eu'),
      /app 2574867a1b2c3d[\s\S]*\[Add Connection…\]\(command:cometchatCalls\.addConnection/,
    );
    assert.equal(connected.requests.length, before);
  });

  it('ask for nothing when looking up is on request, and say nothing when they are off', async () => {
    const before = connected.requests.length;
    const document = await documentOf(`v1.us.31780434a95d45.1700000001${LEGACY_TAIL}`);
    await withSetting('cometchatCalls.hover.lookUp', 'onRequest', async () => {
      assert.match(await hoverOn(document, 'v1.us'), /\[Look Up\]/);
    });
    await withSetting('cometchatCalls.hover.enabled', false, async () => {
      assert.equal(await hoverOn(document, 'v1.us'), '');
    });
    assert.equal(connected.requests.length, before);
  });

  it('say a failure in words, with its fix', async () => {
    const text = await hoverOn(await documentOf(`v1.us.31780434a95d45.1700000002${LEGACY_TAIL}`), 'v1.us');
    assert.match(text, /has no call with this id/);
    assert.match(text, /\[Look Up Again\]\(command:cometchatCalls\.applyFix/);
  });

  it('share one request for one id', async () => {
    const before = connected.requests.length;
    const document = await documentOf(`1700000003${LEGACY_TAIL}`);
    await Promise.all([1, 2, 3].map(() => hoverOn(document, '1700000003')));
    assert.equal(connected.requests.length, before + 1);
  });

  it('search only around the position on a line of a megabyte', async () => {
    const filler = 'x '.repeat(250_000);
    const document = await documentOf(`${filler}${SEED} ${filler}`);
    assert.match(await hoverOn(document, 'v1.us'), /Answered after 14 s/);
  });

  it('cannot be made to run a command by what stands in a log', async () => {
    const hostile = '"sessionId":"](command:workbench.action.quit) [x"';
    const text = await hoverOn(await documentOf(hostile), '](command');
    assert.ok(
      !/\]\(command:workbench\.action\.quit/.test(
        text.replaceAll(/\[[^\]]*\]\(command:cometchatCalls[^)]*\)/g, ''),
      ),
      text,
    );
  });
});

describe('Links, as VS Code asks for them', () => {
  it('stand on every id that is whole or can be completed, and run the look-up', async () => {
    const document = await documentOf(
      `a ${SEED}\n"sessionId":"weekly-sync"\nv1.us.31780434a95d45.16923… cut\nv1.2.3 no\nv1.us.31780434a95d45.17… unknown`,
    );
    const own = await commandLinks(document.uri, 100);
    assert.deepEqual(
      own.map(({ range }) => document.getText(range)),
      [SEED, 'weekly-sync', 'v1.us.31780434a95d45.16923'],
    );
    assert.equal(own[0]?.target?.path, 'cometchatCalls.lookUpCall');
    for (const link of [own[0], own[2]])
      assert.deepEqual(JSON.parse(decodeURIComponent(link?.target?.query ?? '')), [{ sessionId: SEED }]);
  });

  it('are at most 2,000 in a document', async () => {
    const line = (index: number) => `${1_700_000_000 + index}${LEGACY_TAIL}`;
    const document = await documentOf(Array.from({ length: 5_000 }, (_, index) => line(index)).join('\n'));
    assert.equal((await commandLinks(document.uri)).length, 2_000);
  });

  it('can be switched off', async () => {
    const document = await documentOf(`b ${SEED}`);
    const links = await withSetting('cometchatCalls.links.enabled', false, () => commandLinks(document.uri));
    assert.deepEqual(links, []);
  });
});
