/** What the tests of handing a call on share: hostile texts, and a real reader of Markdown. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Call } from '../../../../src/core/call/model.ts';
import type { StoryContext } from '../../../../src/core/export/storyMarkdown.ts';
import { APP, at, decoded, stay, t, UTC } from '../support.ts';

/** Texts that try to be more than text. */
export const HOSTILE: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '[click](https://evil.example)',
  '![](https://evil.example/pixel.png)',
  '[click][ref]\n\n[ref]: https://evil.example',
  '<https://evil.example>',
  'https://evil.example/path',
  'www.evil.example',
  'evil.example',
  'somebody@evil.example',
  '@everyone',
  '<!channel> <@U123> <!here|x>',
  'fixes #12, org/repo#12, GH-12, !7 :tada:',
  '{html}<b>{html} !https://evil.example/p.png! h1. x',
  '===\n+++ $(x) `x` %x%',
  'javascript:alert(1)',
  '# heading',
  'line\n# heading\n\n---\n',
  'setext\n===',
  '- item\n- item',
  '1. item',
  '1) item',
  '| a | b |',
  'a|b',
  'a\\|b',
  '\\\\\\',
  '```\n<b>out of the fence</b>\n```',
  '````',
  '`',
  'a`b``c',
  '**bold** _em_ ~~gone~~',
  '&lt;b&gt; &#60;b&#62;',
  '    indented',
  '> quote',
  '$x$',
  '\u001b[31mred\u001b[0m',
  '\u202Eevil\u202C',
  '\u0000\u0007\u2028',
  '\ud800',
  '   ',
  'ünï ‮ 王伟 مريم',
  'x'.repeat(100_000),
  '`'.repeat(100_000),
  '@'.repeat(100_000),
];

/** A call with a text in every field that can hold one. */
export function callOf(text: string): Call {
  return decoded({
    sessionId: text,
    mid: text,
    type: text,
    mode: text,
    status: text,
    initiator: { uid: text, name: text, avatar: text },
    receiver: { guid: text, name: text, avatar: text },
    receiverType: text,
    initiatedAt: at(0),
    startedAt: at(14),
    endedAt: at(33),
    metaData: { [text]: text },
    participants: [
      stay(text, 15, 20, { name: text, state: text, deviceId: text, mid: text }),
      stay(`${text} 2`, 16, 21, { name: text, state: text, deviceId: `${text}@x`, avatar: text }),
    ],
    recordings: [{ rid: text, recording_url: text, startTime: at(15), endTime: at(20) }],
    transcriptions: [{ tid: text, mid: text, roomName: text, transcriptUrl: text, startTime: at(15) }],
  });
}

/** A context, with a text wherever it can have one. */
export function contextOf(text: string, more: Partial<StoryContext> = {}): StoryContext {
  return {
    time: UTC,
    t,
    fetchedAt: at(60) * 1000,
    sessionId: text,
    connectionName: text,
    appId: APP,
    region: 'us',
    onBehalfOf: text,
    logLine: { instant: at(20) * 1000, precisionSeconds: 1, place: text },
    logLines: { place: text, lines: [{ number: 9, text, isTheLine: true }] },
    withoutNames: false,
    ...more,
  };
}

/** A piece of Markdown as it was understood. */
export interface Token {
  readonly type: string;
  readonly raw: string;
  readonly text?: string;
  readonly depth?: number;
  readonly href?: string;
}

interface Marked {
  readonly lexer: (markdown: string) => Token[];
  readonly walkTokens: (tokens: Token[], look: (token: Token) => void) => unknown;
}

/** The reader of GitHub’s Markdown that comes with vsce. */
export async function readMarkdown(): Promise<(markdown: string) => readonly Token[]> {
  const path = join(import.meta.dirname, '../../../../node_modules/marked/lib/marked.esm.js');
  const { marked } = (await import(pathToFileURL(path).href)) as { readonly marked: Marked };
  return (markdown) => {
    const tokens: Token[] = [];
    marked.walkTokens(marked.lexer(markdown), (token) => tokens.push(token));
    return tokens;
  };
}
