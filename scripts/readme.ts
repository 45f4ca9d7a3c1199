/**
 * The README's lists of settings and commands come from the manifest. `npm run readme` compares them,
 * `npm run readme -- --update` writes them; a test fails when that was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

const ROOT = resolve(import.meta.dirname, '..');
export const README = resolve(ROOT, 'README.md');

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly [field: string]: unknown }>
      >;
    };
  };
}

/** The README with its lists as package.json and package.nls.json have them. */
export async function readmeOf(readme: string): Promise<string> {
  const read = (file: string) => JSON.parse(readFileSync(resolve(ROOT, file), 'utf8')) as unknown;
  const manifest = read('package.json') as Manifest;
  const words = read('package.nls.json') as Readonly<Record<string, string>>;
  const english = (value: unknown) =>
    String(value).replace(/^%(.+)%$/, (_, key: string) => words[key] ?? `no ${key}`);
  const text = between(
    between(readme, 'settings', settingsTable(manifest, english)),
    'commands',
    commandsTable(manifest, english),
  );
  return format(text, { ...(await resolveConfig(README)), filepath: README });
}

/**
 * The README as it is packed while package.json names no repository: without the pictures that are not packed, and with
 * the words alone of links to files, which lead nowhere then.
 */
export function packedReadme(readme: string): string {
  return readme
    .replaceAll(/^!\[[^\]]*\]\((?!media\/readme\/)[^)]*\)\n\n/gm, '')
    .replaceAll(/(?<!!)\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
}

/** Puts a list between its two marks. Throws when they are not there. */
function between(text: string, name: string, list: string): string {
  const [open, close] = [`<!-- ${name}: from the manifest -->`, `<!-- end of ${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start === -1 || end < start) throw new Error(`README.md has no place for the ${name}.`);
  return `${text.slice(0, start)}${open}\n\n${list}\n\n${text.slice(end)}`;
}

type English = (value: unknown) => string;

function settingsTable({ contributes }: Manifest, english: English): string {
  const rows = Object.entries(contributes.configuration.properties)
    .toSorted(([, a], [, b]) => Number(a['order']) - Number(b['order']))
    .map(([name, { default: value, markdownDescription }]) => {
      // Settings link to each other in VS Code's way, which Markdown elsewhere does not know.
      const text = english(markdownDescription).replaceAll(/`#(.+?)#`/g, '`$1`');
      return `| \`${name}\` | \`${JSON.stringify(value).replaceAll('"', '')}\` | ${text} |`;
    });
  return ['| Setting | Default | |', '|---|---|---|', ...rows].join('\n');
}

function commandsTable({ contributes }: Manifest, english: English): string {
  const hidden = new Set(
    contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
  );
  const rows = contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ command, title }) => `| ${english(title)} | \`${command}\` |`);
  return ['| Command | Id, for key bindings |', '|---|---|', ...rows].join('\n');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const before = readFileSync(README, 'utf8');
  const after = await readmeOf(before);
  if (process.argv.includes('--update')) writeFileSync(README, after);
  else if (before !== after) {
    console.error('README.md is not as the manifest: npm run readme -- --update');
    process.exitCode = 1;
  }
}
