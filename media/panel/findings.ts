import type { Call } from '../../src/core/call/model.ts';
import type { Finding } from '../../src/core/story/findings/model.ts';
import type { ToldEvidence, ToldFinding } from '../../src/core/story/model.ts';
import type { Span } from '../../src/core/call/index.ts';
import { severityWord } from '../../src/core/story/findings/index.ts';
import { button, counted, element, isolated, sentenceOf, severityIcon } from './dom.ts';
import {
  applyHighlight,
  clearHighlight,
  highlight,
  highlightedWords,
  isHighlighted,
  renewHighlight,
} from './highlight.ts';
import type { Page } from './page.ts';
import { type Clock, clockOf } from './when.ts';

/** As many are shown at once; a call of fifty can have a finding for each of them. */
const SHOWN = 8;
/** An answer made to be bad can have more than anyone would read. */
const MOST = 200;

/** Whether the reader unfolded the findings that are not shown at once: outlasts a redraw. */
let areAllShown = false;

/** What is worth a look, each with what it rests on and what to try next. */
export function findings(page: Page, call: Call, all: readonly ToldFinding[]): HTMLElement {
  const { t } = page;
  const title = counted('findings', t('Findings'), all.length);
  const shown = all.find((finding) => isHighlighted(finding.uid, spanOf(finding)));
  if (shown) renewHighlight(shown.uid, spanOf(shown));
  else clearHighlight();
  if (all.length === 0) {
    const none =
      call.warnings.length === 0
        ? t('Nothing out of the ordinary in these fields.')
        : t('No findings, but the answer is not as documented: see below.');
    return element('section', {}, title, element('p', { class: 'empty' }, none));
  }
  const clock = clockOf(call, page.time);
  const items = all.slice(0, MOST).map((finding, index) => item(page, clock, finding, index));
  const list = element('ul', { class: 'findings', 'aria-labelledby': 'findings' }, ...items.slice(0, SHOWN));
  return element('section', {}, title, list, items.length > SHOWN && further(items.slice(SHOWN), t));
}

function further(items: readonly HTMLElement[], t: Page['t']): HTMLElement {
  const folded = element(
    'details',
    {},
    element('summary', { id: 'more-findings' }, t('{0} more findings', items.length)),
    element('ul', { class: 'findings', 'aria-label': t('More findings') }, ...items),
  );
  folded.open = areAllShown;
  folded.addEventListener('toggle', () => {
    areAllShown = folded.open;
  });
  return folded;
}

function item(page: Page, clock: Clock, finding: ToldFinding, index: number): HTMLElement {
  const { severity, message, advice, evidence } = finding;
  const { t } = page;
  return element(
    'li',
    { class: severity },
    severityIcon(severity),
    element(
      'div',
      {},
      element(
        'p',
        {},
        element('span', { class: 'severity' }, severityWord(severity, t)),
        ' ',
        element('span', {}, ...sentenceOf(message)),
      ),
      advice !== undefined && element('p', { class: 'advice' }, advice),
      evidence.length > 0 &&
        element('p', { class: 'fields' }, ...evidence.slice(0, 8).map((each) => evidenceOf(clock, each))),
    ),
    canBeShown(finding) && show(page, finding, index),
  );
}

/** A field's path, whose it is, and its value: enough to find it in the raw answer. */
function evidenceOf(clock: Clock, { field, who, value }: ToldEvidence): HTMLElement {
  const text = typeof value === 'number' ? clock.write(value) : value;
  return element(
    'span',
    {},
    element('code', {}, field),
    ...(who === undefined ? [] : [' (', isolated(who), ')']),
    ...(text === undefined ? [] : [' ', isolated(text)]),
  );
}

function canBeShown({ uid, from }: Finding): boolean {
  return uid !== undefined || from !== undefined;
}

function spanOf({ from, to }: Finding): Span | undefined {
  return from === undefined ? undefined : { from, to: to ?? from };
}

/** Highlights whom or what a finding is about; pressed again, ends that. */
function show({ t, announce }: Page, finding: Finding, index: number): HTMLElement {
  const span = spanOf(finding);
  const isShown = () => isHighlighted(finding.uid, span);
  const made = button(
    showId(index),
    t('Show'),
    () => {
      if (isShown()) clearHighlight();
      else highlight(finding.uid, span);
      const marked = isShown() ? highlightedWords() : [];
      announce(
        marked.length === 0 && isShown() ? t('Marked in the table of participants') : marked.join('; '),
      );
      for (const other of document.querySelectorAll('.show[aria-pressed=true]'))
        other.setAttribute('aria-pressed', 'false');
      made.setAttribute('aria-pressed', String(isShown()));
    },
    { class: 'show', 'aria-pressed': String(isShown()), 'aria-label': t('Show: {0}', finding.message) },
  );
  return made;
}

function showId(index: number): string {
  return `show-${index}`;
}

/** The way from a person to the gravest finding about them; undefined when there is none. */
export function findingsAbout(
  page: Page,
  all: readonly Finding[],
  uid: string,
  name: string,
): HTMLElement | undefined {
  const { t } = page;
  const index = all.slice(0, MOST).findIndex((finding) => finding.uid === uid);
  const severity = all[index]?.severity;
  if (severity === undefined) return undefined;
  const made = button(`about-${index}`, '', () => goTo(index), {
    class: 'link about',
    'aria-label': t('Finding about {0}', name),
    title: all[index]?.message ?? '',
  });
  made.append(severityIcon(severity));
  return made;
}

function goTo(index: number): void {
  const target = document.getElementById(showId(index));
  const folded = target?.closest('details');
  if (folded) folded.open = true;
  target?.focus();
}

/** Once the page is drawn: highlights what was, and takes away what has nothing on the page to show. */
export function settleFindings(root: HTMLElement, all: readonly Finding[]): void {
  applyHighlight(root);
  if (root.querySelector('.plot')) return;
  for (const [index, { uid }] of all.entries()) {
    if (uid === undefined) document.getElementById(showId(index))?.remove();
  }
}
