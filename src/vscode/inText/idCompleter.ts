import * as vscode from 'vscode';
import type { LookUp } from '../../core/lookUp/model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import type { FoundSessionId } from '../../core/sessionId/finder/model.ts';
import { cutBeginning, fitsOf, withoutCutMark } from '../../core/sessionId/index.ts';
import { visibleText } from '../../core/text/index.ts';
import { isAbout, newestIndex } from '../fileCalls/model.ts';
import type { FileCalls } from '../fileCalls/index.ts';
import { t } from '../platform/index.ts';
import type { SessionFinder } from './sessionFinder.ts';

/** What a cut off id comes to: the one known id that begins so, or why there is none. */
export type Completion =
  | { readonly kind: 'whole'; readonly sessionId: string; readonly from: 'file' | 'history' | 'lists' }
  | { readonly kind: 'several' | 'none' };

interface Dependencies {
  readonly finder: Pick<SessionFinder, 'in'>;
  readonly lookUps: Pick<LookUpService, 'store'>;
  readonly fileCalls: Pick<FileCalls, 'state'>;
  /** The ids of the calls in the lists that are loaded. */
  readonly listed: () => Iterable<string>;
}

/** Where a cut off id stands: the ids around it are known as well. */
export interface Place {
  readonly document: vscode.TextDocument;
  /** From 0. */
  readonly line: number;
}

/** How much of a text is searched to either side of a line where its calls are not listed, in UTF-16 code units. */
const NEAR = 100_000;

/** Completes ids that a log viewer cut off, from those that are known: of the file, of the history, of loaded lists. */
export class IdCompleter {
  readonly #deps: Dependencies;
  /** The ids that were found around a line, for as long as the text is the same. */
  readonly #near = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly line: number; readonly ids: readonly string[] }
  >();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** What an id that was found in a text comes to; undefined for one that is whole. */
  found(found: FoundSessionId, place?: Place): Completion | undefined {
    const beginning = beginningOf(found);
    return beginning === undefined ? undefined : this.#complete(beginning, place ?? activePlace());
  }

  /** What a text that was typed or passed as an id comes to; undefined for one that is whole. */
  typed(text: string, place?: Place): Completion | undefined {
    const beginning = cutBeginning(text);
    return beginning === undefined ? undefined : this.#complete(beginning, place ?? activePlace());
  }

  /**
   * What the ids of a document come to that are cut off, in one go.
   * @param cut those that are
   * @param inFile the whole ids of the document
   */
  all(cut: readonly FoundSessionId[], inFile: readonly string[]): readonly (Completion | undefined)[] {
    const beginnings = cut.map(beginningOf);
    const found = this.#completions(
      beginnings.filter((one) => one !== undefined),
      inFile,
    );
    return beginnings.map((one) => (one === undefined ? undefined : found.get(one)));
  }

  #complete(beginning: string, place: Place | undefined): Completion {
    const inFile = place ? this.#idsNear(place) : [];
    return this.#completions([beginning], inFile).get(beginning) ?? { kind: 'none' };
  }

  #completions(beginnings: readonly string[], inFile: Iterable<string>): ReadonlyMap<string, Completion> {
    if (beginnings.length === 0) return new Map();
    const sources = [
      ['file', fitsOf(beginnings, inFile)],
      ['history', fitsOf(beginnings, idsOf(this.#deps.lookUps.store.known()))],
      ['lists', fitsOf(beginnings, this.#deps.listed())],
    ] as const;
    return new Map(
      beginnings.map((beginning): [string, Completion] => {
        const fits = sources.flatMap(([from, found]) =>
          (found.get(beginning) ?? []).map((sessionId) => ({ sessionId, from })),
        );
        const [first] = fits;
        if (!first) return [beginning, { kind: 'none' }];
        const isOne = fits.every(({ sessionId }) => sessionId === first.sessionId);
        return [beginning, isOne ? { kind: 'whole', ...first } : { kind: 'several' }];
      }),
    );
  }

  /** The ids of a document whose calls are listed; of another one those around a line. */
  #idsNear({ document, line }: Place): Iterable<string> {
    const { state } = this.#deps.fileCalls;
    const index = isAbout(state, document.uri) ? newestIndex(state) : undefined;
    if (index) return wholeOf(index.calls);
    const { version } = document;
    const known = this.#near.get(document);
    if (known?.version === version && known.line === line) return known.ids;
    const ids = this.#search({ document, line });
    this.#near.set(document, { version, line, ids });
    return ids;
  }

  #search({ document, line }: Place): readonly string[] {
    const at = document.offsetAt(new vscode.Position(line, 0));
    const start = Math.max(0, at - NEAR);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(at + NEAR));
    const text = document.getText(range);
    const isEnd = document.positionAt(at + NEAR + 1).isEqual(range.end);
    // What reaches to where the search begins or ends may be a part of an id.
    const whole = this.#deps.finder
      .in(text)
      .filter((found) => (start === 0 || found.start > 0) && (isEnd || found.end < text.length));
    return whole.filter(({ looksCutOff }) => !looksCutOff).map(({ session }) => session.id);
  }
}

/** What an id of a text begins with that is cut off; undefined for one that is whole, or only wrapped onto another line. */
function beginningOf({ session, looksCutOff }: FoundSessionId): string | undefined {
  if (!looksCutOff || session.form === 'v1' || session.form === 'legacy') return undefined;
  return withoutCutMark(session.id);
}

function activePlace(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && { document: editor.document, line: editor.selection.active.line };
}

function* wholeOf(
  calls: readonly { readonly sessionId: string; readonly looksCutOff: boolean }[],
): Generator<string> {
  for (const { sessionId, looksCutOff } of calls) if (!looksCutOff) yield sessionId;
}

/** An id that nobody has a call of may be a part of one as well. */
function* idsOf(known: readonly LookUp[]): Generator<string> {
  for (const { sessionId, state } of known) {
    if (state.kind !== 'failed' || state.failure.reason !== 'notFound') yield sessionId;
  }
}

/** What there is to say of a cut off id: what it was completed from, or why it was not. */
export function completionText(completion: Completion): string {
  switch (completion.kind) {
    case 'several':
      return t('This id is cut off, and several known ids begin so: copy it from where it is whole');
    case 'none':
      return t('This id is cut off, and no known id begins so: copy it from where it is whole');
    case 'whole': {
      const id = visibleText(completion.sessionId);
      if (completion.from === 'file') return t('Cut off here, completed from the file: {0}', id);
      return completion.from === 'history'
        ? t('Cut off here, completed from the Lookup History: {0}', id)
        : t('Cut off here, completed from Recent Calls: {0}', id);
    }
  }
}
