/** What a browser keeps of a workbench between its reloads. */

/** Runs inside the page: what VS Code keeps of the editor area. Knows nothing of this file. */
export async function savedState(): Promise<string> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
    });
  const parts: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    if (database.objectStoreNames.contains('ItemTable')) {
      const items = database.transaction('ItemTable').objectStore('ItemTable');
      parts.push(String(await done(items.get('memento/workbench.parts.editor'))));
    }
    database.close();
  }
  return parts.join('\n');
}
