/** Links in hovers that run commands: what strangers wrote neither ends a link nor begins another. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { commandLinks } from '../../../../src/core/text/markdown.ts';

const LINK = /^\[([^[\]()]*)\]\(command:([\w.]+)(?:\?([^()[\]<>\s"]*))?\)$/;

/** What a single link says and hands to its command. */
function read(link: string) {
  const [, label, command, query] = LINK.exec(link) ?? assert.fail(`no link: ${link}`);
  // VS Code decodes a link's text where it becomes a URI, and that URI's query where it becomes an argument.
  const given: unknown =
    query === undefined ? undefined : JSON.parse(decodeURIComponent(decodeURIComponent(query)));
  return { label, command, given };
}

describe('vscode commandLinks', () => {
  it('stand in a row, each with its argument', () => {
    const links = commandLinks([
      { label: 'Copy', command: 'cometchatCalls.copySessionId', argument: { sessionId: 'a' } },
      { label: 'Log', command: 'cometchatCalls.showLog' },
    ]).split(' &nbsp;·&nbsp; ');
    assert.deepEqual(links.map(read), [
      { label: 'Copy', command: 'cometchatCalls.copySessionId', given: [{ sessionId: 'a' }] },
      { label: 'Log', command: 'cometchatCalls.showLog', given: undefined },
    ]);
  });

  it('hand on percent signs and hashes as they are', () => {
    for (const argument of [
      { logLine: { uri: 'file:///home/me/C%23/logs/a.log' } },
      { logLine: { uri: 'file:///logs/a%2520b/a.log' } },
      { sessionId: 'room%20west' },
      { sessionId: '100%' },
      { sessionId: 'a?b#c&d=e+f/g' },
      { sessionId: '%2528(x)%29' },
      'cometchatCalls.hover#%25',
    ]) {
      const link = commandLinks([{ label: 'Open', command: 'cometchatCalls.openCallPanel', argument }]);
      assert.deepEqual(read(link).given, [argument]);
    }
  });

  it('are not ended by a bracket in what they hand on', () => {
    const argument = { sessionId: 'a) [run](command:workbench.action.quit) (b' };
    const link = commandLinks([{ label: 'Open', command: 'cometchatCalls.lookUpCall', argument }]);
    assert.equal(link.match(/[()]/g)?.length, 2, link);
    assert.deepEqual(read(link).given, [argument]);
  });

  it('hand on whatever they are given, and say it, as one link', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'()[]<>\\`"\'&;%') }),
    );
    // A half of a surrogate pair is no text that could be written in a link.
    const text = hostile.map((some) => some.toWellFormed());
    fc.assert(
      fc.property(text, text, (label, sessionId) => {
        const link = commandLinks([{ label, command: 'cometchatCalls.lookUpCall', argument: { sessionId } }]);
        assert.deepEqual(read(link).given, [{ sessionId }]);
      }),
    );
  });
});
