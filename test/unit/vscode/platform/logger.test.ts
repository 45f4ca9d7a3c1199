/** The extension's log: no key is in it, neither in VS Code's channel nor in what is kept in memory. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ExtensionLogger } from '../../../../src/vscode/platform/logger.ts';
import { KEY } from '../support/keyringFixture.ts';
import { standIn } from '../support/vscodeStub.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

describe('vscode ExtensionLogger', () => {
  let written: string[];
  let logger: ExtensionLogger;
  beforeEach(() => {
    written = [];
    const write = (level: string) => (line: string) => void written.push(`${level} ${line}`);
    const channel = Object.fromEntries(LEVELS.map((level) => [level, write(level)]));
    standIn({ window: { createOutputChannel: () => channel } });
    logger = new ExtensionLogger((text) => text.replaceAll(KEY, '[API key]'));
  });
  afterEach(() => standIn(undefined));

  it('takes keys out of every line, at every level, in the channel and in memory', () => {
    for (const level of LEVELS) logger[level](`GET failed: ${KEY}, ${KEY}`);
    const expected = LEVELS.map((level) => `${level} GET failed: [API key], [API key]`);
    assert.deepEqual(written, expected);
    assert.deepEqual(logger.recent(), expected);
  });

  it('takes keys out of the lines in memory that were not known when they were written', () => {
    let known = '';
    const later = new ExtensionLogger((text) => (known === '' ? text : text.replaceAll(known, '[API key]')));
    later.info(`GET /calls/${KEY}`);
    known = KEY;
    assert.deepEqual(later.recent(), ['info GET /calls/[API key]']);
  });

  it('keeps the newest lines, oldest first', () => {
    for (let n = 0; n < 2_003; n += 1) logger.info(String(n));
    const recent = logger.recent();
    assert.deepEqual([recent.length, recent[0], recent.at(-1)], [2_000, 'info 3', 'info 2002']);
  });
});
