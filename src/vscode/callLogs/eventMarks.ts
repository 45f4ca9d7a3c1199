/** How the events of calls look in an editor: ghost text, marks in the overview ruler, a hover. */
import * as vscode from 'vscode';
import { partiesOf } from '../../core/call/index.ts';
import type { TextTimes } from '../../core/logLanes/index.ts';
import { readLogLine } from '../../core/logTime/index.ts';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { momentOffsetText, type MomentAtLine, momentsText } from '../../core/story/index.ts';
import { commandLinks, joinParts, markdownText, type TimeFormat } from '../../core/text/index.ts';
import { t } from '../platform/index.ts';

/** A line of a log with what happened at it. */
export interface EventLine {
  /** From 0. */
  readonly line: number;
  readonly moments: readonly (MomentAtLine & { readonly lookUp: LookUp })[];
}

/** Every command a hover of these may run; a link to any other does nothing. */
const TRUSTED = ['cometchatCalls.openCallPanel', 'cometchatCalls.toggleCallEvents'];

/** Most editors are wide enough for so much of a line: extensions are not told how wide one is. */
const IN_SIGHT = 100;
/** VS Code draws no more of a line by default (`editor.stopRenderingLineAfter`), in UTF-16 code units. */
const DRAWN = 10_000;
/** To take different texts away again takes VS Code time that grows with their square: of more, only those near are there. */
const AT_ONCE = 200;
/** How many lines above and below what is on screen count as near. */
const NEAR = 300;

/** Unlike any text of a log, and readable in VS Code's own themes, as that of code lenses is not in the light one. */
const COLOUR = new vscode.ThemeColor('charts.purple');

/** Lines in which the texts stand, from the first to the last. */
type Reach = readonly [first: number, last: number];

const EVERYWHERE: Reach = [0, Number.POSITIVE_INFINITY];

/** What events are drawn of a document. */
export interface Drawn {
  /** In their order. */
  readonly lines: readonly EventLine[];
  readonly times: TextTimes;
  readonly time: TimeFormat;
}

