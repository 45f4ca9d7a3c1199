/** What a hover says of an id: whole, cut off and completed, or cut off for good. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { findSessionIds } from '../../../../src/core/sessionId/finder/index.ts';
import { createHoverProviders } from '../../../../src/vscode/inText/hoverProviders.ts';
import { terminalLinks } from '../../../../src/vscode/inText/terminalLinks.ts';
import { ended, home, target, type World, world } from '../../core/lookUp/support.ts';
import { APP, NOW, SEED_ID, settle, UTC } from '../../core/support.ts';
import { completerOf } from '../support/idCompleter.ts';
import { standIn } from '../support/vscodeStub.ts';

const OTHER = SEED_ID.replace('1692368113', '1692368119');
const CUT = SEED_ID.slice(0, 40);

describe('vscode hovers', () => {
  let known: World;
  const set: (readonly unknown[])[] = [];
  beforeEach(() => {
    known = world();
    set.length = 0;
    standIn({
      workspace: { getConfiguration: () => ({ get: () => 'automatic' }) },
      window: {},
      commands: { executeCommand: (...given: readonly unknown[]) => Promise.resolve(set.push(given)) },
    });
  });
  afterEach(() => standIn(undefined));

  function document(text: string): vscode.TextDocument {
    const positionAt = (character: number) => {
      const at = Math.min(character, text.length);
      return { line: 0, character: at, isEqual: (other: { character: number }) => other.character === at };
    };
    return {
      version: 1,
      lineCount: 1,
      getText: () => text,
      positionAt,
      offsetAt: () => 0,
      lineAt: () => ({ text }),
      uri: { toString: () => 'file:///app.log' },
    } as never;
  }

  /** What the two hovers say at the beginning of a text, and what was asked for. */
  async function hover(text: string, listed: readonly string[] = []) {
    const completer = completerOf(known.lookUps, listed);
    const deps = {
      lookUps: known.lookUps,
      connections: { routing: () => Promise.resolve({ connections: [home], defaultConnectionId: home.id }) },
      readerTime: { format: UTC, zone: 'UTC' },
      finder: {
        at: () => findSessionIds(text)[0],
        in: (some: string) => findSessionIds(some),
      },
      completer,
      clocks: {
        correctionOf: () => ({ offsetSeconds: 0, zoneOffsetSeconds: 0 }),
        correctionText: () => undefined,
      },
    };
    const token = { isCancellationRequested: false, onCancellationRequested: () => undefined } as never;
    const texts = createHoverProviders(deps as never).map((provider) =>
      Promise.resolve(provider.provideHover(document(text), { line: 0, character: 3 } as never, token)),
    );
    await settle();
    for (const { request, answer } of known.source.asked)
      await answer(ended(3600, { sessionId: request.sessionId }));
    const hovers = await Promise.all(texts);
    return hovers.map((one) =>
      ((one?.contents as unknown as vscode.MarkdownString | undefined)?.value ?? '').replaceAll(
        /&#(\d+);/g,
        (_reference, code: string) => String.fromCodePoint(Number(code)),
      ),
    );
  }

  const asked = () => known.source.asked.map(({ request }) => request.sessionId);

  it('begin with what it is, which stays above the call once that is known', async () => {
    const [first] = await hover(SEED_ID);
    assert.match(first ?? '', /^CometChat call · us · app/);
    const [again, call] = await hover(SEED_ID);
    assert.equal(again, first);
    assert.doesNotMatch(call ?? '', /CometChat call|us · app|Look Up\]/);
    assert.match(call ?? '', /openCallPanel/);
    assert.deepEqual(set[0], ['setContext', 'cometchatCalls.hasHovered', true]);
  });

  it('add nothing to the list', async () => {
    await hover(SEED_ID);
    assert.deepEqual([asked(), known.store.size, known.store.known().length], [[SEED_ID], 0, 1]);
  });

  it('complete an id from its file, from a list, and from the history, and ask for the whole one', async () => {
    const [fromFile] = await hover(`${CUT}… and ${SEED_ID}`);
    assert.match(fromFile ?? '', /completed from the file: v1/);
    assert.deepEqual(asked(), [SEED_ID]);
    const [fromHistory, call] = await hover(`${CUT}…`);
    assert.match(fromHistory ?? '', /completed from the Lookup History/);
    assert.match(call ?? '', /openCallPanel/);
    known.store.forgetHovers();
    const [fromList] = await hover(`${CUT}…`, [SEED_ID]);
    assert.match(fromList ?? '', /completed from Recent Calls/);
  });

  it('offer no look-up of an id that could be several, or none', async () => {
    const [several, none] = await hover(`v1.us.${APP}.169236811…`, [SEED_ID, OTHER]);
    assert.match(several ?? '', /several known ids begin so/);
    assert.equal(none, '');
    known.store.set(target(OTHER), { kind: 'failed', failure: { reason: 'notFound' }, failedAt: NOW }, NOW);
    const [unknown] = await hover(`v1.us.${APP}.1692368119…`);
    assert.match(unknown ?? '', /no known id begins so/);
    for (const text of [several, unknown]) assert.doesNotMatch(text ?? '', /lookUpCall/);
    assert.deepEqual(asked(), []);
  });

  it('and links of a terminal use the whole id, or are none', () => {
    const deps = { finder: { in: (some: string) => findSessionIds(some) } as never };
    const links = (listed: readonly string[]) =>
      terminalLinks({ line: `${CUT}…` } as never, { ...deps, completer: completerOf(known.lookUps, listed) });
    assert.deepEqual(links([]), []);
    assert.deepEqual(
      links([SEED_ID]).map(({ sessionId, length }) => [sessionId, length]),
      [[SEED_ID, CUT.length]],
    );
  });
});
