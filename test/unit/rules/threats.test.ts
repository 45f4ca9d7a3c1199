/** The threat model in SECURITY.md names tests that are there. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';

const ROOT = join(import.meta.dirname, '../../..');

/** Who attacks, by the names that the model gives them. */
const ATTACKERS = [
  'a log',
  'prompt',
  'workspace',
  'host',
  'caller',
  'man in the middle',
  'neighbour',
  'link in a chat',
];

const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const [, model = ''] = /^## Who attacks.*?\n(.*?)^## /ms.exec(text) ?? [];
const rows = model
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| *(?:Threat|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** Whether a test or a suite has a title that begins so. */
function hasTest(source: string, title: string): boolean {
  const escaped = title.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  return new RegExp(`\\b(?:it|describe)\\(\\s*['"\`]${escaped}`).test(source);
}

describe('the threat model', () => {
  it('names everybody who attacks', () => {
    for (const attacker of ATTACKERS)
      assert.match(model, new RegExp(`^\\*\\*[^*]*${attacker}`, 'im'), attacker);
    assert.ok(rows.length > 20, `${rows.length} threats`);
  });

  for (const [, threat = '', rule = '', proof = ''] of rows) {
    it(`has a rule and a test for: ${threat}`, () => {
      assert.ok(rule.length > 10, 'a rule');
      const [, file = '', title = ''] =
        /^`(test\/[^`]+\.test\.ts)`: “(.+)”$/.exec(proof) ?? assert.fail(proof);
      assert.ok(existsSync(join(ROOT, file)), `${file} is there`);
      assert.ok(hasTest(readFileSync(join(ROOT, file), 'utf8'), title), `${file} has “${title}”`);
    });
  }
});
