/** What a TypeScript file imports, and the rules of DESIGN.md about who may import what. */
import { posix } from 'node:path';
import { type Token, tokensOf } from './tokens.ts';

export interface Import {
  /** Undefined where it is no plain string. */
  readonly from: string | undefined;
  readonly line: number;
  /** `type` leaves nothing in the bundle, `dynamic` loads when it is reached. */
  readonly kind: 'static' | 'type' | 'dynamic';
}

/** All imports of a file: static, side effects, re-exports, dynamic, types and `require`. */
export function importsOf(source: string): readonly Import[] {
  const tokens = tokensOf(source);
  return tokens.flatMap((token, index): readonly Import[] => {
    if (token.kind !== 'word' || isMember(tokens, index)) return [];
    const next = tokens[index + 1];
    if (token.text === 'require' && next?.text === '(') return [called(tokens, index)];
    if (token.text === 'import' && next?.text === '(') return [called(tokens, index)];
    if (token.text === 'import' && next?.text !== '.') return [declared(tokens, index)];
    if (token.text === 'export' && isReExport(tokens, index)) return [declared(tokens, index)];
    return [];
  });
}

function called(tokens: readonly Token[], index: number): Import {
  const argument = tokens[index + 2];
  const plain = argument?.kind === 'string' && tokens[index + 3]?.text !== '+';
  return {
    from: plain ? argument.value : undefined,
    line: tokens[index]?.line ?? 0,
    kind: tokens[index]?.text === 'require' ? 'static' : 'dynamic',
  };
}

function declared(tokens: readonly Token[], index: number): Import {
  const from = tokens.slice(index).find(({ kind }) => kind === 'string');
  const [first, second] = tokens.slice(index + 1, index + 3);
  // `import type from 'x'` imports a value that is named type.
  const isType = first?.text === 'type' && second?.text !== 'from' && second?.text !== ',';
  return { from: from?.value, line: tokens[index]?.line ?? 0, kind: isType ? 'type' : 'static' };
}

function isReExport(tokens: readonly Token[], index: number): boolean {
  const start = tokens[index + 1]?.text === 'type' ? index + 2 : index + 1;
  if (tokens[start]?.text === '*') return true;
  if (tokens[start]?.text !== '{') return false;
  const end = tokens.findIndex(({ text }, at) => at > start && text === '}');
  return tokens[end + 1]?.text === 'from' && tokens[end + 2]?.kind === 'string';
}

function isMember(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.text;
  return before === '.' || before === '?.' || tokens[index + 1]?.text === ':';
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
  | 'services'
  | 'extension'
  | 'media';

/** What is a bundle of its own, and loaded when it is first used. */
const BUNDLES: readonly string[] = ['services', 'api', 'sandbox'];
const NODE_ROOMS: readonly string[] = ['storage', 'api', 'scan', 'sandbox', 'vscode', 'services'];
const VSCODE_ROOMS: readonly string[] = ['vscode', 'services', 'extension'];
const MAY_IMPORT: Readonly<Record<Room, readonly string[]>> = {
  core: ['core'],
  storage: ['storage', 'core'],
  api: ['api', 'core'],
  scan: ['scan', 'core'],
  sandbox: ['sandbox', 'core'],
  shared: ['shared', 'core'],
  manifest: ['core'],
  vscode: ['vscode', 'core', 'storage', 'shared', 'manifest'],
  services: ['vscode', 'core', 'storage', 'shared', 'manifest', 'api', 'scan', 'sandbox'],
  extension: ['services', 'vscode', 'core', 'manifest'],
  media: ['media', 'core', 'shared'],
};
/** Rooms of whose imports nothing but the types may be used. */
const TYPES_ONLY: readonly (readonly [Room, string])[] = [
  ['shared', 'core'],
  ['manifest', 'core'],
];
/** Names of Node that a browser does not have. */
const NODE_GLOBALS = new Set('process Buffer require global __dirname __filename setImmediate'.split(' '));
const BROWSER_ROOMS: readonly string[] = ['core', 'shared', 'media'];

/** Which room a file of the repository belongs to. */
export function roomOf(file: string): Room | undefined {
  const [, inSrc, name] =
    /^src\/(?:(core|storage|api|scan|sandbox|shared|vscode)\/.+|(manifest|services|extension)\.ts)$/.exec(
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
  if (!room) return [{ file, line: 1, rule: 'a file belongs to a room of DESIGN.md' }];
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
  return undefined;
}

function packageRuleBroken(room: Room, name: string, kind: Import['kind']): string | undefined {
  if (name === 'vscode') return VSCODE_ROOMS.includes(room) ? undefined : `${room} does not import vscode`;
  if (name.startsWith('node:'))
    return NODE_ROOMS.includes(room) ? undefined : `${room} imports nothing of Node`;
  if (name === 'valibot') {
    return ['core', 'storage', 'vscode'].includes(room)
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
  const tokens = tokensOf(source);
  return tokens.flatMap(({ kind, text, line }, index) =>
    kind === 'word' && NODE_GLOBALS.has(text) && !isMember(tokens, index)
      ? [{ file, line, rule: `${room} uses nothing of Node: ${text}` }]
      : [],
  );
}
