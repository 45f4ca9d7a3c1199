import * as vscode from 'vscode';
import { describeSessionId, parseSessionId } from '../../core/sessionId/index.ts';
import { askPick, t } from '../platform/index.ts';
import { SANDBOX_CONNECTION_ID, type SampleCall } from '../connections/index.ts';
import type { Services } from './model.ts';
import type { Handlers } from './run.ts';

type Dependencies = Services<'sandbox' | 'readerTime' | 'sampleLog'>;

type Item = vscode.QuickPickItem & { readonly run?: () => Thenable<unknown> };

/** “Sample Calls” starts the sandbox, then offers its calls without keeping the caller waiting. */
export function sampleHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.exploreSampleCalls': async ({ pick }) => {
      const { calls } = await deps.sandbox.ensure();
      if (pick) void offer(deps, calls);
      return {
        connectionId: SANDBOX_CONNECTION_ID,
        calls: calls.map(({ sessionId, title }) => ({ sessionId, title })),
      };
    },
  } satisfies Partial<Handlers>;
}

async function offer({ readerTime, sampleLog }: Dependencies, calls: readonly SampleCall[]): Promise<void> {
  const items: Item[] = [
    ...calls.map(({ sessionId, title }) => ({
      label: title,
      detail: describeSessionId(parseSessionId(sessionId), Date.now(), readerTime.format, t),
      run: () =>
        vscode.commands.executeCommand('cometchatCalls.lookUpCall', {
          sessionId,
          connectionId: SANDBOX_CONNECTION_ID,
        }),
    })),
    { label: t('More'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: t('Open a Sample Log'),
      detail: t('a log that mentions these calls, as logs do'),
      run: async () => {
        const document = await vscode.workspace.openTextDocument({
          language: 'log',
          content: await sampleLog(),
        });
        await vscode.window.showTextDocument(document);
      },
    },
  ];
  const picked = await askPick({
    title: t('Sample Calls'),
    placeholder: t('Which call? They come from this computer; no key is needed.'),
    items,
  });
  if (typeof picked !== 'symbol') await picked.run?.();
}
