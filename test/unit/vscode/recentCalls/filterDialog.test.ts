import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import type * as askFilterModule from '../../../../src/vscode/recentCalls/filterDialog.ts';
import { UTC } from '../../core/support.ts';
import { type Act, Questions } from '../support/questions.ts';

const KEY = 'k'.repeat(40);
const ZONE = { time: UTC, zone: 'UTC', isApiKey: (text: string) => text.includes(KEY) };

describe('recent calls: asking for a filter', () => {
  let askFilter: typeof askFilterModule.askFilter;
  let questions: Questions;

  before(async () => {
    ({ askFilter } = await import('../../../../src/vscode/recentCalls/filterDialog.ts'));
  });
  afterEach(() => questions.dispose());

  async function ask(acts: readonly Act[], filter: CallFilter = {}, name?: string) {
    questions = new Questions(acts);
    const asked = await askFilter({
      title: 'Filter',
      accept: 'Show Calls',
      ...ZONE,
      filter,
      ...(name !== undefined && { name }),
    });
    assert.ok(questions.isOver, 'every act had its question');
    return asked;
  }

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

  it('keeps every answer, shows it in the list, and lets each be taken back', async () => {
    const asked = await ask([
      { pick: 'Type' },
      { pick: 'video' },
      { pick: 'Recording' },
      { pick: 'with recording' },
      { pick: 'Type' },
      { pick: 'Any' },
      show,
    ]);
    assert.deepEqual(asked?.filter, { hasRecording: true });
    const values = (index: number) =>
      Object.fromEntries((questions.asked[index]?.items ?? []).map((item) => [item.label, item.description]));
    assert.equal(values(0)['Type'], 'any');
    assert.equal(values(4)['Type'], 'video');
    assert.equal(values(4)['$(check) Show Calls'], 'video · with recording');
    assert.equal(values(6)['Type'], 'any');
  });

  it('goes back from a question with nothing changed, and from another time to the ranges', async () => {
    const asked = await ask(
      [{ pick: 'Type' }, 'back', { pick: 'Time' }, { pick: 'Other' }, 'back', { pick: 'last 1 h' }, show],
      { type: 'audio' },
    );
    assert.deepEqual(asked?.filter, { type: 'audio', time: { kind: 'last', amount: 1, unit: 'hours' } });
  });

  it('takes back what was typed when nothing is typed in its place', async () => {
    const asksMuch: CallFilter = { uid: 'ana', participants: { min: 3 }, statuses: ['ended'] };
    const asked = await ask(
      [
        { pick: 'User' },
        { type: ' ' },
        { pick: 'Participants' },
        { type: '' },
        { pick: 'Status' },
        { mark: [] },
        show,
      ],
      asksMuch,
    );
    assert.deepEqual(asked?.filter, {});
  });

  it('is given up with Escape anywhere, and then asks for nothing', async () => {
    assert.equal(await ask(['escape']), undefined);
    assert.equal(await ask([{ pick: 'Type' }, 'escape']), undefined);
    assert.equal(await ask([{ pick: 'Time' }, { pick: 'Other' }, 'escape']), undefined);
  });

  it('asks for nothing any more with one pick', async () => {
    assert.deepEqual(await ask([{ pick: 'Clear All Conditions' }, show], { type: 'audio', uid: 'ana' }), {
      filter: {},
      name: undefined,
    });
  });

  it('refuses what it cannot read, and says what it reads', async () => {
    questions = new Questions([{ pick: 'Participants' }, { type: 'three' }]);
    void askFilter({ title: 'Filter', accept: 'Show Calls', ...ZONE, filter: {} });
    while (!questions.isOver) await new Promise(setImmediate);
    assert.match(questions.asked[1]?.validationMessage?.message ?? '', /^Enter a number such as 3/);
    await ask([{ pick: 'Participants' }, { type: '3+' }, show]);
    assert.equal(questions.asked[1]?.validationMessage?.message, 'at least 3 in it');
  });

  for (const [field, name] of [
    ['User', undefined],
    ['Name', 'Mine'],
  ] as const) {
    it(`takes no API key: ${field}`, async () => {
      questions = new Questions([{ pick: field }, { type: ` ${KEY}` }]);
      const options = { title: 'Filter', accept: 'Show Calls', ...ZONE, filter: {} };
      void askFilter({ ...options, ...(name === undefined ? {} : { name }) });
      while (!questions.isOver) await new Promise(setImmediate);
      assert.match(questions.asked[1]?.validationMessage?.message ?? '', /^This is an API key, not a/);
    });
  }

  it('draws no icon that a text of strangers names', async () => {
    await ask(['escape'], { uid: '$(key) ana' }, '$(zap) Mine');
    const lines = questions.asked[0]?.items ?? [];
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
