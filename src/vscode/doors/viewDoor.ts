import * as vscode from 'vscode';

/** A view of the sidebar, as what fills it knows it. */
export interface ViewDoor<Node> {
  readonly view: vscode.TreeView<Node>;
  /** Has VS Code ask for lines again; for all of them without one. */
  readonly changed: vscode.EventEmitter<Node | Node[] | undefined>;
}

interface Options {
  readonly canSelectMany?: true;
  readonly showCollapseAll?: true;
  /** Whether tooltips are made when they are wanted: VS Code looks for that once, when the view is made. */
  readonly resolvesItems?: true;
}

/** Makes a view whose lines come from a provider that is there when VS Code first asks for them. */
export function createViewDoor<Node>(
  id: string,
  provider: () => Promise<vscode.TreeDataProvider<Node>>,
  { resolvesItems, ...options }: Options,
): ViewDoor<Node> & vscode.Disposable {
  const changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  const treeDataProvider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => (await provider()).getChildren(node),
    getTreeItem: async (node) => (await provider()).getTreeItem(node),
    getParent: async (node) => (await provider()).getParent?.(node),
  };
  if (resolvesItems) {
    treeDataProvider.resolveTreeItem = async (item, node, token) =>
      (await provider()).resolveTreeItem?.(item, node, token);
  }
  const view = vscode.window.createTreeView(id, { treeDataProvider, ...options });
  return {
    view,
    changed,
    dispose: () => {
      view.dispose();
      changed.dispose();
    },
  };
}
