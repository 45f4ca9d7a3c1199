/** The panel's page: draws whatever it is sent as text, into elements and attributes of its own. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import type { LogLane } from '../../src/core/logLanes/model.ts';
import type { AttemptsView } from '../../src/core/lookUp/model.ts';
import { storyOf } from '../../src/core/story/index.ts';
import { type FromPanel, isFromPanel, type PanelLog, type PanelView } from '../../src/shared/index.ts';
import { visibleText } from '../../src/core/text/index.ts';
import { t, UTC } from '../unit/core/support.ts';
import { anyAnswer, anyInstant } from './support/answers.ts';
import { assertShown, fuzz, type Run } from './support/fuzz.ts';
import { placePage, removePage } from './support/page.ts';
import { text } from './support/texts.ts';

export const name = 'panel renderer';

placePage();
const { draw } = await import('../../media/panel/draw.ts');
removePage();

/** A text the extension made: whatever strangers wrote in it can be seen. */
const ours = text.map((written) => visibleText(written));
const some = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined });
const attempts: fc.Arbitrary<AttemptsView> = fc.record({
  isFirst: fc.boolean(),
  state: fc.constantFrom('notAsked', 'loading', 'ready', 'failed'),
  sentence: some(ours),
  items: fc.array(
    fc.record({
      sessionId: text,
      at: some(anyInstant),
      offset: some(ours),
      outcome: ours,
      isThis: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  lookedAt: some(ours),
  failure: some(ours),
});
const counts = { count: fc.nat(), warnings: fc.nat(), errors: fc.nat() };
const lane = fc.record({
  ...counts,
  window: fc.record({ from: anyInstant, to: anyInstant }),
  name: ours,
  offsetSeconds: fc.constantFrom(0, 3600, -7),
  isEstimate: fc.boolean(),
  times: fc.constantFrom('read', 'none', 'inDoubt'),
  marks: fc.array(
    fc.record({
      at: anyInstant,
      offset: fc.nat(),
      line: some(fc.nat()),
      level: some(fc.constantFrom('error', 'warning', 'info', 'debug')),
      text: ours,
    }),
    { maxLength: 4 },
  ),
  naming: fc.nat(),
  slices: fc.array(fc.record(counts), { maxLength: 3 }),
}) as fc.Arbitrary<LogLane>;
const log = fc.record({
  uri: text,
  name: ours,
  state: fc.constantFrom<PanelLog['state']>('reading', 'ready', 'gone', 'failed'),
  message: some(ours),
  lane: some(lane),
});
const place = { offset: fc.nat(), line: some(fc.nat()) };
const webhooksOf = fc.record({
  uri: text,
  log: ours,
  lane: some(lane),
  lines: fc.array(fc.record({ ...place, at: some(anyInstant), text: ours }), { maxLength: 3 }),
  findings: fc.array(
    fc.record({
      ...place,
      kind: fc.constant('notListed'),
      severity: fc.constant('notice'),
      message: ours,
      uid: some(text),
      at: some(anyInstant),
      seconds: some(fc.nat()),
    }),
    { maxLength: 2 },
  ),
  devices: fc.array(fc.record({ entry: fc.nat({ max: 3 }), text: ours }), { maxLength: 2 }),
});
const view = fc.record({
  sessionId: text,
  onBehalfOf: some(text),
  connectionName: some(text),
  appId: some(text),
  region: some(text),
  state: fc.constantFrom('ready', 'ready', 'loading', 'failed', 'gone'),
  failure: some(
    fc.record({
      message: ours,
      fixes: fc.array(fc.record({ fix: fc.constant('showLog'), label: ours }), { maxLength: 1 }),
    }),
  ),
  kept: fc.boolean(),
  logLine: some(
    fc.record({ instant: anyInstant, precisionSeconds: fc.constantFrom(0.001, 60), place: text }),
  ),
  live: fc.record({ nextAt: some(anyInstant), justEnded: fc.boolean() }),
  watched: fc.boolean(),
  logs: fc.array(log, { maxLength: 2 }),
  webhooks: fc.array(webhooksOf, { maxLength: 2 }),
  fromLog: some(fc.record({ log: ours, count: fc.nat(), isShown: fc.boolean() })),
  attempts,
}) as fc.Arbitrary<Omit<PanelView, 'call' | 'story' | 'fetchedAt' | 'transcripts'>>;
const given = fc.record({
  raw: anyAnswer,
  asOf: anyInstant,
  view,
  transcripts: fc.record({
    state: fc.constantFrom<PanelView['transcripts']['state']>('notAsked', 'loading', 'ready', 'failed'),
    more: fc.boolean(),
    total: some(fc.nat()),
    failure: some(ours),
  }),
  presses: fc.array(fc.nat(), { maxLength: 3 }),
});

const drawAndPress: Run = fuzz(given, ({ raw, asOf, view: shown, transcripts, presses }) => {
  const call = decodeCall(raw, 'asked-for');
  const { sessionId, appId, region, logLine } = shown;
  const items = call?.transcripts ?? [];
  const story =
    call && storyOf(call, { asOf, sessionId, appId, region, t }, { line: logLine, transcripts: items });
  const sent: FromPanel[] = [];
  const announced: string[] = [];
  const page = {
    view: {
      ...shown,
      call,
      story,
      fetchedAt: asOf,
      transcripts: {
        ...transcripts,
        items,
      },
    },
    time: UTC,
    timeZone: 'utc' as const,
    t,
    count: String,
    send: (message: FromPanel) => void sent.push(message),
    announce: (words: string) => void announced.push(words),
  };
  const root = placePage();
  draw(root as unknown as HTMLElement, page);
  const buttons = root.all().filter(({ tagName }) => tagName === 'button');
  for (const press of presses) {
    const listeners = buttons[press % Math.max(1, buttons.length)]?.listeners ?? [];
    for (const [type, listener] of listeners) if (type === 'click') listener({});
  }
  for (const message of sent) assert.ok(isFromPanel(message), JSON.stringify(message));
  for (const message of sent.filter(({ type }) => type === 'openLink'))
    assert.match((message as { readonly url: string }).url.trim(), /^https:/i);
  const shownTexts = root
    .all()
    .flatMap((element) => [
      ...element.children.filter((child) => typeof child === 'string'),
      ...['title', 'aria-label'].flatMap((attribute) => element.getAttribute(attribute) ?? []),
    ]);
  assertShown([...shownTexts, ...announced].join(' '), { isTheirs: true });
  const ids = root.all().flatMap(({ id }) => (id === '' ? [] : [id]));
  assert.equal(new Set(ids).size, ids.length, 'every id is there once');
});

export const run: Run = (count, seed) => {
  try {
    drawAndPress(count, seed);
  } finally {
    removePage();
  }
};
