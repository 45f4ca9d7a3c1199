/** What the page says of a call's logs, and what its times and buttons ask for. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { facts } from '../../../media/panel/facts.ts';
import { recordings } from '../../../media/panel/lists.ts';
import { chartStateOf } from '../../../media/panel/timeline/chart.ts';
import { addLog, lanesOf, logs } from '../../../media/panel/logs.ts';
import { noTimeline, textEquivalent } from '../../../media/panel/timeline/text.ts';
import type { LogLane } from '../../../src/core/logLanes/model.ts';
import type { FromPanel, PanelLog } from '../../../src/shared/panelProtocol.ts';
import { at, call, stay } from '../core/support.ts';
import { stubOf, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

const LANE: LogLane = {
  window: { from: at(-60) * 1000, to: at(360) * 1000 },
  name: 'device.log',
  offsetSeconds: 3600,
  isEstimate: true,
  times: 'read',
  marks: [
    { at: at(10) * 1000, offset: 17, line: 3, level: 'error', text: 'ERROR <b>gone</b>' },
    { at: at(90_000) * 1000, offset: 90, line: undefined, level: undefined, text: 'bye' },
  ],
  naming: 640,
  slices: [{ count: 4, errors: 1, warnings: 2 }],
  count: 4,
  errors: 1,
  warnings: 2,
};

function logOf(more: Partial<PanelLog>): PanelLog {
  return {
    uri: 'file:///device.log',
    name: 'device.log',
    state: 'ready',
    message: undefined,
    lane: LANE,
    ...more,
  };
}

describe('panel: the logs of a call', () => {
  withDocument();

  const some = call({
    initiatedAt: at(0),
    startedAt: at(10),
    endedAt: at(300),
    participants: [stay('ana', 10, 300)],
    recordings: [{ rid: 'r', startTime: at(20), endTime: at(80) }],
  });

  /** A page with these logs, and what it sends. */
  function pageWith(all: readonly PanelLog[]) {
    const sent: FromPanel[] = [];
    return {
      page: { ...pageOf(some, { logs: all }), send: (message: FromPanel) => void sent.push(message) },
      sent,
    };
  }

  const said = (log: Partial<PanelLog>) =>
    stubOf(logs(pageWith([logOf(log)]).page))
      .all('li')
      .map((item) =>
        item
          .all('span')
          .map(({ textContent }) => textContent)
          .join(' '),
      )
      .join('');

  it('are listed with what each holds', () => {
    const counts = '640 lines name this call, errors: 1, warnings: 2, lines: 4';
    const estimate = 'an estimate: other lines of this time may stand elsewhere in the file';
    assert.equal(said({}), `${counts}; ${estimate}`);
    assert.match(
      said({ lane: { ...LANE, naming: 1, count: 100_000 } }),
      /^1 line names .*, lines: 100,000; /,
    );
    assert.equal(said({ state: 'reading' }), `being read…; ${counts}; ${estimate}`);
    assert.equal(said({ message: 'It holds NUL bytes.' }), `It holds NUL bytes.; ${counts}; ${estimate}`);
    assert.equal(said({ state: 'reading', lane: undefined }), 'being read…');
    assert.equal(said({ state: 'reading', share: 0.429, lane: undefined }), 'being read… 42 %');
    assert.equal(said({ state: 'gone', lane: undefined }), 'not there any more');
    assert.equal(said({ state: 'failed', lane: undefined, message: 'Too large.' }), 'Too large.');
    assert.equal(said({ lane: { ...LANE, times: 'none', isEstimate: false } }), 'no line tells a time');
    assert.equal(
      said({ lane: { ...LANE, times: 'inDoubt', isEstimate: false } }),
      'its dates can be read in two ways',
    );
  });

  it('are taken away and added by buttons', () => {
    const { page, sent } = pageWith([
      logOf({}),
      logOf({ uri: 'file:///b.log', name: 'b.log', lane: undefined }),
    ]);
    const buttons = [logs(page), addLog(page)].flatMap((part) => stubOf(part).all('button'));
    assert.deepEqual(
      buttons.map((one) => one.getAttribute('aria-label') ?? one.textContent),
      ['Remove device.log +1 h from this call', 'Remove b.log from this call', 'Add Log to Call…'],
    );
    for (const one of buttons) one.click();
    assert.deepEqual(sent, [
      { type: 'removeLog', uri: 'file:///device.log' },
      { type: 'removeLog', uri: 'file:///b.log' },
      { type: 'addLog' },
    ]);
    assert.equal(logs(pageWith([]).page), undefined);
  });

  it('stand below a word on why there is no timeline, where the call tells no time', () => {
    const { page } = pageWith([logOf({ lane: undefined, message: 'This call has no times.' })]);
    const part = stubOf(noTimeline(page));
    const texts = part.all('p').map(({ textContent }) => textContent);
    assert.deepEqual(texts, ['This call has no times, and so no timeline.']);
    assert.equal(part.all('li').length, 1);
    assert.equal(stubOf(noTimeline(pageWith([]).page)).all('li').length, 0);
  });

  it('can be read again where they could not be, and their first reading can be ended', () => {
    const asked = (log: Partial<PanelLog>) => {
      const { page, sent } = pageWith([logOf(log)]);
      for (const one of stubOf(logs(page)).all('button')) if (one.textContent !== 'Remove') one.click();
      return sent.map(({ type }) => type);
    };
    assert.deepEqual(asked({}), []);
    assert.deepEqual(asked({ state: 'reading' }), [], 'what was read before is there');
    assert.deepEqual(asked({ state: 'reading', lane: undefined }), ['cancelLog']);
    assert.deepEqual(asked({ state: 'failed', lane: undefined }), ['readLog']);
    assert.deepEqual(asked({ state: 'gone', lane: undefined }), []);
  });

  it('are lanes with their offsets, or a word on why there is none', () => {
    const words = (log: Partial<PanelLog>) =>
      lanesOf(pageWith([logOf(log)]).page).map(({ label, note }) => [label, note]);
    assert.deepEqual(words({}), [['device.log +1 h', undefined]]);
    assert.deepEqual(
      words({ state: 'reading' }),
      [['device.log +1 h', undefined]],
      'the lane of before stays',
    );
    assert.deepEqual(words({ state: 'gone', lane: undefined }), [['device.log', 'not there any more']]);
    const none = { ...LANE, naming: 0, marks: [], offsetSeconds: -90 };
    assert.deepEqual(words({ lane: none }), [['device.log −1 min 30 s', 'no line names this call']]);
    assert.deepEqual(words({ lane: { ...none, count: 0 } }), [
      ['device.log −1 min 30 s', 'no line at this time'],
    ]);
  });

  it('are in the timeline as text, where the time of each line leads to it', () => {
    const { page, sent } = pageWith([logOf({})]);
    chartStateOf(page.view.sessionId).isTextOpen = true;
    const told = page.view.story?.timeline ?? assert.fail();
    const [, table] = stubOf(textEquivalent(page, told)).all('table');
    assert.match(table?.all('caption')[0]?.textContent ?? '', /^device\.log, .*2 of them listed$/);
    const rows = table?.all('tr').slice(1) ?? [];
    assert.deepEqual(
      rows.map((row) => row.all('td').map(({ textContent }) => textContent)),
      [
        ['14 Nov 2023, 22:13:30 UTC', 'line 4: error: ERROR <b>gone</b>'],
        ['15 Nov 2023, 23:13:20 UTC', 'bye'],
      ],
    );
    for (const row of rows) row.all('button')[0]?.click();
    const errors = stubOf(textEquivalent(page, told)).all('p').at(-1);
    assert.equal(errors?.textContent, 'Times with errors: 22:12:20 UTC');
    errors.all('button')[0]?.click();
    assert.deepEqual(sent, [
      { type: 'goToMark', uri: 'file:///device.log', offset: 17 },
      { type: 'goToMark', uri: 'file:///device.log', offset: 90 },
      { type: 'showInLog', instant: LANE.window.from, uri: 'file:///device.log' },
    ]);
  });

  it('are led to by every time: of what happened, of the facts, of recordings', () => {
    const { page, sent } = pageWith([]);
    chartStateOf(page.view.sessionId).isTextOpen = true;
    const told = page.view.story?.timeline ?? assert.fail();
    const parts = [facts(page), recordings(page, some), textEquivalent(page, told)];
    const seen = parts.map((part) => {
      sent.length = 0;
      const links = stubOf(part)
        .all('button')
        .filter((one) => one.getAttribute('title') === 'Show in Log');
      for (const link of links) link.click();
      const stops = links.filter((link) => link.getAttribute('tabindex') === '0').length;
      return [
        stops,
        ...sent.map((message) => (message.type === 'showInLog' ? message.instant / 1000 - at(0) : 'else')),
      ];
    });
    assert.deepEqual(seen, [
      [1, 0, 10, 300],
      [1, 20, 80],
      [1, ...told.lines.map((line) => line.at / 1000 - at(0))],
    ]);
  });
});
