import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { deviceNamesOf, devicesOf, deviceWithId } from '../../../../src/core/call/devices.ts';
import { call, stay, t } from '../support.ts';

const UUID = 'c9ed493e-8495-428d-b6ee-b32019cc57ce';
const OTHER = '70ecae89-b71c-4bb3-8220-b7c99ec1658f';

describe('names of devices', () => {
  const named = (...devices: readonly string[]) => [...deviceNamesOf(devices, t).values()];

  it('are numbers where the ids are random', () => {
    assert.deepEqual(named(UUID, OTHER), ['device 1', 'device 2']);
    assert.deepEqual(named('hsYWb5ul', 'a1b2c3d4e5f6', 'deadbeef', '42', '', '@'), [
      'device 1',
      'device 2',
      'device 3',
      'device 4',
      'device 5',
      'device 6',
    ]);
    // By chance the first of these begins with what looks like letters and a number.
    assert.deepEqual(named('abcdef12-beef-4bb3-8220-b7c99ec1658f'), ['device 1']);
  });

  it('are the words that an id begins with', () => {
    assert.deepEqual(named('iPhone'), ['iPhone']);
    assert.deepEqual(named('Pixel 7 Pro'), ['Pixel 7 Pro']);
    assert.deepEqual(named(`android-${UUID}`, 'web_k3j9x0'), ['android', 'web']);
    assert.deepEqual(named('מחשב-1'), ['מחשב-1']);
  });

  it('are never the same for two devices', () => {
    assert.deepEqual(named(`web-${UUID}`, `web-${OTHER}`), ['web 1', 'web 2']);
    assert.deepEqual(named(UUID, 'device 1'), ['device 1', 'device 2']);
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.oneof(fc.string(), fc.constantFrom('web', 'web 1', 'web-a1', 'web-b2', 'device 1', UUID)),
        ),
        (devices) => {
          assert.equal(new Set(named(...devices)).size, devices.length);
        },
      ),
    );
  });

  it('have no character that is not seen, and are short', () => {
    const [name = ''] = named(`evil‮${'x'.repeat(500)}`);
    assert.match(name, /^[\x20-\x7e…]{1,60}$/);
  });

  it('stand beside the id that logs have, unless that is the name', () => {
    const names = deviceNamesOf([UUID, 'desk'], t);
    assert.equal(deviceWithId(names, UUID, t, 120), `device 1 (${UUID})`);
    assert.equal(deviceWithId(names, 'desk', t, 120), 'desk');
  });

  it('are numbered in the order in which each device first joined', () => {
    const { participants } = call({
      participants: [
        stay('ana', undefined, undefined, { deviceId: 'never@rtc/1' }),
        stay('ana', 50, 60, { deviceId: 'second@rtc/1' }),
        stay('ana', 10, 20, { deviceId: 'first@rtc/1' }),
        stay('ana', 70, 80, { deviceId: 'first@rtc/2' }),
        stay('ana', 5, 8),
      ],
    });
    assert.deepEqual(devicesOf(participants), ['first', 'second', 'never']);
  });
});
