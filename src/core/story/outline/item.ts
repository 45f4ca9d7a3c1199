import type { TimeFormat } from '../../text/time.ts';
import type { Translate } from '../../base/translate.ts';

/** A line of the outline of a call: what the sidebar shows below it. */
export interface OutlineItem {
  /** Unique among its siblings and the same for the same thing, so that a view can keep it expanded. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: 'clock' | 'people' | 'person' | 'record' | 'transcript' | 'device' | 'warning';
  readonly children: readonly OutlineItem[];
}

/** What the words of an outline are made with. */
export interface Words {
  readonly time: TimeFormat;
  readonly t: Translate;
}

/** A line with nothing below it. */
export function leaf(
  id: string,
  label: string,
  icon: OutlineItem['icon'],
  description: string | undefined,
): OutlineItem {
  return group(id, label, icon, description, []);
}

/** A line with others below it; an empty description is none. */
export function group(
  id: string,
  label: string,
  icon: OutlineItem['icon'],
  description: string | undefined,
  children: readonly OutlineItem[],
): OutlineItem {
  return {
    id,
    label,
    icon,
    children,
    ...(description === undefined || description === '' ? {} : { description }),
  };
}
