/** What is read back from disk, the keyring and a page's memory: whole, or not at all. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { END_OF_TIME } from '../../src/core/base/index.ts';
import { readCallFilter, readFilter, writeFilter } from '../../src/core/callList/index.ts';
import { answerOf, lookUpKey } from '../../src/core/lookUp/model.ts';
import { joinIntoList, joinLookUps, readSaved, writeSaved } from '../../src/storage/savedLookUp.ts';
import { readEntry } from '../../src/vscode/connections/readEntry.ts';
import { savedPanelOf } from '../../src/vscode/callPanel/savedPanel.ts';
import { changed } from './support/answers.ts';
import { assertFinite, fuzz } from './support/fuzz.ts';
import { text } from './support/texts.ts';

export const name = 'store reader';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const KEPT = globSync('{storage,0.1.0}/**/*.json', { cwd: FIXTURES }).map((file): unknown =>
  JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')),
);

/** A file of some version, with a few things wrong; now and then cut short, or nothing that JSON knows. */
const file = fc
  .tuple(
    changed(fc.constantFrom<unknown>(...KEPT, { version: 2, sessionId: 'a', addedAt: 1 })),
    fc.option(fc.nat({ max: 2_000 }), { nil: undefined, freq: 8 }),
    fc.option(text, { nil: undefined, freq: 12 }),
  )
  .map(([value, cut, other]) => other ?? (JSON.stringify(value) ?? '').slice(0, cut));

function assertLookUps(mine: string, theirs: string): void {
  const [one, other] = [mine, theirs].map((each) => readSaved(each));
  for (const read of [one, other]) {
    if (read?.kind !== 'known') continue;
    const { content } = read;
    assert.equal(content.key, lookUpKey(content));
    assert.notEqual(content.state.kind, 'loading');
    assertFinite({ ...content, state: { ...content.state, answer: undefined, last: undefined } });
    const fetchedAt = answerOf(content)?.fetchedAt ?? 0;
    assert.ok(fetchedAt >= 0 && fetchedAt <= END_OF_TIME && content.addedAt <= END_OF_TIME);
    const written = writeSaved(content);
    assert.ok(written !== undefined);
    assert.deepEqual(readSaved(written), read, 'what is read can be written, and read again');
  }
  if (one?.kind !== 'known' || other?.kind !== 'known') return;
  const now = 1_700_000_000_000;
  const joined = joinLookUps(one.content, other.content, now);
  assert.equal(joinLookUps(joined, other.content, now), joined, 'joined once is joined');
  assert.equal(joined.addedAt, Math.max(one.content.addedAt, other.content.addedAt));
  assert.ok(joinIntoList(one.content, other.content, now).state.kind !== 'loading');
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

export const run = fuzz(fc.tuple(file, file, fc.anything()), ([mine, theirs, anything]) => {
  assertLookUps(mine, theirs);
  const value = parsed(mine);
  for (const any of [value, anything]) {
    const filter = readFilter(any);
    if (filter) assert.deepEqual(readFilter(writeFilter(filter)), filter);
    const conditions = readCallFilter(any);
    if (conditions) assert.deepEqual(readCallFilter(conditions), conditions);
    const panel = savedPanelOf(any);
    if (panel) assert.deepEqual(savedPanelOf(panel), panel);
  }
  const entry = readEntry(mine);
  if (typeof entry === 'object') {
    assert.ok(entry.version === 2 && entry.key !== '' && URL.canParse(entry.baseUrl));
    assert.deepEqual(readEntry(JSON.stringify(entry)), entry);
  }
});
