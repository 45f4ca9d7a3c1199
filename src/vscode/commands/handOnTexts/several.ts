/** Several calls as one text. Loaded when they first are handed on. */
import { type HandedOn, textOf, type Writing } from './texts.ts';

/**
 * Several calls as one text: Markdown with a rule between their stories, or a JSON array of what the server sent
 * for each. Throws ArgumentError for JSON that is nested too deeply.
 */
export async function textOfSeveral(
  format: 'markdown' | 'json',
  calls: readonly HandedOn[],
  writing: Writing,
): Promise<string> {
  const texts: string[] = [];
  for (const call of calls) {
    texts.push((await textOf(format, call, writing)).trimEnd());
    // A thousand stories take their time: others have their turn between them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (format === 'markdown') return `${texts.join('\n\n---\n\n')}\n`;
  return `[\n${texts.map(indented).join(',\n')}\n]\n`;
}

/** JSON one level deeper. No text in it holds a line feed, so that every line of it may be indented. */
function indented(json: string): string {
  return json
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
