import assert from 'node:assert/strict';
import { untilTrue } from '../support/host/page.ts';
import type { Theme, Workbench } from '../support/host/workbench.ts';
import { axeViolations } from './support/axe.ts';
import { type FaultySandbox, openCall, sampleOf, VIEW } from './support/calls.ts';
import { connectedWindow } from './support/window.ts';
import { policyViolations } from './support/contentPolicy.ts';
import { hostileCall, hostileStatusCall } from './support/oddCalls.ts';

/** What nobody sees, and what changes the order of what is seen. */
const HIDDEN = /[\u0000-\u0008\u001b\u202a-\u202e\u2066-\u2069]/;

describe('The call panel', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  connectedWindow(
    {
      sandbox: { calls: [hostileCall, hostileStatusCall] },
      viewport: { width: 1400, height: 1000 },
    },
    async (opened) => {
      ({ workbench, faulty } = opened);
      await workbench.views.open('CometChat Calls');
    },
  );

  const open = (sessionId: string) => openCall(workbench, sessionId);
  const openSample = (title: RegExp) => open(sampleOf(faulty, title).sessionId);

  it('tells each kind of call apart', async () => {
    const verdicts: [RegExp, RegExp, string][] = [
      [/^Rejected by/, /^Rejected by student-zoe$/, 'rejected'],
      [/^Nobody answered/, /^customer-5531 did not answer$/, 'unanswered'],
      [/^Busy/, /^Not taken: the line was busy$/, 'busy'],
      [/^Ongoing for seven/, /^Ongoing for \d+ min.*; 2 people are in it$/, 'ongoing'],
      [/^Rejoined/, /^Answered after .+, lasted .+/, 'rejoined'],
      [/^Two devices/, /^Answered after .+, lasted .+/, 'two-devices'],
      [/^Recorded in two/, /^Answered after .+, lasted .+/, 'recorded'],
      [/^Meeting with an id/, /^3 meetings within .+; \d+ people joined$/, 'meeting'],
      [/^Presentation with 50/, /^Lasted .+; \d+ people joined$/, 'fifty'],
    ];
    for (const [title, verdict, name] of verdicts) {
      const frame = await openSample(title);
      assert.match(await frame.locator('.verdict').innerText(), verdict);
      await workbench.screenshot(`panel-${name}`);
    }
  });

  for (const sessionId of [hostileCall.sessionId, hostileStatusCall.sessionId]) {
    it(`shows texts of strangers as text, with no violation of its content policy: ${sessionId}`, async () => {
      const frame = await open(sessionId);
      await frame.locator('#oddities').waitFor();
      await frame.locator('#timeline-text').click();
      await frame.locator('#timeline-table').waitFor();
      await workbench.screenshot(`panel-${sessionId}`);
      assert.equal(await frame.evaluate(() => Reflect.get(window, 'hacked')), undefined);
      assert.equal(await frame.locator('main img, main script, main a').count(), 0);
      const text = await frame.locator('main').innerText();
      assert.ok(text.includes('<script>'), 'markup is shown as it is');
      assert.ok(text.includes('⟨U+202E⟩'), 'a bidirectional override is made visible');
      assert.doesNotMatch(text, HIDDEN, 'nothing hidden is left');
      assert.ok(text.length < 40_000, `texts of 35,000 characters are cut: ${text.length}`);
      const heard = await frame
        .locator('main [aria-label], main [title]')
        .evaluateAll((all) => all.flatMap((one) => [one.ariaLabel ?? '', one.getAttribute('title') ?? '']));
      for (const label of heard) {
        assert.doesNotMatch(label, HIDDEN, label);
        assert.ok(label.length < 2_000, `what is only heard is cut, too: ${label.length}`);
      }
      // One link is of https, however it looks otherwise.
      assert.deepEqual(await frame.locator('button', { hasText: /^Open$/ }).allInnerTexts(), ['Open']);
      assert.deepEqual(await policyViolations(workbench, frame), []);
    });
  }

  it('shows texts of strangers as text in the tree, too', async () => {
    const tooltip = await workbench.views.tooltip(VIEW, /img/);
    assert.ok(
      tooltip.includes('[link](command:workbench.action.quit)') || tooltip.includes('<script>'),
      tooltip,
    );
    assert.equal(await workbench.page.locator('.monaco-hover a, .monaco-hover img').count(), 0);
    await workbench.screenshot('panel-hostile-tooltip');
  });

  it('notices a violation of its content policy', async () => {
    const frame = await openSample(/API reference/);
    await frame.evaluate(() => document.body.setAttribute('style', 'order: 1'));
    assert.equal((await policyViolations(workbench, frame)).length, 1);
  });

  it('can be worked with the keyboard alone', async () => {
    const frame = await openSample(/API reference/);
    await frame.locator('#time-zone').focus();
    const seen: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      seen.push(await frame.evaluate(() => document.activeElement?.id ?? ''));
      await workbench.press('Tab');
    }
    assert.deepEqual(seen, ['time-zone', 'refresh', 'raw-json', 'copy']);
    await frame.locator('#copy').focus();
    await workbench.press('Enter');
    await untilTrue('the id on the clipboard', async () =>
      (await workbench.clipboard()).startsWith('v1.us.31780434a95d45'),
    );
  });

  it('moves the picture sideways with the keyboard, within a bar that is wider than the view', async () => {
    const frame = await openSample(/API reference/);
    await frame.locator('#timeline-talking').focus();
    for (let step = 0; step < 4; step += 1) await workbench.press('+');
    const left = () => frame.locator('#timeline-scroll').evaluate(({ scrollLeft }) => scrollLeft);
    const [start, half] = [
      await left(),
      // Of the view that the names leave of it.
      await frame
        .locator('#timeline-scroll')
        .evaluate((box) => (box.clientWidth - (box.querySelector('.names')?.clientWidth ?? 0)) / 2),
    ];
    assert.ok(start > half, 'it was zoomed');
    await workbench.press('Shift+ArrowLeft');
    assert.ok(Math.abs(start - half - (await left())) <= 1, 'with Shift by half the view');
    await workbench.press('ArrowRight');
    assert.ok(Math.abs(start - (await left())) <= 1, 'and where there is no next bar');
    assert.equal(await frame.evaluate(() => document.activeElement?.id), 'timeline-talking');
    await frame.locator('#timeline-fit').click();
  });

  it('marks the stretch that a finding is about, and tells it', async () => {
    const frame = await openSample(/^Rejoined/);
    const show = frame.locator('.findings li', { hasText: 'came back' }).locator('.show');
    await show.focus();
    await workbench.press('Enter');
    const band = frame.locator('.band.highlighted');
    await band.waitFor();
    assert.equal(await band.count(), 1);
    assert.equal(await frame.locator('.bar.highlighted:not(.gap)').count(), 0, 'not the stays around it');
    const gap = frame.locator('.bar.gap.highlighted');
    assert.match((await gap.getAttribute('aria-label')) ?? '', /^customer-2046 away, .+, 2 min 2 s$/);
    assert.match((await gap.textContent()) ?? '', /2 min 2 s$/);
    const told = await frame.locator('#status').textContent();
    assert.equal(told, await band.getAttribute('aria-label'));
    assert.match(told ?? '', /, .+ – .+, \d+ (s|min)/);
    await workbench.screenshot('panel-shown-gap');
    await workbench.press('Enter');
    await band.waitFor({ state: 'hidden' });
    assert.equal(await frame.locator('#status').textContent(), '');
  });

  it('marks the row of who never joined, to be read as well as before', async () => {
    const frame = await openSample(/^Group video call: one joined late/);
    await frame.locator('.findings li', { hasText: 'vendor-support' }).first().locator('.show').click();
    await frame.locator('tr.highlighted').waitFor();
    assert.equal(await frame.locator('#status').textContent(), 'Marked in the table of participants');
    assert.deepEqual(await axeViolations(frame), []);
  });

  it('keeps the focus where it was while the call is fetched again', async () => {
    const frame = await openSample(/API reference/);
    await frame.locator('#refresh').focus();
    await workbench.press('Enter');
    await frame.locator('main[aria-busy="false"]').waitFor();
    await untilTrue(
      'the focus',
      async () => (await frame.evaluate(() => document.activeElement?.id)) === 'refresh',
    );
  });

  it('stays where it was scrolled to', async () => {
    const frame = await openSample(/^Presentation with 50/);
    const top = () => frame.evaluate(() => document.scrollingElement?.scrollTop);
    await frame.evaluate(() => document.scrollingElement?.scrollTo(0, 400));
    assert.equal(await top(), 400);
    faulty.intercept((_request, response) => response.writeHead(502).end('<html>Bad gateway'));
    await frame.evaluate(() => document.getElementById('refresh')?.click());
    await frame.locator('.state.failed').waitFor();
    assert.equal(await top(), 400);
    faulty.intercept(undefined);
    await frame.evaluate(() => document.getElementById('refresh')?.click());
    await frame.locator('.state').waitFor({ state: 'detached' });
    assert.equal(await top(), 400);
  });

  it('has its toolbar in one place, however long the title is', async () => {
    for (const width of [1400, 1000]) {
      await workbench.page.setViewportSize({ width, height: 1000 });
      const frame = await openSample(/API reference/);
      const [short, long] = await frame.evaluate(() => {
        const title = document.querySelector('h1') ?? document.body;
        const places = () =>
          [...document.querySelectorAll('.actions > *')].map((one) => one.getBoundingClientRect().toJSON());
        return ['Ana', 'A name of many words '.repeat(20)].map((text) => {
          title.textContent = text;
          return { places: places(), height: title.offsetHeight };
        });
      });
      assert.ok(long && short && long.height > short.height, 'the title has more lines');
      assert.deepEqual(long.places, short.places);
    }
    await workbench.page.setViewportSize({ width: 1400, height: 1000 });
  });

  it('has names that tell its buttons apart, and headings in order', async () => {
    const frame = await openSample(/^Recorded in two/);
    const buttons = await frame
      .locator('button:visible')
      .evaluateAll((all) => all.map((one) => one.ariaLabel ?? one.textContent));
    assert.equal(new Set(buttons).size, buttons.length, buttons.join(', '));
    assert.ok(buttons.includes('Open recording 2'), buttons.join(', '));
    const headings = await frame
      .locator('h1, h2, h3, h4, h5, h6')
      .evaluateAll((all) => all.map((one) => `${one.tagName} ${one.textContent}`));
    assert.deepEqual(headings.slice(1), [
      'H2 Timeline',
      'H2 Findings 2',
      'H2 Participants 2',
      'H2 Recordings 2',
      'H2 Transcripts',
      'H2 Other calls between the same parties',
    ]);
    assert.match(headings[0] ?? '', /^H1 /);
  });

  it('writes times in UTC when asked, and remembers it', async () => {
    const frame = await openSample(/API reference/);
    await frame.locator('#time-zone').selectOption('utc');
    await untilTrue(
      'the setting to be kept',
      async () => (await frame.locator('#time-zone').inputValue()) === 'utc',
    );
    await frame.locator('dl > div', { hasText: /^Initiated.* 14:15:13 UTC$/ }).waitFor();
  });

  it('shows a failed look-up with its fixes, and what was fetched before', async () => {
    const frame = await openSample(/^Recorded in two/);
    const places = () =>
      frame
        .locator('h1, .actions button, .verdict, .id, h2')
        .evaluateAll((all) => all.map((one) => [one.textContent, one.getBoundingClientRect().toJSON()]));
    const before = await places();
    faulty.intercept((_request, response) => response.writeHead(502).end('<html>Bad gateway'));
    await frame.locator('#refresh').click();
    await frame.locator('.state.failed').waitFor();
    assert.deepEqual(await places(), before, 'nothing that is read moves');
    assert.match(await frame.locator('.state.failed p').innerText(), /failed \(HTTP 502\)/);
    assert.match(await frame.locator('.verdict').innerText(), /^Answered/);
    await workbench.screenshot('panel-failed-refresh');
    faulty.intercept(undefined);
    await frame.locator('#fix-lookUpAgain').click();
    await frame.locator('.state.failed').waitFor({ state: 'detached' });
  });

  for (const theme of [
    'Default Light Modern',
    'Default High Contrast',
    'Default High Contrast Light',
  ] satisfies Theme[]) {
    it(`is at home in ${theme}`, async () => {
      await workbench.setTheme(theme);
      const frame = await openSample(/^Group video call/);
      const colours = await frame.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return { color, backgroundColor };
      });
      assert.notEqual(colours.color, colours.backgroundColor);
      await workbench.screenshot(`panel-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }

  it('fits a narrow column, and a window at twice the size', async () => {
    await workbench.setTheme('Default Dark Modern');
    for (const width of [760, 640]) {
      await workbench.page.setViewportSize({ width, height: 900 });
      const frame = await openSample(/^Two devices/);
      const overflow = await frame.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `the page itself scrolls sideways by ${overflow} pixels`);
      await workbench.screenshot(`panel-narrow-${width}`);
      await frame.locator('#participants-table').focus();
      await workbench.press('ArrowRight');
      await workbench.screenshot(`panel-narrow-${width}-table`);
    }
  });
});
