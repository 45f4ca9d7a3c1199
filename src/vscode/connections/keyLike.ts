import * as vscode from 'vscode';
import { looksLikeApiKey } from '../../core/connection/index.ts';
import { t } from '../platform/index.ts';

/**
 * Whether ids that were typed may be sent: one that looks like an API key is asked about, for its connection may not
 * be there yet, and what is looked up is kept and shown. Resolves at once where none does.
 */
export async function mayBeSent(...ids: readonly (string | undefined)[]): Promise<boolean> {
  if (!ids.some((id) => id !== undefined && looksLikeApiKey(id))) return true;
  const send = t('It Is No Key');
  const answer = await vscode.window.showWarningMessage(
    t('This looks like an API key. Send it as an id?'),
    {
      modal: true,
      detail: t(
        'A session id or a uid can be 40 hex digits, as CometChat’s REST API keys are. What is asked for as an id is sent to the server, kept on this computer and shown.',
      ),
    },
    send,
  );
  return answer === send;
}
