import * as vscode from 'vscode';
import { describeSessionId, parseSessionId } from '../../core/sessionId/index.ts';
import { pickOne, t, translated } from '../platform/index.ts';
import { SANDBOX_CONNECTION_ID, type SampleCall, type SampleLogs } from '../connections/index.ts';
import type { Services } from './model.ts';
import type { Handlers } from './run.ts';

type Dependencies = Services<'sandbox' | 'readerTime' | 'sampleLogs'>;

type Item = vscode.QuickPickItem & { readonly run?: () => Thenable<unknown> };

/** “Sample Calls” starts the sandbox, then offers its calls without keeping the caller waiting, or opens its logs. */
export function sampleHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.exploreSampleCalls': async ({ pick, logs }) => {
      const { calls } = await deps.sandbox.ensure();
      if (logs) await openLogs(await deps.sampleLogs());
      else if (pick) void offer(deps, calls);
      return {
        connectionId: SANDBOX_CONNECTION_ID,
        calls: calls.map(({ sessionId, title }) => ({ sessionId, title })),
      };
    },
  } satisfies Partial<Handlers>;
}

async function offer({ readerTime, sampleLogs }: Dependencies, calls: readonly SampleCall[]): Promise<void> {
  const items: Item[] = [
    ...calls.map(({ sessionId, title }) => ({
      label: translated(title),
      detail: describeSessionId(parseSessionId(sessionId), Date.now(), readerTime.format, t),
      run: () =>
        vscode.commands.executeCommand('cometchatCalls.lookUpCall', {
          sessionId,
          connectionId: SANDBOX_CONNECTION_ID,
        }),
    })),
    { label: t('More'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: t('Open the Sample Logs'),
      detail: t('a server’s log of these calls, and a phone’s of one of them'),
      run: async () => openLogs(await sampleLogs()),
    },
  ];
  const picked = await pickOne({
    title: t('Sample Calls'),
    placeholder: t('Which call? They come from this computer; no key is needed.'),
    items,
  });
  await picked?.run?.();
}

/** The server's log in front, at the call of which both tell; the phone's is a tab behind it. */
async function openLogs({ sessionId, server, device }: SampleLogs): Promise<void> {
  // A walkthrough is a tab that VS Code tells nothing of: it stays in view, with what is to be done next.
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const { Beside, Active } = vscode.ViewColumn;
  const behind = await open(
    'phone.log',
    device,
    activeTab && activeTab.input === undefined ? Beside : Active,
  );
  const editor = await open('server.log', server, behind.viewColumn);
  const start = editor.document.positionAt(editor.document.getText().indexOf(sessionId));
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
}

/** Shows a log under its name, as it was left where it is open already. */
async function open(
  name: string,
  log: string,
  viewColumn = vscode.ViewColumn.Active,
): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.parse(`untitled:${name}`);
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.getText() === '') {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), log);
    await vscode.workspace.applyEdit(edit);
  }
  return vscode.window.showTextDocument(document, { preview: false, viewColumn });
}
