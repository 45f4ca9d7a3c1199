import * as vscode from 'vscode';
import { showLostConnections } from '../notify.ts';
import type { Connections } from './connections.ts';

/** At start: says which connections the keyring has lost, and offers to add them again or to forget them. */
export async function tellLostConnections(connections: Connections): Promise<void> {
  const lost = await connections.lost();
  if (lost.length === 0) return;
  const answer = await showLostConnections(lost.map(({ name }) => name));
  if (answer === 'add') {
    const [first] = lost;
    const added = await vscode.commands.executeCommand(
      'cometchatCalls.addConnection',
      first && { name: first.name },
    );
    if (first && added !== undefined) await connections.remove(first.id);
  }
  if (answer === 'forget') await Promise.all(lost.map(({ id }) => connections.remove(id)));
}
