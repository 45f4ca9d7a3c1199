import type { InTextProviders } from '../doors/index.ts';
import { documentLinks } from './documentLinks.ts';
import { createHoverProviders, type HoverDependencies } from './hoverProviders.ts';
import { followTerminalLink, terminalLinks } from './terminalLinks.ts';

/** What makes hovers and links of the session ids in texts. */
export function createInTextProviders(deps: HoverDependencies): InTextProviders {
  return {
    hovers: createHoverProviders(deps),
    documentLinks: {
      provideDocumentLinks: (document, token) => documentLinks(document, deps, token),
    },
    terminalLinks: {
      provideTerminalLinks: (context) => terminalLinks(context, deps),
      handleTerminalLink: (link) => followTerminalLink(link),
    },
  };
}
