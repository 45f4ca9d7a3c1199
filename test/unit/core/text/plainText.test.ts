import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { plainText } from '../../../../src/core/text/visibleText.ts';

describe('Text for notifications', () => {
  it('holds no link, whatever a file or a person is called', () => {
    const hostile = '[Open report](command:workbench.action.closeWindow).log';
    assert.ok(!/\[[^\]]*\]\(/.test(plainText(hostile)));
    assert.equal(plainText('plain [text] (and more)'), 'plain [text] (and more)');
  });
});
