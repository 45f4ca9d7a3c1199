/** The search for keys in all that the tests leave: it finds every form of one, wherever it is planted. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'mocha';
import { Canary, formsOf } from '../support/canary.ts';

/** Each with what one encoding or another changes. */
const KEYS = {
  hexadecimal: '89abcdef0123456789abcdef0123456789abcdef',
  digits: '0123456789012345678901234567890123456789',
  marks: `Key/+With~Every=Trap"_*'(<&>)!7d1c0a9f3e`,
};

describe('the search for keys', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cometchat-canary-'));
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
    writeFileSync(join(folder, 'clean.log'), 'GET 127.0.0.1 /v3/calls/abc 200 12 ms\n'.repeat(100));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [kind, key] of Object.entries(KEYS)) {
    const canary = new Canary([key]);
    const planted = join('deep', 'er', 'planted.bin');

    it(`finds nothing where there is none (${kind})`, () => assert.deepEqual(canary.inFiles(folder), []));

    for (const [name, form] of formsOf(key)) {
      it(`finds one of ${kind} ${name}, in a file and on a wire`, () => {
        const bytes = Buffer.concat([
          Buffer.from([0xff, 0xfe]),
          Buffer.from(`x${form}y`),
          Buffer.from([0x80]),
        ]);
        writeFileSync(join(folder, planted), bytes);
        const found = canary.inFiles(folder);
        rmSync(join(folder, planted));
        assert.equal(found.length, 1, form);
        assert.ok(found[0]?.startsWith(join(folder, planted)));
        assert.ok(!found[0]?.includes(form), 'what is found is not told again');
        assert.ok(canary.inBytes(bytes).length > 0);
      });
    }

    it(`finds one of ${kind} in capitals, with two bytes a letter, and within a longer base64`, () => {
      for (const text of [
        key.toUpperCase(),
        Buffer.from(`x${key}`, 'utf16le').toString('latin1'),
        ...['', 'u', 'us', 'user:'].map((user) => Buffer.from(`${user}${key}tail`).toString('base64')),
      ])
        assert.ok(canary.in(text).length > 0, text);
    });
  }

  it('finds one in a file’s name', () => {
    writeFileSync(join(folder, `${KEYS.hexadecimal}.txt`), '');
    const found = new Canary([KEYS.hexadecimal]).inFiles(folder);
    rmSync(join(folder, `${KEYS.hexadecimal}.txt`));
    assert.equal(found.length, 1);
  });

  it('does not follow a link, which leads to what the tests have not left there', () => {
    const linked = mkdtempSync(join(tmpdir(), 'cometchat-canary-'));
    writeFileSync(join(linked, 'key.txt'), KEYS.hexadecimal);
    symlinkSync(linked, join(folder, 'deep', 'link'), 'junction');
    assert.deepEqual(new Canary([KEYS.hexadecimal]).inFiles(folder), []);
    rmSync(join(folder, 'deep', 'link'));
    rmSync(linked, { recursive: true });
  });

  it('passes over the files it is told to, and no others', () => {
    writeFileSync(join(folder, 'secrets'), KEYS.marks);
    const canary = new Canary([KEYS.marks]);
    assert.equal(canary.inFiles(folder).length, 1);
    assert.deepEqual(
      canary.inFiles(folder, (path) => path.endsWith('secrets')),
      [],
    );
    rmSync(join(folder, 'secrets'));
  });

  it('does not see into what is packed: whoever packs something has to be searched before', () => {
    const packed = gzipSync(KEYS.hexadecimal);
    const canary = new Canary([KEYS.hexadecimal]);
    assert.deepEqual(canary.inBytes(packed), []);
    assert.equal(canary.inBytes(gunzipSync(packed)).length, 1);
  });
});
