/** What a TypeScript file imports, and the rules about who may import what. */
import { posix } from 'node:path';
import { walk } from './syntax.ts';

export interface Import {
  /** Undefined where it is no plain string. */
  readonly from: string | undefined;
  readonly line: number;
  /** `type` leaves nothing in the bundle, `dynamic` loads when it is reached. */
  readonly kind: 'static' | 'type' | 'dynamic';
}

/** All imports of a file: static, side effects, re-exports, dynamic, types and `require`. */
export function importsOf(source: string): readonly Import[] {
  const imports: Import[] = [];
  walk(source, (lineOf) => {
    const add = (node: { readonly start: number }, kind: Import['kind'], from: unknown) =>
      imports.push({ from: typeof from === 'string' ? from : undefined, line: lineOf(node), kind });
    const literal = (node: object | undefined) => (node && 'value' in node ? node.value : undefined);
    const staticKind = (kind: 'type' | 'value' | undefined) => (kind === 'type' ? 'type' : 'static');
    return {
      ImportDeclaration: (node) => add(node, staticKind(node.importKind), node.source.value),
      ExportAllDeclaration: (node) => add(node, staticKind(node.exportKind), node.source.value),
      ExportNamedDeclaration: (node) =>
        node.source && add(node, staticKind(node.exportKind), node.source.value),
      ImportExpression: (node) => add(node, 'dynamic', literal(node.source)),
      TSImportType: (node) => add(node, 'dynamic', node.source.value),
      CallExpression: (node) => {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require')
          add(node, 'static', literal(node.arguments[0]));
      },
    };
  });
  return imports;
}

