/** What the tests of the scanner share: a scan in memory, and the finder's answer in the same words. */
import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import type { FinderOptions } from '../../../src/core/sessionId/finder/model.ts';
import { findSessionIds } from '../../../src/core/sessionId/finder/find.ts';
import { CUT_OFF, FORMS } from '../../../src/scan/model.ts';
import { RangeScanner } from '../../../src/scan/rangeScanner.ts';

export const HEX = '8d75114d60d1345a22e4cc612263fb26c0b5cf92';
export const V1 = `v1.us.31780434a95d45.1692368113${HEX}`;
export const LEGACY = '1594206205a3f5aba3998db11501e308f47e686839724f7158';

/** One place of an id, as text, so that differences are readable. */
function place(id: string, line: number, column: number, offset: number, form: string, cut: boolean): string {
  return `${line}:${column} @${offset} ${form}${cut ? ' cut' : ''} ${id}`;
}

export interface MemoryScan {
  readonly chunkSize?: number;
  /** Ids that begin in it are recorded. */
  readonly from?: number;
  readonly to?: number;
  readonly options?: FinderOptions;
}

/** Every place the byte scanner records, in its order. */
export function scanned(
  bytes: Uint8Array,
  { chunkSize = 64, from = 0, to = Infinity, options }: MemoryScan = {},
) {
  const places: string[] = [];
  const scanner = new RangeScanner(
    {
      sink: {
        record: (source, start, end, form, where) =>
          places.push(
            place(
              Buffer.from(source.subarray(start, end)).toString(),
              where.line,
              where.column(),
              where.offset(),
              FORMS[form % CUT_OFF] ?? '',
              form >= CUT_OFF,
            ),
          ),
      },
      everywhere: options !== undefined,
      find: (text) => findSessionIds(text, options),
    },
    { start: 0, from: { offset: from, lineEnds: 0, column: 0 }, to, chunkSize },
  );
  for (let at = 0; at < bytes.length;) {
    const part = bytes.subarray(at, at + chunkSize);
    scanner.space().set(part);
    scanner.wrote(part.length);
    at += part.length;
  }
  scanner.finish();
  return { places, ...scanner.positionAt(bytes.length) };
}

/** What the finder says of the whole text, with lines and columns counted the plain way. */
export function expected(text: string, options?: FinderOptions): string[] {
  let [at, line, lineStart, offset] = [0, 1, 0, 0];
  return findSessionIds(text, options).map((found) => {
    for (; at < found.start; at += 1) {
      const char = text[at];
      if (char !== '\n' && !(char === '\r' && text[at + 1] !== '\n')) continue;
      line += 1;
      lineStart = at + 1;
    }
    offset = Buffer.byteLength(text.slice(0, found.start));
    const { session, form, looksCutOff } = found;
    return place(session.id, line, found.start - lineStart + 1, offset, form, looksCutOff);
  });
}

const PIECES = [
  V1,
  LEGACY,
  V1.toUpperCase(),
  LEGACY.toUpperCase(),
  HEX,
  V1.slice(0, 40),
  LEGACY.slice(0, 30),
  `0${LEGACY}`,
  `[204546db1e57db4]${LEGACY}`,
  `${V1}@conference.rtc.example.com`,
  'v1.us.',
  'v1.',
  'V1.eu.31780434a95d45.',
  '...',
  '…',
  '\\u2026',
  '%E2%80%A6',
  '.',
  ',',
  'v1.us.31780434a95d45.alice',
  'v1.eu.204546db1e57db4a.',
  '_2023-08-18-14-15-30.mp4',
  '@conference.rtc-us',
  'roomName',
  'roomName":"',
  'RoomName=',
  'AnyHashable("',
  'Optional("',
  'Optional(',
  ':1: ',
  '[modules/xmpp/moderator.js] Received ',
  '[xmpp:moderator] ',
  '<fn>: ',
  "<jibri action='start' ",
  '<jibri on="1" ',
  '&lt;jibri ',
  '>',
  'WEB-4_2_0-3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'ios-4_2-1693575737245',
  '7b1ac07d9f3b4c1e8a2d5e6f70812345',
  'sessionId',
  'session_id',
  'SessionID',
  'sessionid',
  'sessionId=',
  '"sessionId":"',
  '\\"sessionId\\":\\"',
  '":"',
  '":',
  '=',
  '= ',
  ': ',
  '"',
  "'",
  '\\"',
  '\\\\"',
  '%22',
  '%3D',
  '%253D',
  '“',
  '”',
  '‘',
  '’',
  '&',
  '?',
  'abc-123',
  'team-standup-7',
  'team standup',
  '0xabc1',
  'xxxx1',
  'null',
  'case_9',
  'sessions-1',
  '12345678',
  'é',
  '日本',
  '😀',
  '\u0000',
  '\u001b[31m',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '%20',
  '\\n',
  '\\u0022',
  '@',
  '[',
  ']',
  '0',
  'f',
  'x',
  '_',
  '-',
  '+',
  '(',
  ')',
  '{',
  '}',
  ';',
  '/',
  'a'.repeat(200),
  'lorem ipsum dolor '.repeat(30),
];

/** Texts in which ids stand in every surrounding, whole and in pieces. */
export const texts = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 8 })), {
    maxLength: 40,
  })
  .map((pieces) => pieces.join('').toWellFormed());

/** Longer ones, so that the scanner has to make room for what comes. */
export const longTexts = fc
  .array(fc.tuple(texts, fc.constantFrom('', ' ', '\n', 'x', 'é'), fc.nat(9_000)), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.map(([text, filler, length]) => text + filler.repeat(length)).join(''));
