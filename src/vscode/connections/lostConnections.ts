import * as vscode from 'vscode';
import { showLostConnections } from '../platform/index.ts';
import type { Connections } from './connections.ts';

/**
 * At start: says which connections the keyring has lost, and offers to add them again or to forget them.
 * @param adopt gives what is kept for a lost connection to the one that takes its place
 */
export async function tellLostConnections(
  connections: Connections,
  adopt: (lostId: string, connectionId: string) => Promise<void>,
): Promise<void> {
  const lost = await connections.lost();
  if (lost.length === 0) return;
  const answer = await showLostConnections(lost.map(({ name }) => name));
  if (answer === 'add') {
    const [first] = lost;
    const added: unknown = await vscode.commands.executeCommand(
      'cometchatCalls.addConnection',
      first && { name: first.name },
    );
    if (first && typeof added === 'string') {
      await adopt(first.id, added);
      await connections.remove(first.id);
    }
  }
  if (answer === 'forget') await Promise.all(lost.map(({ id }) => connections.remove(id)));
}
