/** The page of the call panel: draws what the extension sends, and tells it what the reader wants. */
import './main.css';
import { isToPanel } from '../../src/shared/panelProtocol.ts';
import { draw } from './draw.ts';
import { type Page, readerTimeZone, writing } from './page.ts';

const vscode = acquireVsCodeApi();
const root = document.getElementById('call');
let written: Pick<Page, 't' | 'time' | 'timeZone'> | undefined;
let view: Page['view'] | undefined;

function redraw(): void {
  if (!root || !written || !view) return;
  // Whoever is on a button stays on it.
  const focused = document.activeElement?.id;
  draw(root, { ...written, view, send: (message) => vscode.postMessage(message) });
  if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus();
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToPanel(data)) return;
  if (data.type === 'start') {
    written = writing(data);
    vscode.setState(data.target);
  } else {
    view = data.view;
  }
  redraw();
});

vscode.postMessage({ type: 'ready', readerTimeZone });
