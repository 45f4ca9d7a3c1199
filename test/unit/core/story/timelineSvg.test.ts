import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import { timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import { timelineSvg } from '../../../../src/core/story/svg.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { at, call, decoded, NOW, stay, t, UTC } from '../support.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><image href="https://evil.example/x.png"/>',
  ']]>&amp;&lt;',
  "' onload='x",
  '\u202eevil\u0000\u001b[31m\ufffe\uffff\ud800',
  '<!--',
  'x'.repeat(100_000),
];
const TAGS = new Set(['svg', 'title', 'desc', 'defs', 'pattern', 'g', 'path', 'rect', 'text']);
const TAG = /^<(\/?)([a-z]+)((?: [A-Za-z:-]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*)(\/?)>$/;

/** Reads a file as XML, as strictly as the writer needs it: fails where it is not well-formed. */
function assertWellFormed(svg: string): void {
  const open: string[] = [];
  const [, head, ...parts] = svg.trimEnd().split(/(?=<)|(?<=>)/);
  assert.ok(svg.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<svg '), `it begins as a file: ${head}`);
  // oxlint-disable-next-line no-control-regex -- what XML must not have
  assert.doesNotMatch(svg, /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
  assert.ok(svg.isWellFormed());
  for (const part of parts.filter((each) => each !== '\n')) {
    if (!part.startsWith('<')) {
      assert.match(part, /^[^<&]*(?:&#\d+;[^<&]*)*$/);
      assert.ok(open.length > 0, 'text stands inside');
      continue;
    }
    const [, closing, name = '', attributes = '', single] = TAG.exec(part) ?? assert.fail(`no tag: ${part}`);
    assert.ok(TAGS.has(name), `${name} is one of its elements`);
    const names = [...attributes.matchAll(/ ([A-Za-z:-]+)=/g)].map(([, attribute]) => attribute);
    assert.equal(new Set(names).size, names.length, 'no attribute stands twice');
    for (const attribute of names) assert.doesNotMatch(attribute ?? '', /^on|href|^style$/);
    if (closing) assert.equal(open.pop(), name);
    else if (!single) open.push(name);
  }
  assert.deepEqual(open, []);
}

function file(of: Call, heading = 'ana → leo', verdict = 'Lasted 10 min'): string {
  const timeline = timelineOf(of, NOW);
  assert.ok(timeline);
  return timelineSvg(timeline, { heading, verdict, time: UTC, t });
}

describe('timeline as an SVG file', () => {
  it('is well-formed and needs nothing from elsewhere, for every sample call', () => {
    for (const { raw } of sampleCalls(NOW)) {
      const svg = file(decoded(raw));
      assertWellFormed(svg);
      const addresses = [...svg.matchAll(/[a-z]+:\/\/[^"]*/g)].map(([address]) => address);
      assert.deepEqual(addresses, ['http://www.w3.org/2000/svg']);
      assert.deepEqual(
        [...svg.matchAll(/url\([^)]*\)/g)].filter(([url]) => url !== 'url(#timeline-hatch)'),
        [],
      );
    }
  });

  it('writes hostile texts as text', () => {
    for (const text of HOSTILE) {
      const participants = [
        stay(text, 11, 300, { name: text, deviceId: `${text}@rtc`, mid: text }),
        stay(text, 20, 200, { deviceId: 'other@rtc', mid: 'other' }),
      ];
      const svg = file(
        call({ initiatedAt: at(0), startedAt: at(10), endedAt: at(600), participants }),
        text,
        text,
      );
      assertWellFormed(svg);
      assert.ok(svg.length < 50_000, 'no text is longer than a picture needs');
    }
  });

  it('writes any heading as text', () => {
    const some = call({ initiatedAt: at(0), startedAt: at(10), endedAt: at(600) });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assertWellFormed(file(some, text, text))));
  });

  it('says in its title and description what the picture shows, and in each bar what it is', () => {
    const svg = file(
      call({ initiatedAt: at(0), startedAt: at(10), endedAt: at(600), participants: [stay('ana', 11, 300)] }),
    );
    assert.match(svg, /<title id="title">ana → leo<\/title><desc id="desc">Lasted 10 min<\/desc>/);
    assert.match(svg, /<title>ana · 14 Nov 2023, 22:13:31 – 22:18:20 UTC · 4 min 49 s<\/title>/);
  });

  it('is the same every time', () => {
    const some = call({
      initiatedAt: at(0),
      startedAt: at(10),
      endedAt: at(600),
      participants: [stay('ana', 11)],
    });
    assert.equal(file(some), file(some));
  });
});
