/** Texts as strangers would write them to break what reads them. */
import * as fc from 'fast-check';
import { LEGACY_ID, SEED_ID } from '../../unit/core/support.ts';

/** Parts of markup, paths, escapes, logs and ids, each of which means something to somebody; none has a space. */
const WORDS = String.raw`
  <script>alert(1)</script> <svg/onload=x> "><svg ]]> &lt; &#60; [a](command:x) ![x](https://a.example/b) ]( $(zap)
  ** __ ~~ | \| --- @everyone #12 GH-7 :tada: https://a.example www.a.example javascript:alert(1) file:///etc/passwd
  .. ../ %2e%2e%2f % %25 %00 %E0%A4%A + & = ? # ; : , . / \ ' " ( ) { } {0} [ ] < > - _
  é שלום سارة 王 😀 👩‍👩‍👧 __proto__ constructor toString NaN undefined null [object
  v1.us. v1. … ... sessionId session_id= "sessionId":" \"sessionID\":\" callId: sessionid%22%3A%22 ts= "time":"
  2020-07-08T14:03:34.733+02:00 14:03:34 1594206205 0123456789abcdef0123456789abcdef01234567 a x 0 12`
  .trim()
  .split(/\s+/);
const IDS = [SEED_ID, LEGACY_ID, SEED_ID.slice(0, 40), `${SEED_ID}…`, LEGACY_ID.slice(0, 22)];
/** What has spaces, or cannot be seen. */
const OTHERS = [
  '# ',
  '- ',
  '1. ',
  '> ',
  'Jul  8 14:03:34',
  ' ',
  '  ',
  '```',
  '`',
  '[object Object]',
  '\n',
  '\r\n',
  '\t',
];
const HIDDEN = [
  '\u0000',
  '\u001b[31m',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200d',
  '\ufeff',
  '\ud800',
  '\u{e0041}',
];
const MARKS = ['e\u0301\u0301', '\ufe0f', '\u{1e900}'];
const PARTS = [...WORDS, ...IDS, ...OTHERS, ...HIDDEN, ...MARKS];

/** Any code unit, half a character among them, and any character beyond. */
const character = fc.oneof(
  fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  fc.integer({ min: 0x1_0000, max: 0x10_ffff }).map((point) => String.fromCodePoint(point)),
);
const part = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PARTS) },
  { weight: 1, arbitrary: fc.array(character, { maxLength: 6 }).map((characters) => characters.join('')) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

/** A part again and again: what a reader that is not linear in its text would stay at. */
const repeated = fc
  .tuple(fc.constantFrom(...PARTS), fc.constantFrom(...PARTS), fc.integer({ min: 50, max: 2_000 }))
  .map(([one, other, times]) => (one + other).repeat(times).slice(0, 60_000));

/** A short text of strangers. */
export const text: fc.Arbitrary<string> = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));

/** The same, now and then a long one. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 200, arbitrary: text },
  { weight: 1, arbitrary: fc.tuple(text, repeated, text).map((parts) => parts.join('')) },
);
