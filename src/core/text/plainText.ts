/**
 * Makes a text safe for a notification, a progress title or an error that VS Code shows: these read `[text](link)` as
 * a link, also to commands, and names of files and people come from strangers.
 */
export function plainText(text: string): string {
  // A word joiner between the brackets is invisible and ends the link.
  return text.replaceAll('](', ']\u2060(');
}

/** Keeps VS Code from drawing an icon where a text of strangers names one, as in `$(key)`. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u2060(');
}