/** A line of a file that breaks a rule. */
export interface Breach {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

type Room =
  | 'core'
  | 'storage'
  | 'api'
  | 'scan'
  | 'sandbox'
  | 'shared'
  | 'vscode'
  | 'manifest'
  | 'commandArguments'
  | 'services'
  | 'extension'
  | 'media';

/** What is a bundle of its own, and loaded when it is first used. */
const BUNDLES: readonly string[] = ['services', 'api', 'sandbox'];
const NODE_ROOMS: readonly string[] = ['storage', 'api', 'scan', 'sandbox', 'vscode', 'services'];
const VSCODE_ROOMS: readonly string[] = ['vscode', 'commandArguments', 'services', 'extension'];
const MAY_IMPORT: Readonly<Record<Room, readonly string[]>> = {
  core: ['core'],
  storage: ['storage', 'core'],
  api: ['api', 'core'],
  scan: ['scan', 'core'],
  sandbox: ['sandbox', 'core'],
  shared: ['shared', 'core'],
  manifest: ['core', 'commandArguments'],
  commandArguments: ['core'],
  vscode: ['vscode', 'core', 'storage', 'shared', 'manifest', 'commandArguments'],
  services: ['vscode', 'core', 'storage', 'shared', 'manifest', 'api', 'scan', 'sandbox'],
  extension: ['services', 'vscode', 'core', 'manifest'],
  media: ['media', 'core', 'shared'],
};
/** Rooms of whose imports nothing but the types may be used. */
const TYPES_ONLY: readonly (readonly [Room, string])[] = [
  ['shared', 'core'],
  ['manifest', 'core'],
  // Start-up loads the ids and no schema.
  ['manifest', 'commandArguments'],
];
/** Names of Node that a browser does not have. */
const NODE_GLOBALS = new Set('process Buffer require global __dirname __filename setImmediate'.split(' '));
const BROWSER_ROOMS: readonly string[] = ['core', 'shared', 'media'];

/** Which room a file of the repository belongs to. */
export function roomOf(file: string): Room | undefined {
  const [, inSrc, name] =
    /^src\/(?:(core|storage|api|scan|sandbox|shared|vscode)\/.+|(manifest|commandArguments|services|extension)\.ts)$/.exec(
      file,
    ) ?? [];
  const room = inSrc ?? name ?? (file.startsWith('media/') ? 'media' : undefined);
  return isRoom(room) ? room : undefined;
}

function isRoom(text: string | undefined): text is Room {
  return text !== undefined && Object.hasOwn(MAY_IMPORT, text);
}

/** Everything in a file that breaks an import rule. */
export function breachesOf(file: string, source: string): readonly Breach[] {
  const room = roomOf(file);
  if (!room) return [{ file, line: 1, rule: 'a file belongs to a room' }];
  const breaches = importsOf(source).flatMap((imported) => {
    const rule = ruleBroken(file, room, imported);
    return rule === undefined ? [] : [{ file, line: imported.line, rule }];
  });
  return BROWSER_ROOMS.includes(room) ? [...breaches, ...nodeGlobals(file, room, source)] : breaches;
}

function ruleBroken(file: string, room: Room, { from, kind }: Import): string | undefined {
  if (from === undefined) return 'an import names its file in a plain string';
  if (!from.startsWith('.')) return packageRuleBroken(room, from, kind);
  const target = posix.normalize(posix.join(posix.dirname(file), from));
  if (room === 'media' && /^media\/.*\.css$/.test(target)) return undefined;
  const other = roomOf(target);
  if (other === undefined || !MAY_IMPORT[room].includes(other))
    return `${room} does not import ${other ?? target}`;
  if (kind !== 'type' && TYPES_ONLY.some(([from_, to]) => from_ === room && to === other)) {
    return `${room} imports only types of ${other}`;
  }
  if (kind === 'static' && BUNDLES.includes(other) && room !== other)
    return `${room} loads ${other} when it is first used`;
  const [own, others] = [heightInCore(file), heightInCore(target)];
  if (own !== undefined && others !== undefined && others > own)
    return `${folderOf(file)} stands below ${folderOf(target)}`;
  return passesTheFront(file, target)
    ? `${target} is reached by its folder’s index.ts or model.ts`
    : undefined;
}

/** The last folder of a path. */
function folderOf(file: string): string {
  return posix.basename(posix.dirname(file));
}

function packageRuleBroken(room: Room, name: string, kind: Import['kind']): string | undefined {
  if (name === 'vscode') return VSCODE_ROOMS.includes(room) ? undefined : `${room} does not import vscode`;
  if (name.startsWith('node:'))
    return NODE_ROOMS.includes(room) ? undefined : `${room} imports nothing of Node`;
  if (name === 'valibot') {
    return ['core', 'storage', 'commandArguments', 'vscode'].includes(room)
      ? undefined
      : `${room} imports no package but its own`;
  }
  if (room === 'api' && name.startsWith('undici/lib/')) return undefined;
  if (room === 'api' && name === 'undici') {
    return kind === 'type' ? undefined : 'api imports undici’s parts, never its index';
  }
  return `${room} imports no package but its own`;
}

function nodeGlobals(file: string, room: Room, source: string): readonly Breach[] {
  const breaches: Breach[] = [];
  /** Names of members and fields, which are nobody's globals. */
  const members = new Set<object>();
  walk(source, (lineOf) => ({
    MemberExpression: ({ computed, property }) => void (computed || members.add(property)),
    Property: ({ computed, key }) => void (computed || members.add(key)),
    PropertyDefinition: ({ computed, key }) => void (computed || members.add(key)),
    MethodDefinition: ({ computed, key }) => void (computed || members.add(key)),
    TSPropertySignature: ({ computed, key }) => void (computed || members.add(key)),
    TSMethodSignature: ({ computed, key }) => void (computed || members.add(key)),
    Identifier: (node) => {
      if (NODE_GLOBALS.has(node.name) && !members.has(node))
        breaches.push({ file, line: lineOf(node), rule: `${room} uses nothing of Node: ${node.name}` });
    },
  }));
  return breaches;
}

/**
 * The rooms of `core` from the ground up: a room imports those of its own line and of the lines above it, never one
 * below.
 */
const CORE_ORDER: readonly (readonly string[])[] = [
  ['base'],
  ['text'],
  ['connection'],
  ['sessionId'],
  ['failure'],
  ['call'],
  ['logTime'],
  ['webhook'],
  ['logLanes'],
  ['story'],
  ['requests'],
  ['lookUp', 'callList'],
  ['export'],
  ['fileCalls'],
];

/** How high a file of `core` stands; undefined for a file of another room, and for one that has no place. */
export function heightInCore(file: string): number | undefined {
  const [, room = ''] = /^src\/core\/([^/]+)\//.exec(file) ?? [];
  const height = CORE_ORDER.findIndex((rooms) => rooms.includes(room));
  return height === -1 ? undefined : height;
}

/** Whether an import enters a folder, or another one's, by anything but its front or its types. */
export function passesTheFront(file: string, target: string): boolean {
  const folder = posix.dirname(target);
  return !file.startsWith(`${folder}/`) && !/^(?:index|model)\.ts$/.test(posix.basename(target));
}

/** The rings of files that import each other, types included, each from its first file by name. */
export function circlesOf(sources: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const targets = new Map(
    [...sources].map(([file, source]) => [
      file,
      importsOf(source)
        .flatMap(({ from }) => (from?.startsWith('.') ? [posix.join(posix.dirname(file), from)] : []))
        .filter((target) => sources.has(target)),
    ]),
  );
  const circles: (readonly string[])[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const follow = (file: string) => {
    const start = path.indexOf(file);
    if (start !== -1) circles.push(path.slice(start));
    if (start !== -1 || done.has(file)) return;
    path.push(file);
    for (const target of targets.get(file) ?? []) follow(target);
    path.pop();
    done.add(file);
  };
  for (const file of [...sources.keys()].toSorted()) follow(file);
  return circles;
}
