import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { levelOf } from '../../../../src/core/logLanes/index.ts';
import { readLogTime } from '../../../../src/core/logTime/index.ts';

const CLOCK = { timeZone: 'UTC', offsetSeconds: 0, near: Date.parse('2023-08-18T14:15:30Z') };

/** A line, and what it says of its level. */
const ROWS: readonly (readonly [line: string, level: ReturnType<typeof levelOf>])[] = [
  // Logcat, in its forms, and Android Studio.
  ['08-18 14:15:30.123  1234  5678 E CometChat: failed', 'error'],
  ['08-18 14:15:30.123  1234  5678 V CometChat: x', 'debug'],
  ['08-18 14:15:30.123 W/CometChat( 123): x', 'warning'],
  ['E/CometChat( 123): x', 'error'],
  ['2023-08-18 14:15:30.123  1234-5678  CometChat  com.example.app  F  x', 'error'],
  ['2023-08-18 14:15:30.123 1234-5678/com.example.app D/CometChat: x', 'debug'],
  // klog, Chrome, syslog, Apple.
  ['W0818 14:15:30.123456    1 main.go:12] x', 'warning'],
  ['[1234:5678:0818/141530.123456:ERROR:file.cc(12)] x', 'error'],
  ['<11>Aug 18 14:15:30 host app[12]: x', 'error'],
  ['<14>1 2023-08-18T14:15:30Z host app 12 - - x', 'info'],
  ['Aug 18 14:15:30 host app[12]: WARN x', 'warning'],
  ['Aug 18 14:15:30 iPhone App(UIKit)[123] <Error>: x', 'error'],
  ['2023-08-18 14:15:30.123456+0000 0x1a2b     Error       0x0    123    0    App: x', 'error'],
  // Words in capitals, and in brackets.
  ['2023-08-18T14:15:30.123Z INFO  [main] x', 'info'],
  ['2023-08-18 14:15:30.250  INFO 12 --- [main] a.B : ERROR', 'info'],
  ['14:15:30.250 [main] ERROR org.example.Calls - x', 'error'],
  ['2023-08-18 14:15:30,123 - root - WARNING - x', 'warning'],
  ['2023/08/18 14:15:30 [error] 123#0: x', 'error'],
  ['[Fri Aug 18 14:15:30.123 2023] [core:warn] [pid 1] x', 'warning'],
  ['2023-08-18T14:15:30.242Z [DEBUG] [modules/xmpp] x', 'debug'],
  ['JVB 2023-08-18 14:15:30.123 SEVERE: [21] x', 'error'],
  ['2023-08-18 14:15:30 | E | x', undefined],
  ['[2023-08-18 14:15:30] [W] x', 'warning'],
  ['[14:15:30 ERR] x', 'error'],
  ['ERROR:root:x', 'error'],
  ['fail: Calls[0]', 'error'],
  ['\u001b[33mwarn\u001b[39m: x', undefined],
  ['I, [2023-08-18T14:15:30.123456 #12]  INFO -- : x', 'info'],
  // Fields.
  ['{"time":"2023-08-18T14:15:30Z","level":"error","msg":"x"}', 'error'],
  ['{"level":40,"time":1692368130123}', 'warning'],
  ['{"severity":"NOTICE","message":"level ERROR"}', 'info'],
  ['{"log":"{\\"level\\":\\"warn\\"}","time":"2023-08-18T14:15:30Z"}', 'warning'],
  ['time=2023-08-18T14:15:30Z level=warning msg=x', 'warning'],
  // Nothing is guessed.
  ['2023-08-18T14:15:30.123Z the user got an ERROR back', undefined],
  ['2023-08-18T14:15:30.123Z error handling is on', undefined],
  ['    at org.example.Errors.error(Errors.java:1)', undefined],
  ['{"level":3}', undefined],
  ['{"levels":"error"}', undefined],
  ['10.0.0.7 - - [18/Aug/2023:14:15:30 +0000] "GET /error" 500 1', undefined],
  ['', undefined],
];

describe('the level of a line', () => {
  for (const [line, level] of ROWS)
    it(`${level ?? 'none'}: ${line}`, () => {
      assert.equal(levelOf(line, readLogTime(line, CLOCK)?.end), level);
    });

  it('looks at no more than the beginning of a line, in a time that grows with it', () => {
    assert.equal(levelOf(`${'x'.repeat(2_000)}"level":"error"`), undefined);
    for (const part of ['[', '(', 'a ', '1 ', 'a[1] ', 'a - ', '" ', '\\', '\t', '{']) {
      assert.equal(levelOf(part.repeat(100_000)), undefined);
      assert.equal(levelOf(part.repeat(100_000), 1), undefined);
    }
  });
});
