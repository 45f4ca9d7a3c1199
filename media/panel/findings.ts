import { clauseText } from '../../src/core/text/index.ts';
import type { Call } from '../../src/core/call/model.ts';
import type { Finding } from '../../src/core/story/findings/model.ts';
import type { ToldEvidence, ToldFinding } from '../../src/core/story/model.ts';
import type { Span } from '../../src/core/call/index.ts';
import { severityWord } from '../../src/core/story/findings/index.ts';
import { button, counted, element, isolated, sentenceOf, severityIcon, severitySentence } from './dom.ts';
import {
  applyHighlight,
  clearHighlight,
  highlight,
  highlightedWords,
  isHighlighted,
  renewHighlight,
} from './highlight.ts';
import { moment, rove } from './moments.ts';
import type { Page } from './page.ts';
import { type Clock, clockOf } from './when.ts';

/** As many are shown at once; a call of fifty can have a finding for each of them. */
const SHOWN = 8;
/** An answer made to be bad can have more than anyone would read. */
const MOST = 200;

/** Beside one another below the verdict; the rest stands in the list alone. */
const MOST_CHIPS = 5;

/** Whether the reader unfolded the findings that are not shown at once: outlasts a redraw. */
let areAllShown = false;
/** Of which findings the reader unfolded the evidence: outlasts a redraw. */
const unfolded = new Set<string>();

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
    return element('section', {}, title, element('p', { class: 'empty' }, none), byWebhooks(page));
  }
  const clock = clockOf(call, page.time);
  const items = all.slice(0, MOST).map((finding, index) => item(page, clock, finding, index));
  const list = element('ul', { class: 'findings', 'aria-labelledby': 'findings' }, ...items.slice(0, SHOWN));
  return element(
    'section',
    {},
    title,
    list,
    items.length > SHOWN && further(items.slice(SHOWN), t),
    byWebhooks(page),
  );
}

/** Where webhook events contradict the call: they are no finding of its own, and stand below. */
function byWebhooks({ view, t }: Page): HTMLElement | undefined {
  const index = view.webhooks.findIndex((log) => log.findings.length > 0);
  if (index === -1) return undefined;
  const count = view.webhooks.reduce((sum, log) => sum + log.findings.length, 0);
  const go = () => document.getElementById(`webhooks-${index}`)?.focus();
  return element(
    'p',
    { class: 'by-webhooks' },
    button('by-webhooks', t('Webhook events in its logs contradict it: {0}', count), go, { class: 'link' }),
  );
}

function further(items: readonly HTMLElement[], t: Page['t']): HTMLElement {
  const folded = element(
    'details',
    {},
    element('summary', { id: 'more-findings' }, moreFindings(items.length, t)),
    element('ul', { class: 'findings', 'aria-label': t('More findings') }, ...items),
  );
  folded.open = areAllShown;
  folded.addEventListener('toggle', () => {
    areAllShown = folded.open;
  });
  return folded;
}

function moreFindings(count: number, t: Page['t']): string {
  return count === 1 ? t('1 more finding') : t('{0} more findings', count);
}

function item(page: Page, clock: Clock, finding: ToldFinding, index: number): HTMLElement {
  const { severity, message, advice, evidence } = finding;
  const { t } = page;
  return element(
    'li',
    { class: severity, id: itemId(index), tabindex: '-1' },
    severityIcon(severity),
    element(
      'div',
      {},
      severitySentence(severity, message, t),
      advice !== undefined && element('p', { class: 'advice' }, advice),
      evidence.length > 0 && evidenceFold(page, clock, finding, index),
    ),
    canBeShown(finding) && show(page, finding, index),
  );
}

/** What a finding rests on, folded: most readers want to know what is, few how it is known. */
function evidenceFold(page: Page, clock: Clock, finding: ToldFinding, index: number): HTMLElement {
  const { t } = page;
  const { kind, uid, message, evidence } = finding;
  const fields = element(
    'p',
    { class: 'fields' },
    ...evidence.slice(0, 8).map((each, place) => evidenceOf(page, clock, each, `evidence-${index}-${place}`)),
  );
  rove(fields);
  const key = JSON.stringify([kind, uid]);
  const folded = element(
    'details',
    {},
    element(
      'summary',
      { id: `evidence-${index}`, 'aria-label': t('How do we know? {0}', message) },
      t('How do we know?'),
    ),
    fields,
  );
  folded.open = unfolded.has(key);
  folded.addEventListener('toggle', () => {
    if (folded.open) unfolded.add(key);
    else unfolded.delete(key);
  });
  return folded;
}

