import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { t } from '../platform/index.ts';

/** The folder a panel may load from, and nothing else. */
export function panelRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist');
}

/** The panel's page: no content of its own, so nothing from outside is ever written as markup. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(24).toString('base64url');
  const file = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(panelRoot(extensionUri), name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('Call')}</title>
<link rel="stylesheet" href="${file('panel.css')}">
</head>
<body>
<main id="call" aria-busy="true"></main>
<script nonce="${nonce}" src="${file('panel.js')}"></script>
</body>
</html>`;
}
