/** Which connection a tool asks: an agent's wish moves no id to another app. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { appText, routeCall, routeList } from '../../../../src/vscode/tools/route.ts';
import { ToolError } from '../../../../src/vscode/tools/toolError.ts';
import { APP, connection, LEGACY_ID, SEED_ID } from '../../core/support.ts';

/** Of an app that is not connected. */
const FOREIGN = SEED_ID.replace(APP, 'ffffffffffffff');
const own = connection({ id: 'own', name: 'Own' });
const other = connection({ id: 'other', name: 'Other', appId: '204546db1e57db4' });
const premise = connection({ id: 'premise', name: 'Premise', kind: 'custom', appId: 'abcdef0123' });
const sandbox = connection({ id: 'sandbox', name: 'Sample Calls', kind: 'sandbox', sessionIds: [SEED_ID] });
const emptySandbox = connection({ id: 'sandbox', name: 'Sample Calls', kind: 'sandbox', sessionIds: [] });

function context(connections: readonly Connection[], defaultConnectionId?: string) {
  return { connections, defaultConnectionId };
}

describe('vscode tools: which connection is asked', () => {
  for (const named of [undefined, 'Other', 'Premise', 'other', 'abcdef0123']) {
    it(`for an id that names an app is that of the app, with ${named ?? 'none'} named`, () => {
      assert.equal(routeCall(SEED_ID, named, context([own, other, premise], 'other')).id, 'own');
    });

    it(`for an id of no connected app is none, with ${named ?? 'none'} named`, () => {
      assert.throws(
        () => routeCall(FOREIGN, named, context([own, other, premise], 'other')),
        (error) =>
          error instanceof ToolError &&
          error.message.includes('belongs to app ffffffffffffff') &&
          error.message.endsWith(
            'Next: Ask the user to run “CometChat Calls: Add Connection…”. Never ask for a key in a chat.',
          ),
      );
    });
  }

  it('is the sandbox where it is named and has the id, and none where it has not', () => {
    assert.equal(routeCall(SEED_ID, 'sample calls', context([own, sandbox])).id, 'sandbox');
    for (const connections of [[own, emptySandbox], [emptySandbox]])
      assert.throws(
        () => routeCall(SEED_ID, 'sample calls', context(connections)),
        /^ToolError: No sample call has this id\. Next: call the tool again without a connection\.$/,
      );
  });

  it('for an id of the app of the samples is none, and the next step is to name the sandbox', () => {
    assert.throws(
      () => routeCall(SEED_ID, undefined, context([other])),
      /Next: If a sample call is meant, call the tool again with the connection “Sample Calls”\.$/,
    );
  });

  it('for an id that names no app is the one that is named, else the default', () => {
    assert.equal(routeCall(LEGACY_ID, 'PREMISE', context([own, other, premise], 'other')).id, 'premise');
    assert.equal(routeCall(LEGACY_ID, undefined, context([own, other, premise], 'other')).id, 'other');
  });

  it('is none where nobody can tell, and the next step is to name one', () => {
    assert.throws(
      () => routeCall(LEGACY_ID, undefined, context([own, other])),
      /Next: name one as connection: “Own” \(app/,
    );
    assert.throws(() => routeCall(LEGACY_ID, 'nobody', context([own, other])), /Next: name one of “Own”/);
    assert.throws(
      () => routeCall(LEGACY_ID, 'Own', context([own, connection({ id: 'twin', name: 'own' })])),
      /Several connections have this name/,
    );
    assert.throws(() => routeList(undefined, context([own, other])), /Several apps are connected\. Next: /);
    assert.throws(() => routeList(undefined, context([])), /Add Connection…/);
    assert.throws(() => routeList('Own', { ...context([]), isUnreadable: true }), /keyring .*Next: /);
  });

  it('for a list is the one that is named, else the default, else the only one', () => {
    assert.equal(routeList('Other', context([own, other], 'own')).id, 'other');
    assert.equal(routeList(undefined, context([own, other], 'other')).id, 'other');
    assert.equal(routeList(undefined, context([own])).id, 'own');
  });

  it('is told by its app, region and host', () => {
    assert.equal(appText(own), `${APP} · us · ${APP}.call-us.cometchat.io`);
  });
});