/** Draws events in editors. */
export class EventMarks {
  readonly #text = vscode.window.createTextEditorDecorationType({
    after: {
      color: COLOUR,
      fontStyle: 'italic',
      margin: '0 1ch 0 2ch',
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #ruler = vscode.window.createTextEditorDecorationType({
    overviewRulerColor: COLOUR,
    overviewRulerLane: vscode.OverviewRulerLane.Center,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #hovers = vscode.window.createTextEditorDecorationType({});
  /** What was drawn in an editor, and which of its lines have their texts. */
  readonly #drawn = new Map<vscode.TextEditor, Drawn & { readonly reach: Reach }>();

  draw(editor: vscode.TextEditor, drawn: Drawn): void {
    const { document } = editor;
    const before = this.#drawn.get(editor);
    if (before?.lines === drawn.lines && before.time === drawn.time) return;
    const there = drawn.lines.filter(({ line }) => line < document.lineCount);
    editor.setDecorations(
      this.#ruler,
      there.map(({ line }) => new vscode.Range(line, 0, line, 0)),
    );
    this.#drawTexts(editor, drawn);
  }

  /** Draws the texts that have come near in an editor that was scrolled. */
  drawNear(editor: vscode.TextEditor, drawn: Drawn): void {
    const reach = this.#drawn.get(editor)?.reach;
    const isThere = ({ start, end }: vscode.Range) =>
      reach !== undefined && start.line >= reach[0] && end.line <= reach[1];
    if (reach && !editor.visibleRanges.every(isThere)) this.#drawTexts(editor, drawn);
  }

  clear(editor: vscode.TextEditor): void {
    if (!this.#drawn.delete(editor)) return;
    editor.setDecorations(this.#ruler, []);
    editor.setDecorations(this.#text, []);
    editor.setDecorations(this.#hovers, []);
  }

  /** Forgets the editors that are not on screen any more: what was in them went with them. */
  keep(editors: readonly vscode.TextEditor[]): void {
    for (const editor of this.#drawn.keys()) if (!editors.includes(editor)) this.#drawn.delete(editor);
  }

  dispose(): void {
    this.#text.dispose();
    this.#hovers.dispose();
    this.#ruler.dispose();
  }

  #drawTexts(editor: vscode.TextEditor, { lines, times, time }: Drawn): void {
    const reach = lines.length <= AT_ONCE ? EVERYWHERE : reachOf(editor);
    const { document } = editor;
    const near = lines.filter(
      ({ line }) => line >= reach[0] && line <= reach[1] && line < document.lineCount,
    );
    this.#drawn.set(editor, { lines, times, time, reach });
    const places = near.slice(0, AT_ONCE * 2).map((event) => {
      const text = document.lineAt(event.line).text;
      return { event, length: text.length, at: anchorIn(text, event, times) };
    });
    editor.setDecorations(
      this.#text,
      places.map(({ event: { line, moments }, at }) => ({
        range: new vscode.Range(line, at, line, at),
        renderOptions: { after: { contentText: momentsText(moments, t) } },
      })),
    );
    // Whoever points at a text in the midst of a line points, for VS Code, at the character before it or behind it.
    editor.setDecorations(
      this.#hovers,
      places.map(({ event, at, length }) => ({
        range: new vscode.Range(event.line, Math.max(0, at - 1), event.line, Math.min(length, at + 1)),
        hoverMessage: hoverOf(event, { document, times, time }),
      })),
    );
  }
}

function reachOf({ visibleRanges }: vscode.TextEditor): Reach {
  const [first, last] = [visibleRanges[0]?.start.line ?? 0, visibleRanges.at(-1)?.end.line ?? 0];
  return [Math.max(0, first - NEAR), last + NEAR];
}

interface Place {
  readonly document: vscode.TextDocument;
  readonly times: TextTimes;
  readonly time: TimeFormat;
}

/**
 * Where the text stands in a line: at its end; where that is out of sight, behind its time, or behind the id. Of several
 * that are out of sight, the first that is drawn.
 */
function anchorIn(text: string, { moments }: EventLine, times: TextTimes): number {
  if (text.length <= IN_SIGHT) return text.length;
  const head = text.slice(0, DRAWN);
  const behindIds = moments.flatMap(({ lookUp: { sessionId } }) => {
    const at = head.indexOf(sessionId);
    return at === -1 ? [] : [at + sessionId.length];
  });
  const places = [times.timeIn(head)?.end ?? 0, ...behindIds, text.length];
  return places.find((at) => at <= IN_SIGHT) ?? places.find((at) => at <= DRAWN) ?? 0;
}

/** What happened at a line, call by call, with a way to each. */
function hoverOf({ line, moments }: EventLine, { document, times, time }: Place): vscode.MarkdownString {
  const uri = document.uri.toString();
  const written = times.timeIn(document.lineAt(line).text);
  const logLine = written && readLogLine({ ...written, uri, line });
  const hide = {
    label: t('Hide Call Events'),
    command: 'cometchatCalls.toggleCallEvents',
    argument: { uri },
  };
  const calls = [...Map.groupBy(moments, ({ lookUp }) => lookUp)];
  const blocks = calls.map(([lookUp, ofCall], index) => {
    const { sessionId, connectionId, onBehalfOf } = lookUp;
    const call = answerOf(lookUp)?.call;
    const lines = [
      (call && partiesOf(call)) ?? sessionId,
      ...ofCall.map(({ moment, lineAt }) =>
        joinParts(moment.text, time.dateTime(moment.at), momentOffsetText(moment, lineAt, t)),
      ),
    ];
    const open = {
      label: t('Open'),
      command: 'cometchatCalls.openCallPanel',
      argument: { sessionId, connectionId, onBehalfOf, logLine },
    };
    const links = commandLinks(index === calls.length - 1 ? [open, hide] : [open]);
    return [...lines.map((text) => markdownText(text, 500)), links].join('  \n');
  });
  const markdown = new vscode.MarkdownString(blocks.join('\n\n'));
  markdown.isTrusted = { enabledCommands: TRUSTED };
  return markdown;
}
