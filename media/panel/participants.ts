import type { Call } from '../../src/core/call/model.ts';
import { hasJoined, peopleOf } from '../../src/core/call/facts.ts';
import type { Finding } from '../../src/core/story/findings/index.ts';
import type { Meeting } from '../../src/core/story/timeline/index.ts';
import { type Column, type ColumnId, columnsOf, namesOf, type Row } from './columns.ts';
import { button, counted, element, isolated } from './dom.ts';
import { findingsAbout } from './findings.ts';
import { applyHighlight } from './highlight.ts';
import type { Page } from './page.ts';
import { nextOrder, type Order, sorted } from './sorting.ts';

/** An answer made to be bad can list more than a page should hold. */
const MOST_ROWS = 500;

/** By what the reader sorted the table: outlasts a redraw. */
let order: Order<ColumnId> | undefined;

/** What the table draws from. */
interface Story {
  readonly page: Page;
  readonly call: Call;
  readonly findings: readonly Finding[];
  readonly meetings: readonly Meeting[];
}

/** The participants, a row for every stay; unless sorted, a person's further stays follow the first. */
export function participants(story: Story): HTMLElement {
  const { call, page } = story;
  const { t } = page;
  const people = peopleOf(call);
  const title = counted('participants', t('Participants'), people.length);
  if (people.length === 0) {
    const none = t('The answer lists no participants.');
    return element('section', {}, title, element('p', { class: 'empty' }, none));
  }
  const numbers = new Map(story.meetings.map(({ meetingId }, index) => [meetingId, index + 1]));
  const rows = people.flatMap((person) =>
    person.stays.map((stay, index) => ({
      person,
      stay,
      isFirst: index === 0,
      meeting: stay.meetingId === undefined ? undefined : numbers.get(stay.meetingId),
    })),
  );
  const table = element('table', { 'aria-labelledby': 'participants' });
  fill(table, story, rows);
  const beyond = rows.length - MOST_ROWS;
  return element(
    'section',
    {},
    title,
    scrolling(table),
    beyond > 0 && element('p', { class: 'empty' }, t('and {0} more', beyond)),
  );
}

/** Fills the table, and sorts it whenever its heads are pressed: each row is made once, and then moved. */
function fill(table: HTMLElement, story: Story, rows: readonly Row[]): void {
  const columns = columnsOf(story.page, story.call, rows);
  const drawn = new Map<Row, HTMLElement>();
  const body = element('tbody');
  const inOrder = () => {
    const by = columns.find(({ id }) => id === order?.column);
    table.className = by ? 'sorted' : '';
    const ordered = by ? sorted(rows, by.key, order?.descending === true) : rows;
    body.replaceChildren(...ordered.slice(0, MOST_ROWS).map(drawnRow));
  };
  const drawnRow = (row: Row) => {
    const made = drawn.get(row) ?? bodyRow(story, columns, row);
    drawn.set(row, made);
    return made;
  };
  const onSort = () => {
    inOrder();
    applyHighlight(body);
  };
  table.append(head(columns, onSort), body);
  inOrder();
}

// In the order of Tab, because in a narrow column only the arrow keys bring the last columns into view.
function scrolling(table: HTMLElement): HTMLElement {
  return element(
    'div',
    {
      class: 'scroll',
      id: 'participants-table',
      role: 'group',
      'aria-labelledby': 'participants',
      tabindex: '0',
    },
    table,
  );
}

function head(columns: readonly Column[], onSort: () => void): HTMLElement {
  const sorters = columns.map(({ id, label }) => ({
    id,
    press: button(`sort-${id}`, label, () => {
      order = nextOrder(order, id);
      mark();
      onSort();
    }),
  }));
  // The uid stands below the name, and its head beside the name's.
  const heads = sorters
    .filter(({ id }) => id !== 'uid')
    .map(({ id, press }) => {
      const uid = id === 'name' && sorters.find((other) => other.id === 'uid')?.press;
      return element('th', { scope: 'col' }, press, uid);
    });
  const mark = () => {
    const way = order?.descending === true ? 'descending' : 'ascending';
    for (const one of heads) one.removeAttribute('aria-sort');
    for (const { id, press } of sorters) {
      press.className = id === order?.column ? `sort ${way}` : 'sort';
      if (id === order?.column) press.closest('th')?.setAttribute('aria-sort', way);
    }
  };
  mark();
  return element('thead', {}, element('tr', {}, ...heads));
}

function bodyRow(story: Story, columns: readonly Column[], row: Row): HTMLElement {
  const cells = columns
    .filter(({ id }) => id !== 'name' && id !== 'uid')
    .map(({ id, text }) =>
      id === 'device'
        ? element('td', { class: 'device' }, isolated(text(row)))
        : element('td', {}, text(row)),
    );
  return element(
    'tr',
    { class: hasJoined(row.stay) ? '' : 'absent', 'data-uid': row.person.uid },
    nameCell(story, row),
    ...cells,
  );
}

function nameCell({ page, findings }: Story, { person, isFirst }: Row): HTMLElement {
  const { name, uid } = namesOf(person, page.t);
  return element(
    'th',
    { scope: 'row', class: isFirst ? '' : 'again' },
    isolated(name),
    isFirst && findingsAbout(page, findings, person.uid, name),
    // The line is the page's, only its text has a direction of its own: so names and uids begin on one edge.
    name === uid ? undefined : element('span', { class: 'uid' }, isolated(uid)),
  );
}
