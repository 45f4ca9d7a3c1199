import { markdownText } from './markdownText.ts';

/** A link in Markdown that runs a command; it works only where the Markdown trusts that command by name. */
export interface CommandLink {
  readonly label: string;
  readonly command: string;
  readonly argument?: unknown;
}

/** Writes command links in a row. */
export function commandLinks(links: readonly CommandLink[]): string {
  return links
    .map(({ label, command, argument }) => {
      const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
      // `encodeURIComponent` leaves brackets alone, and a bracket would end the link.
      const target = query.replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`);
      return `[${markdownText(label)}](command:${command}${target})`;
    })
    .join(' &nbsp;·&nbsp; ');
}
