/** The page of the call panel: draws what the extension sends, and tells it what the reader wants. */
import './main.css';
import './header.css';
import './sections.css';
import './table.css';
import { type FromPanel, isToPanel } from '../../src/shared/index.ts';
import { createAnnouncer } from './announce.ts';
import { element } from './dom.ts';
import { draw } from './draw.ts';
import { type Page, readerTimeZone, type Writing, writing } from './page.ts';
import { keepPlace } from './place.ts';

const vscode = acquireVsCodeApi();
const root = document.getElementById('call');
// A screen reader tells of changes in an element it knows: this one is there from the start, and stays.
const status = element('div', { id: 'status', role: 'status', class: 'unseen' });
document.body.append(status);
const announcer = createAnnouncer(status);
const ASKING = new Set<FromPanel['type']>(['refresh', 'fix', 'cancel']);
let written: Writing | undefined;
let view: Page['view'] | undefined;
const told = new Map<string, string>();

function send(message: FromPanel): void {
  if (ASKING.has(message.type)) announcer.expectAnswer();
  vscode.postMessage(message);
}

function redraw(): void {
  if (!root || !written || !view) return;
  const page: Page = { ...written, view, send, announce: (text) => announcer.say(text) };
  const { sessionId, onBehalfOf } = view;
  keepPlace(root, JSON.stringify([sessionId, onBehalfOf]), () => draw(root, page));
  announcer.tell(page);
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToPanel(data)) return;
  // The same told again draws nothing anew: a selection of text stays, and a menu stays open.
  const text = JSON.stringify(data);
  if (told.get(data.type) === text) return;
  told.set(data.type, text);
  if (data.type === 'start') {
    written = writing(data);
    vscode.setState(data.target);
  } else {
    view = data.view;
  }
  redraw();
});

vscode.postMessage({ type: 'ready', readerTimeZone });
