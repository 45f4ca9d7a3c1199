import * as vscode from 'vscode';
import type { ExportFormat } from '../../core/export/index.ts';
import { exportRows } from '../../core/fileCalls/index.ts';
import type { Connections } from '../connections/index.ts';
import { pickValue, t } from '../platform/index.ts';
import type { FileCalls } from './fileCalls.ts';
import { shownRows } from './fileItems.ts';

interface Dependencies {
  readonly fileCalls: FileCalls;
  readonly connections: Pick<Connections, 'redact'>;
}

/**
 * Opens the calls that are shown as a document of its own, to be saved where the user wants it; gives its text.
 * @param given the format; asked for without one
 */
export async function exportFileCalls(
  { fileCalls, connections }: Dependencies,
  given: ExportFormat | undefined,
): Promise<string | undefined> {
  const format = given ?? (await askFormat());
  if (format === undefined) return undefined;
  // A log may have a key where an id is expected.
  const content = connections.redact(exportRows(shownRows(fileCalls), format, t));
  const language = { csv: 'plaintext', json: 'json', markdown: 'markdown' }[format];
  const document = await vscode.workspace.openTextDocument({ language, content });
  fileCalls.ignore(document.uri);
  await vscode.window.showTextDocument(document);
  return content;
}

function askFormat(): Promise<ExportFormat | undefined> {
  const labels = { csv: 'CSV', json: 'JSON', markdown: 'Markdown' };
  return pickValue({ title: t('Export Calls in This File'), placeholder: t('As which format?') }, labels);
}
