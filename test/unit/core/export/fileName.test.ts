import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { fileNameFor } from '../../../../src/core/export/fileName.ts';
import { call } from '../support.ts';

describe('the name of a file about a call', () => {
  const between = (initiator: string, receiver: string, startedAt?: number) =>
    fileNameFor(call({ initiator, receiver, startedAt, initiatedAt: startedAt }), 'svg');

  it('says who called whom, and when in UTC', () => {
    assert.equal(
      between('superhero8', 'superhero2', 1_692_368_127),
      'call-superhero8-superhero2-2023-08-18-141527.svg',
    );
  });

  it('says what is known', () => {
    assert.equal(fileNameFor(call({}), 'svg'), 'call.svg');
    assert.equal(between('ana', 'design team'), 'call-ana-design-team.svg');
  });

  it('keeps letters of any script, and nothing that a disk or a shell minds', () => {
    assert.equal(between('Зоя', '李雷'), 'call-Зоя-李雷.svg');
    assert.equal(between('../../etc/passwd', 'C:\\con|nul?*"'), 'call-etc-passwd-C-con-nul.svg');
    assert.equal(between('\u202ea', '$(rm -rf ~)'), 'call-a-rm-rf.svg');
  });

  it('is one that every disk takes, whatever the call', () => {
    const party = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(
        party,
        party,
        fc.option(fc.maxSafeInteger(), { nil: undefined }),
        (initiator, receiver, at) => {
          const name = between(initiator, receiver, at);
          assert.match(name, /^call(?:-[\p{L}\p{N}\p{M}]+)*\.svg$/u);
          assert.ok(Buffer.byteLength(name) <= 255, name);
          assert.ok(name.isWellFormed());
        },
      ),
    );
  });
});