/** A field's path, whose it is, and its value: enough to find it in the raw answer. */
function evidenceOf(page: Page, clock: Clock, { field, who, value }: ToldEvidence, id: string): HTMLElement {
  const told =
    typeof value === 'number'
      ? moment(page, id, field, clock.write(value), value)
      : value === undefined
        ? undefined
        : isolated(value);
  return element(
    'span',
    {},
    element('code', {}, field),
    ...(who === undefined ? [] : [' (', isolated(who), ')']),
    ...(told === undefined ? [] : [' ', told]),
  );
}

function canBeShown({ uid, from }: Finding): boolean {
  return uid !== undefined || from !== undefined;
}

function spanOf({ from, to }: Finding): Span | undefined {
  return from === undefined ? undefined : { from, to: to ?? from };
}

/** Highlights whom or what a finding is about; pressed again, ends that. */
function show(page: Page, finding: Finding, index: number): HTMLElement {
  const { t } = page;
  const isShown = () => isHighlighted(finding.uid, spanOf(finding));
  return button(
    showId(index),
    t('Show'),
    () => {
      if (isShown()) clearHighlight();
      else highlight(finding.uid, spanOf(finding));
      const marked = isShown() ? highlightedWords() : [];
      page.announce(
        marked.length === 0 && isShown() ? t('Marked in the table of participants') : clauseText(marked, t),
      );
      markShown(isShown() ? index : undefined);
    },
    { class: 'show', 'aria-pressed': String(isShown()), 'aria-label': t('Show: {0}', finding.message) },
  );
}

/** Has the buttons tell which finding is highlighted. */
function markShown(index: number | undefined): void {
  for (const other of document.querySelectorAll('.show'))
    other.setAttribute('aria-pressed', String(index !== undefined && other.id === showId(index)));
}

function showId(index: number): string {
  return `show-${index}`;
}

function itemId(index: number): string {
  return `finding-${index}`;
}

/** The gravest findings beside one another, each the way to its place; undefined when there are none. */
export function chips({ view, t }: Page): HTMLElement | undefined {
  const all = view.story?.findings ?? [];
  if (all.length === 0) return undefined;
  const shown = all.slice(0, MOST_CHIPS);
  const more = all.length - shown.length;
  const rest = button('chip-more', moreFindings(more, t), () => goToItem(MOST_CHIPS));
  return element(
    'ul',
    { class: 'chips', 'aria-label': t('Findings') },
    ...shown.map((finding, index) => element('li', {}, chip(t, finding, index))),
    more > 0 && element('li', {}, rest),
  );
}

function chip(t: Page['t'], finding: ToldFinding, index: number): HTMLElement {
  const { severity, message } = finding;
  const made = button(`chip-${index}`, '', () => goToPlace(finding, index), {
    title: message,
    'aria-label': t('{0}: {1}', severityWord(severity, t), message),
  });
  made.append(severityIcon(severity), element('span', {}, ...sentenceOf(message)));
  return made;
}

/** Highlights what a finding is about, and gives it the focus: a bar, else a row of the table, else the finding itself. */
function goToPlace(finding: ToldFinding, index: number): void {
  const place = canBeShown(finding) && placeOf(finding);
  if (!place) {
    goToItem(index);
    return;
  }
  highlight(finding.uid, spanOf(finding));
  markShown(index);
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Of the bars of whom it is about, the one that is its stretch, or else is in it; where there is none, their row. */
function placeOf({ uid, from, to = from }: Finding): HTMLElement | SVGElement | undefined {
  const bars = [...document.querySelectorAll<SVGElement>('.bar')].filter(
    ({ dataset }) => dataset['uid'] === uid,
  );
  const stretch = bars.find(
    ({ dataset }) => dataset['from'] === String(from) && dataset['to'] === String(to),
  );
  const within = bars.find(
    ({ dataset }) =>
      from === undefined ||
      to === undefined ||
      (Number(dataset['from']) <= to && Number(dataset['to']) >= from),
  );
  const rows = [...document.querySelectorAll<HTMLElement>('tr[data-uid]')];
  const row = rows.find(({ dataset }) => dataset['uid'] === uid);
  return stretch ?? within ?? row?.querySelector('th') ?? undefined;
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
  const made = button(`about-${index}`, '', () => goToItem(index), {
    class: 'link about',
    'aria-label': t('Finding about {0}', name),
    title: all[index]?.message ?? '',
  });
  made.append(severityIcon(severity));
  return made;
}

function goToItem(index: number): void {
  const target = document.getElementById(itemId(index));
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
