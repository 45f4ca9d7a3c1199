/** What the page tells those who do not see it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createAnnouncer } from '../../../media/panel/announce.ts';
import type { PanelView } from '../../../src/shared/panelProtocol.ts';
import { at, call, stay } from '../core/support.ts';
import { pageOf } from './support.ts';

const present = { state: 'ongoing' };
const two = call({
  status: 'ongoing',
  startedAt: at(0),
  participants: [stay('ana', 0, undefined, present), stay('ben', 1, undefined, present)],
});
const one = call({
  status: 'ongoing',
  startedAt: at(0),
  participants: [stay('ana', 0, undefined, present), stay('ben', 1, 620)],
});
const ended = call({ status: 'ended', startedAt: at(0), endedAt: at(700) });

/** An announcer, what it told, and how it is shown a view. */
function listen() {
  const told: string[] = [];
  const status = {
    get textContent() {
      return told.at(-1) ?? '';
    },
    set textContent(text: string) {
      told.push(text);
    },
  };
  const announcer = createAnnouncer(status as HTMLElement);
  const show = (some: PanelView['call'], more: Partial<PanelView> = {}) => announcer.tell(pageOf(some, more));
  return { told, show, announcer };
}

describe('panel: what is announced', () => {
  it('is what a log holds once it was read, and not when it is read again', () => {
    const { told, show } = listen();
    const log = { uri: 'file:///a.log', name: 'a.log', message: undefined, lane: undefined };
    const lane = { window: { from: 0, to: 1 }, name: 'a.log', offsetSeconds: 0, isEstimate: false } as const;
    const none = {
      ...lane,
      times: 'none',
      marks: [],
      naming: 0,
      slices: [],
      count: 0,
      errors: 0,
      warnings: 0,
    } as const;
    show(ended);
    show(ended, { logs: [{ ...log, state: 'reading' }] });
    show(ended, { logs: [{ ...log, state: 'ready', lane: none }] });
    show(ended, { logs: [{ ...log, state: 'reading', lane: none }] });
    show(ended, { logs: [{ ...log, state: 'ready', lane: none }] });
    assert.deepEqual(told, ['Lasted 11 min 40 s', 'a.log: no line tells a time']);
  });

  it('is which log is read for a call that no list has, and not that none has it', () => {
    const { told, show } = listen();
    show(undefined, { state: 'gone', logBeingRead: 'app.log' });
    assert.deepEqual(told, ['Reading the webhook events of app.log']);
  });

  it('is the look-up, then the verdict, each once', () => {
    const { told, show } = listen();
    show(undefined, { state: 'loading' });
    show(ended);
    show(ended);
    assert.deepEqual(told, ['Looking up…', 'Lasted 11 min 40 s']);
  });

  it('is not every refresh of an ongoing call, but who comes and goes', () => {
    const { told, show } = listen();
    show(two);
    show(two, { state: 'loading' });
    show(two, { fetchedAt: at(610) * 1000 });
    assert.deepEqual(told, ['Ongoing for 10 min; 2 people are in it']);
    show(one, { fetchedAt: at(630) * 1000 });
    assert.deepEqual(told.slice(1), ['Ongoing for 10 min 30 s; 1 person is in it']);
  });

  it('is every refresh that the reader asked for', () => {
    const { told, show, announcer } = listen();
    show(two);
    announcer.expectAnswer();
    show(two, { state: 'loading' });
    show(two);
    assert.equal(told.length, 3);
    show(two, { state: 'loading' });
    assert.equal(told.length, 3, 'the next is none of theirs');
  });

  it('is the end of the call, once', () => {
    const { told, show } = listen();
    show(two);
    const live = { nextAt: undefined, justEnded: true };
    show(ended, { live });
    show(ended, { live, fetchedAt: at(800) * 1000 });
    assert.deepEqual(told.slice(1), ['The call has ended. Lasted 11 min 40 s']);
  });

  it('is what came of something done on the page, and not the call again after it', () => {
    const { told, show, announcer } = listen();
    show(ended);
    announcer.say('ben, 22:14:00 – 22:14:50 UTC, 50 s');
    show(ended);
    assert.deepEqual(told, ['Lasted 11 min 40 s', 'ben, 22:14:00 – 22:14:50 UTC, 50 s']);
  });

  it('is why a refresh failed', () => {
    const { told, show } = listen();
    show(two);
    show(two, { state: 'loading' });
    const failure = { message: 'You are offline.', fixes: [] };
    show(two, { state: 'failed', failure });
    show(two, { state: 'failed', failure });
    assert.deepEqual(told.slice(1), ['You are offline.']);
  });
});
