import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import { askFilter } from '../../../../src/vscode/recentCalls/filterDialog.ts';
import { UTC } from '../../core/support.ts';
import { type Act, User } from '../support/user.ts';

const KEY = 'k'.repeat(40);
const ZONE = { time: UTC, zone: 'UTC', isApiKey: (text: string) => text.includes(KEY) };

describe('recent calls: asking for a filter', () => {
  let user: User;
  afterEach(() => user.dispose());

  async function ask(acts: readonly Act[], filter: CallFilter = {}, name?: string) {
    user = new User();
    user.does(...acts);
    const named = name === undefined ? {} : { name };
    const asked = await askFilter({ title: 'Filter', accept: 'Show Calls', ...ZONE, filter, ...named });
    assert.ok(user.isDone, 'every act had its question');
    return asked;
  }
  const said = () => user.asked[1]?.validationMessage?.message ?? '';

  const show: Act = { pick: 'Show Calls' };
  const answers: readonly (readonly [does: string, acts: readonly Act[], filter: CallFilter])[] = [
    ['nothing', [show], {}],
    ['type', [{ pick: 'Type' }, { pick: 'video' }, show], { type: 'video' }],
    ['mode', [{ pick: 'Mode' }, { pick: 'meeting' }, show], { mode: 'meet' }],
    [
      'statuses',
      [{ pick: 'Status' }, { mark: ['ended', 'ongoing'] }, show],
      { statuses: ['ended', 'ongoing'] },
    ],
    ['no status', [{ pick: 'Status' }, { mark: [] }, show], {}],
    ['receiver', [{ pick: 'Receiver' }, { pick: 'to a group' }, show], { receiverType: 'group' }],
    ['user', [{ pick: 'User' }, { type: '  superhero2 ' }, show], { uid: 'superhero2' }],
    ['nobody in particular', [{ pick: 'User' }, { type: '' }, show], {}],
    ['recording', [{ pick: 'Recording' }, { pick: 'with recording' }, show], { hasRecording: true }],
    ['no transcript', [{ pick: 'Transcript' }, { pick: 'without' }, show], { hasTranscription: false }],
    ['participants', [{ pick: 'Participants' }, { type: '2-5' }, show], { participants: { min: 2, max: 5 } }],
    [
      'the last day',
      [{ pick: 'Time' }, { pick: 'last 24 h' }, show],
      { time: { kind: 'last', amount: 24, unit: 'hours' } },
    ],
    [
      'another time',
      [{ pick: 'Time' }, { pick: 'Other' }, { type: '2023-08-18 –' }, show],
      { time: { kind: 'between', from: Date.parse('2023-08-18T00:00Z') } },
    ],
  ];
  for (const [does, acts, filter] of answers) {
    it(`by ${does}`, async () => assert.deepEqual(await ask(acts), { filter, name: undefined }));
  }

  for (const [does, acts, before, filter] of [
    [
      'goes back from a question with nothing changed, and from another time to the ranges',
      [{ pick: 'Type' }, 'back', { pick: 'Time' }, { pick: 'Other' }, 'back', { pick: 'last 1 h' }, show],
      { type: 'audio' },
      { type: 'audio', time: { kind: 'last', amount: 1, unit: 'hours' } },
    ],
    [
      'takes back what was typed when nothing is typed in its place',
      [
        { pick: 'User' },
        { type: ' ' },
        { pick: 'Participants' },
        { type: '' },
        { pick: 'Status' },
        { mark: [] },
        show,
      ],
      { uid: 'ana', participants: { min: 3 }, statuses: ['ended'] },
      {},
    ],
    [
      'asks for nothing any more with one pick',
      [{ pick: 'Clear All' }, show],
      { type: 'audio', uid: 'ana' },
      {},
    ],
    ['is given up with Escape', ['escape'], {}, undefined],
    ['is given up with Escape in a question', [{ pick: 'Type' }, 'escape'], {}, undefined],
    ['is given up with Escape further in', [{ pick: 'Time' }, { pick: 'Other' }, 'escape'], {}, undefined],
  ] as const satisfies readonly (readonly [string, readonly Act[], CallFilter, CallFilter | undefined])[]) {
    it(does, async () => assert.deepEqual((await ask(acts, before))?.filter, filter));
  }

  it('keeps every answer, shows it in the list, and lets each be taken back', async () => {
    const type = (value: string): Act[] => [{ pick: 'Type' }, { pick: value }];
    const recording: Act[] = [{ pick: 'Recording' }, { pick: 'with recording' }];
    const asked = await ask([...type('video'), ...recording, ...type('Any'), show]);
    assert.deepEqual(asked?.filter, { hasRecording: true });
    const values = (index: number) =>
      Object.fromEntries((user.asked[index]?.items ?? []).map((item) => [item.label, item.description]));
    assert.equal(values(0)['Type'], 'any');
    assert.equal(values(4)['Type'], 'video');
    assert.equal(values(4)['$(check) Show Calls'], 'video · with recording');
    assert.equal(values(6)['Type'], 'any');
  });

  for (const [does, acts, name, expected] of [
    [
      'refuses what it cannot read',
      [{ pick: 'Participants' }, { type: 'three' }],
      undefined,
      /^Enter a number such/,
    ],
    ['says what it reads', [{ pick: 'Participants' }, { type: '3+' }, show], undefined, /^at least 3 in it$/],
    [
      'takes no API key for a user',
      [{ pick: 'User' }, { type: ` ${KEY}` }],
      undefined,
      /^This is an API key, not a/,
    ],
    [
      'takes no API key for a name',
      [{ pick: 'Name' }, { type: ` ${KEY}` }],
      'Mine',
      /^This is an API key, not a/,
    ],
  ] as const) {
    it(does, async () => {
      await ask(acts, {}, name);
      assert.match(said(), expected);
    });
  }

  it('draws no icon that a text of strangers names', async () => {
    await ask(['escape'], { uid: '$(key) ana' }, '$(zap) Mine');
    const lines = user.asked[0]?.items ?? [];
    const shown = lines.map(({ description = '' }) => description).join('\n');
    assert.equal(shown.match(/\$\u2060\((?:key|zap)\)/g)?.length, 3, shown);
    assert.doesNotMatch(shown, /\$\(/);
  });

  it('asks for the name of a saved filter among the rest', async () => {
    assert.deepEqual(await ask([{ pick: 'Name' }, { type: 'Mine' }, show], { type: 'audio' }, 'Old'), {
      filter: { type: 'audio' },
      name: 'Mine',
    });
  });
});
