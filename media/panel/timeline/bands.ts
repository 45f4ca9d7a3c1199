/** The stretches of time that findings are about: each is drawn once, and seen while its finding is shown. */
import { formatDuration } from '../../../src/core/text/duration.ts';
import type { TimelineLayout } from '../../../src/core/story/layout/index.ts';
import type { DrawnNode } from '../../../src/core/story/layout/nodes.ts';
import type { Page } from '../page.ts';

/** A moment is a stretch, too: so wide it is seen, in CSS pixels. */
const LEAST_WIDTH = 6;

/** A band for each finding about a stretch of time, in the rows of whom it is about; none for who has no row. */
export function bandNodes({ view, time, t }: Page, layout: TimelineLayout): readonly DrawnNode[] {
  const bands = new Map<string, DrawnNode>();
  for (const { uid, from, to = from } of view.story?.findings ?? []) {
    const rect = from === undefined || to === undefined ? undefined : rectOf(uid, from, to, layout);
    if (!rect || from === undefined || to === undefined) continue;
    const who = layout.bars.find((bar) => uid !== undefined && bar.uid === uid)?.who;
    const when =
      from === to ? [time.dateTime(from)] : [time.range(from, to), formatDuration((to - from) / 1000, t)];
    bands.set(JSON.stringify([uid, from, to]), {
      tag: 'g',
      class: 'band',
      attributes: {
        role: 'img',
        'aria-label': [...(who === undefined ? [] : [who]), ...when].join(', '),
        'data-from': from,
        'data-to': to,
        ...(uid !== undefined && { 'data-uid': uid }),
      },
      children: [{ tag: 'rect', attributes: rect }],
    });
  }
  return [...bands.values()];
}

/**
 * From the top of a person's first row to the end of the last, and of what belongs to nobody, the call's own row,
 * else all of them. What the axis leaves out is not to be marked.
 */
function rectOf(uid: string | undefined, from: number, to: number, layout: TimelineLayout) {
  const { axis, rows, bars, top, height } = layout;
  const own = rows.filter((row, index) =>
    uid === undefined
      ? row.kind === 'call'
      : bars.some((bar) => bar.row === index && bar.uid === uid && bar.kind !== 'alone'),
  );
  if (uid !== undefined && own.length === 0) return undefined;
  const y = own[0]?.y ?? top;
  const bottom = own.reduce((_, row) => row.y + row.height, height);
  const xOf = (at: number) => axis.x(Math.max(axis.from, Math.min(axis.to, at)));
  const width = Math.max(LEAST_WIDTH, xOf(to) - xOf(from));
  return { x: (xOf(from) + xOf(to) - width) / 2, y, width, height: bottom - y };
}
