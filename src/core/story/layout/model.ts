/** A laid-out timeline. All lengths are CSS pixels. */
import type { Translate } from '../../base/index.ts';
import type { Span } from '../../call/index.ts';
import type { LaneMark, LineCounts } from '../../logLanes/model.ts';
import type { TimeFormat } from '../../text/index.ts';
import type { Bar, Bound, LogLineMark } from '../timeline/model.ts';

export type BarKind =
  | 'ringing'
  | 'talking'
  | 'meeting'
  | 'logLine'
  | 'stay'
  | 'gap'
  | 'presence'
  | 'together'
  | 'alone'
  | 'recording'
  | 'transcript'
  | 'mark';

/** What happened beside the call, as a row of its own: a log, or anything else that is told by moments. */
export interface Lane {
  /** Of the log its lines stand in; several lanes can be of one. */
  readonly uri: string;
  /** Every character visible. */
  readonly label: string;
  /** What stands in the place of its marks, where it has none. */
  readonly note: string | undefined;
  /** What `slices` divide; the axis is made wider for it, as far as that leaves the call in the midst. */
  readonly window: Span | undefined;
  /** How many lines there were, the first part of the window first; none for what is told by marks alone. */
  readonly slices: readonly LineCounts[];
  /** By time. */
  readonly marks: readonly LaneMark[];
}

/** A bar before it has a place. */
export interface PlannedBar extends Bar {
  readonly kind: BarKind;
  /** The same whenever the same call is laid out. */
  readonly id: string;
  /** Whose it is, or where a log line stands; every character visible. */
  readonly who: string | undefined;
  /** Who was together, where that is a handful; each made visible, and no two alike. */
  readonly names: readonly string[] | undefined;
  /** The uid of who it is, as the answer has it; undefined for what belongs to nobody. */
  readonly uid: string | undefined;
  /** As it is named, with its id; every character visible. */
  readonly device: string | undefined;
  /** Which recording, transcript or meeting it is, from 1; of the call's own bar, how many meetings, if several. */
  readonly number: number | undefined;
  /** In which of several meetings, from 1. */
  readonly meeting: number | undefined;
  /** Of what neither end is drawn as not known: whether it was as long as it is drawn. */
  readonly bound: Bound;
  /** What stands at a mark, and in which log. */
  readonly mark: (LaneMark & Pick<Lane, 'uri'>) | undefined;
}

export interface PlannedRow {
  readonly kind:
    'call' | 'meetings' | 'logLine' | 'person' | 'device' | 'together' | 'windows' | 'lane' | 'more';
  /** What it is called, every character visible; empty where its note says all. */
  readonly label: string;
  /** What stands in the row where it has no bar. */
  readonly note: string | undefined;
  readonly bars: readonly PlannedBar[];
  readonly lane?: Lane;
}

/** A stretch of time laid over a width in CSS pixels. */
export interface Axis extends Span {
  /** Where an instant is; one outside is at the nearer end. */
  readonly x: (at: number) => number;
}

export interface Tick {
  readonly at: number;
  readonly x: number;
  /** Around `x`; undefined where it would stand out of the picture. */
  readonly label: string | undefined;
  /** The day that begins with this tick, where it is another than the one before. */
  readonly day: string | undefined;
}

/** How times and words are written. */
export interface Writing {
  readonly time: TimeFormat;
  readonly t: Translate;
}

export interface LayoutOptions extends Writing {
  /** Of names and plot together, in CSS pixels; narrower ones than 144 are laid out as that. */
  readonly width: number;
  /** How many times wider than its room the plot is, from 1 to {@link mostZoom}. */
  readonly zoom?: number;
  /** In CSS pixels; 13 unless told. */
  readonly fontSize?: number;
  readonly logLine?: LogLineMark | undefined;
  /** Below all else, or above many people; the first first. */
  readonly lanes?: readonly Lane[];
}

export interface TextShape {
  readonly text: string;
  /** Where it starts, or ends where its anchor is `end`. */
  readonly x: number;
  /** Of its baseline. */
  readonly y: number;
  readonly anchor?: 'start' | 'end';
}

/** A bar with its place in the plot. */
export interface BarShape extends PlannedBar {
  /** Where its row stands in the rows. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What fits into it. */
  readonly label: TextShape | undefined;
  /** For a log line or a mark beyond the axis: on which side. */
  readonly beyond: 'before' | 'after' | undefined;
}

export interface RowShape extends Pick<PlannedRow, 'kind'> {
  readonly y: number;
  readonly height: number;
  /** Cut to its room, at a place in the column of names. */
  readonly name: TextShape;
  /** Not cut. */
  readonly label: string;
  readonly note: TextShape | undefined;
  readonly strip: StripShape | undefined;
  /** The one it shows. */
  readonly lane: Lane | undefined;
}

/** How many lines a log has when, as outlines: lines stand on `y`; below it hang long errors and short warnings. */
export interface StripShape {
  readonly y: number;
  readonly lines: string;
  readonly warnings: string;
  readonly errors: string;
}

export interface TimelineLayout {
  readonly namesWidth: number;
  readonly plotWidth: number;
  readonly height: number;
  /** Where the rows begin, below the axis. */
  readonly top: number;
  /** In CSS pixels: of the names, and of everything in the plot. */
  readonly fontSize: number;
  readonly smallSize: number;
  readonly axis: Axis;
  /** Date and zone of the axis, in the column of names. */
  readonly corner: readonly TextShape[];
  readonly ticks: readonly Tick[];
  /** The texts above the axis: around their `x`. */
  readonly tickLabels: readonly TextShape[];
  /** Days that begin, and as of when an ongoing call is drawn: at their `x`, on the side that has room. */
  readonly headLabels: readonly TextShape[];
  /** Whether the names of people are smaller, for their rows are thin. */
  readonly isThin: boolean;
  /** As of when an ongoing call is drawn: the end of the axis where that leaves out a silence before. */
  readonly nowX: number | undefined;
  readonly rows: readonly RowShape[];
  /** From the top row to the last, and in each in the order of time. */
  readonly bars: readonly BarShape[];
}

export interface DrawnNode {
  readonly tag: 'svg' | 'defs' | 'pattern' | 'g' | 'path' | 'text' | 'rect' | 'title' | 'desc';
  /** One or more of the classes that the writers know. */
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly children?: readonly DrawnNode[];
}
