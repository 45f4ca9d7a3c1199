/** package.json says what manifest.ts says, and keeps the ids that users bind to. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';
import {
  CALL_PANEL,
  COMMAND_IDS,
  CONTEXT_KEYS,
  EXTENSION_ID,
  INTERNAL_COMMANDS,
  LATER_CONTEXT_KEYS,
  VIEWS,
} from '../../../src/manifest.ts';
import { VSCODE_VERSIONS } from '../../support/host/versions.ts';
import { badgesOf } from '../../../scripts/support/badges.ts';
import { walk } from './support/syntax.ts';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}
interface Place {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface View {
  readonly id: string;
  readonly name: string;
}
interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly [field: string]: unknown;
}
interface Walkthrough {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}
type Pins = Readonly<Record<string, string>>;

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly displayName: string;
  readonly l10n: string;
  readonly engines: Pins & { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly views: Readonly<Record<string, readonly View[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when?: string;
    }[];
    readonly walkthroughs: readonly Walkthrough[];
    readonly menus: Readonly<Record<string, readonly Place[]>>;
    readonly keybindings: readonly Place[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
  readonly dependencies: Pins;
  readonly devDependencies: Pins;
  readonly optionalDependencies: Pins;
  readonly overrides?: Pins;
}

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');
const text = read('package.json');
const manifest = JSON.parse(text) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const { contributes } = manifest;

/** A text of package.json, in English. */
const english = (value: string) => value.replace(/^%(.+)%$/, (_, key: string) => words[key] ?? `no ${key}`);

/** Every command there is to be, with the title users know it by. */
const TITLES: Readonly<Record<string, string>> = {
  lookUpCall: 'Look Up Call…',
  lookUpCallAsUser: 'Look Up Call as User…',
  lookUpCallAtCursor: 'Look Up Call at Cursor',
  addConnection: 'Add Connection…',
  cancelLookUp: 'Cancel',
  exploreSampleCalls: 'Sample Calls',
  findCallsInFile: 'Find Calls in File',
  resolveCallsInFile: 'Look Up All Calls in File',
  toggleCallEvents: 'Show Call Events in Log',
  showLog: 'Show Log',
  showMomentInLog: 'Show Moment in Log',
  openCallFromLog: 'Open Call from Log',
  addLog: 'Add Log to Call…',
  removeLog: 'Remove Log from Call',
};
const WITHOUT_TITLE = new Set(
  [
    'replaceApiKey removeConnection setDefaultConnection testConnection renameConnection',
    'nextOccurrence previousOccurrence setClockOffset exportFileCalls',
    'filterRecentCalls saveFilter editFilter removeFilter searchCalls loadMoreCalls refresh',
    'openCallPanel openRawJson copySessionId copyAsMarkdown copyAsJson copyAsCurl copyLink pinCall unpinCall',
    'editNote watchCall compareCalls saveTimeline keepPanel removeLookup clearLookups exportLookups',
    // Not in the table: the design calls for sorting and filtering a file's calls and names no command for it.
    'sortFileCalls filterFileCalls',
    // Nor for what it asks for besides: copies without names, and with log lines.
    'copyWithoutNames copyWithLogLines',
    // Nor for the title's button of recent calls, which is given the line with the focus and means all of them.
    'refreshRecent',
    // Nor for other buttons of titles whose commands are in the menus of rows as well.
    'title.refresh title.lookUpCallAsUser title.filterRecentCalls',
    // Nor for the button that the one of a title becomes once it has shown the events of calls.
    'title.hideCallEvents',
    // Nor for the way back that takes the place of a question before a removal.
    'undoRemoval',
    // Nor for taking back that one wants to be told of a call's end.
    'unwatchCall',
  ].flatMap((names) => names.split(' ')),
);

/** The settings, as far as they are fixed. */
const SETTINGS: Readonly<Record<string, Partial<Setting>>> = {
  'hover.enabled': { type: 'boolean' },
  'hover.lookUp': { type: 'string', enum: ['automatic', 'onRequest'] },
  'links.enabled': { type: 'boolean' },
  'terminalLinks.enabled': { type: 'boolean' },
  sessionIdPatterns: { type: 'array', default: [] },
  timeZone: { type: 'string', enum: ['local', 'utc'], default: 'local' },
  'request.timeoutSeconds': { type: 'integer', minimum: 1, maximum: 300, default: 20 },
  refreshSeconds: { type: 'integer', minimum: 0, maximum: 3600, default: 10 },
  'lookups.limit': { type: 'integer', minimum: 1, maximum: 5000, default: 500 },
  'log.callEvents': { type: 'string', enum: ['onDemand', 'always'], default: 'onDemand' },
  'tools.enabled': { type: 'boolean' },
};

/** The names of manifest.ts's `Settings`, which is a type and leaves nothing at run time. */
function settingNames(): readonly string[] {
  const names: string[] = [];
  walk(read('src/manifest.ts'), () => ({
    TSInterfaceDeclaration: ({ id, body }) => {
      if (id.name !== 'Settings') return;
      for (const member of body.body) {
        const key = member.type === 'TSPropertySignature' ? member.key : undefined;
        if (key?.type === 'Identifier') names.push(key.name);
        else if (key?.type === 'Literal') names.push(String(key.value));
      }
    },
  }));
  return names;
}

describe('manifest: identity', () => {
  it('is the one that users bind to', () => {
    assert.deepEqual(
      [manifest.name, manifest.publisher, manifest.displayName],
      ['cometchat-calls', 'cometchat-calls', 'CometChat Calls'],
    );
    assert.equal(EXTENSION_ID, `${manifest.publisher}.${manifest.name}`);
  });

  it('starts as designed', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onStartupFinished',
      'onUri',
      `onWebviewPanel:${CALL_PANEL}`,
    ]);
  });

  it('has its translations where it says', () => {
    assert.ok(existsSync(resolve(ROOT, manifest.l10n, 'bundle.l10n.json')));
  });
});

describe('manifest: the badge', () => {
  it('is that of a repository on GitHub, however it is written, and of its workflow', () => {
    const ci = 'https://github.com/an-owner/a.name/actions/workflows/ci.yml';
    assert.ok(existsSync(resolve(ROOT, '.github/workflows/ci.yml')));
    for (const url of ['https://github.com/an-owner/a.name', 'git@github.com:an-owner/a.name.git'])
      for (const repository of [url, { url }])
        assert.deepEqual(badgesOf(repository), {
          badges: [{ url: `${ci}/badge.svg`, href: ci, description: 'CI' }],
        });
    assert.deepEqual(badgesOf('https://gitlab.com/an-owner/a.name'), {});
  });
});

describe('manifest: commands', () => {
  const contributed = contributes.commands.map(({ command }) => command);

  it('are those of manifest.ts but the internal ones, each once', () => {
    assert.deepEqual([...contributed, ...INTERNAL_COMMANDS].toSorted(), COMMAND_IDS.toSorted());
  });

  for (const { command, title, category } of contributes.commands) {
    it(`${command} has its title and category, and is of the design`, () => {
      const name = command.replace(/^cometchatCalls\./, '');
      if (WITHOUT_TITLE.has(name)) assert.match(english(title), /^[A-Z]/);
      else assert.equal(english(title), TITLES[name]);
      assert.match(title, /^%.+%$/, 'a title is translated');
      assert.equal(category, 'CometChat Calls');
    });
  }

  const places = [
    ...Object.entries(contributes.menus).flatMap(([menu, items]) => items.map((item) => ({ menu, ...item }))),
    ...contributes.keybindings.map((item) => ({ menu: 'keybindings', ...item })),
  ];
  for (const { menu, command, when } of places) {
    it(`${command} in ${menu} exists, and so does what it waits for`, () => {
      assert.ok(contributed.includes(command));
      for (const [, view] of (when ?? '').matchAll(/\b(?:view|focusedView) == ([\w.]+)/g)) {
        assert.ok(viewIds().includes(view ?? ''), view);
      }
      const keys: readonly string[] = Object.values({ ...CONTEXT_KEYS, ...LATER_CONTEXT_KEYS });
      for (const [name] of (when ?? '').matchAll(/(?<!== )\bcometchatCalls\.\w+/g)) {
        assert.ok(keys.includes(name), name);
      }
    });
  }

  it('are in the palette only where they can do something', () => {
    // What asks for all it needs, or needs nothing.
    const always = new Set(
      [
        'lookUpCall lookUpCallAsUser lookUpCallAtCursor addConnection exploreSampleCalls',
        'findCallsInFile resolveCallsInFile toggleCallEvents openCallFromLog showLog',
      ].flatMap((names) => names.split(' ')),
    );
    const conditions = new Map(
      contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]),
    );
    for (const command of contributed) {
      const name = command.replace(/^cometchatCalls\./, '');
      assert.equal(conditions.get(command) === undefined, always.has(name), name);
    }
  });

  it('on one call of a tree are offered for one call, and to compare for two', () => {
    const several = new Set(
      'copySessionId copyAsMarkdown copyAsJson exportLookups pinCall unpinCall removeLookup'.split(' '),
    );
    for (const { command, group, when = '' } of contributes.menus['view/item/context'] ?? []) {
      const name = command.replace(/^cometchatCalls\./, '');
      if (!when.includes('view == cometchatCalls.lookups') || group?.startsWith('inline') === true) continue;
      assert.equal(/&& (?:!listMultiSelection|listDoubleSelection)/.test(when), !several.has(name), name);
    }
  });

  it('of links in welcome texts exist', () => {
    for (const { view, contents, when } of contributes.viewsWelcome) {
      assert.ok(viewIds().includes(view), view);
      assert.ok(when === undefined || Object.values(CONTEXT_KEYS).some((key) => when.includes(key)), when);
      assertLinks(english(contents));
    }
  });

  it('of the walkthrough exist, each step completes itself, and has a picture and its words', () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.equal(walkthrough?.id, 'cometchatCalls.start');
    assert.deepEqual(others, []);
    for (const { id, title, description, media, completionEvents } of walkthrough.steps) {
      for (const string of [title, description, media.altText]) assert.match(string, /^%.+%$/, id);
      assertLinks(english(description));
      assert.ok(existsSync(resolve(ROOT, media.svg)), media.svg);
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        const [, kind, name = ''] = /^(onCommand|onContext):(.+)$/.exec(event) ?? assert.fail(event);
        const keys: readonly string[] = Object.values(CONTEXT_KEYS);
        assert.ok(kind === 'onContext' ? keys.includes(name) : isRun(name), event);
      }
    }
  });

  it('of the walkthrough’s pictures take their colours from the theme', () => {
    for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      const colours = [...read(media.svg).matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
      assert.deepEqual(
        colours.filter((colour) => colour !== 'none' && !colour?.startsWith('var(--vscode-')),
        [],
        media.svg,
      );
    }
  });

  /** VS Code's own that the texts lead to. */
  const THEIRS = ['workbench.action.openWalkthrough', 'workbench.action.chat.open'];
  const isRun = (command: string) => contributed.includes(command) || THEIRS.includes(command);

  /** There is a link to a command in a text, each is to one there is, and each argument is what it is to be. */
  function assertLinks(content: string): void {
    const links = [...content.matchAll(/\(command:(?:toSide:)?([^)?]+)(?:\?([^)]*))?\)/g)];
    assert.ok(links.length > 0, content);
    for (const [, command = '', argument] of links) {
      assert.ok(isRun(command), command);
      const given: unknown = JSON.parse(decodeURIComponent(argument ?? 'null'));
      if (command === 'workbench.action.openWalkthrough')
        assert.deepEqual(given, [`${EXTENSION_ID}#cometchatCalls.start`]);
      else if (argument !== undefined)
        assert.deepEqual([command, given], ['cometchatCalls.exploreSampleCalls', { logs: true }]);
    }
  }

  it('of one button are the welcome texts of somebody without a connection, in all views together', () => {
    const shown = contributes.viewsWelcome.filter(
      ({ when = '' }) => !/(?<!!)\bcometchatCalls\.has/.test(when),
    );
    const lines = shown.flatMap(({ contents }) => english(contents).split('\n'));
    // VS Code draws a line that is nothing but a link as a button.
    assert.deepEqual(
      lines.filter((line) => /^\[[^\]]*\]\([^)]*\)$/.test(line)),
      ['[Add Connection…](command:cometchatCalls.addConnection)'],
    );
    assert.ok(lines[0]?.startsWith('A connection is one CometChat app’s id, region and REST API key'));
  });
});

function viewIds(): readonly string[] {
  return Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id));
}

describe('manifest: views and settings', () => {
  it('views are those of manifest.ts, in the container of the design', () => {
    assert.deepEqual(Object.keys(contributes.views), ['cometchatCalls']);
    assert.deepEqual(
      contributes.viewsContainers['activitybar']?.map(({ id }) => id),
      ['cometchatCalls'],
    );
    assert.deepEqual(viewIds().toSorted(), Object.values(VIEWS).toSorted());
    const [lookUps] = contributes.views['cometchatCalls'] ?? [];
    assert.equal(english(lookUps?.name ?? ''), 'Lookup History');
  });

  const { properties } = contributes.configuration;

  it('settings are those of manifest.ts, with their types and defaults', () => {
    const names = settingNames();
    assert.ok(names.includes('timeZone') && names.includes('lookups.limit'));
    assert.deepEqual(
      Object.keys(properties).toSorted(),
      names.map((name) => `cometchatCalls.${name}`).toSorted(),
    );
    for (const name of names) {
      const setting = properties[`cometchatCalls.${name}`];
      assert.ok(SETTINGS[name], `${name} is of the design`);
      assert.deepEqual({ ...setting, ...SETTINGS[name] }, setting, name);
      assert.notEqual(setting?.default, undefined, name);
      if (setting?.enum) assert.ok(setting.enum.includes(setting.default), name);
    }
  });

  it('no setting holds or steers a key or a host', () => {
    for (const [name, setting] of Object.entries(properties)) {
      const all = `${name} ${Object.values(setting)
        .map((value) => english(String(value)))
        .join(' ')}`;
      assert.doesNotMatch(
        all,
        /\b(?:api ?key|key|token|secret|password|host|url|endpoint|server|prox(?:y|ies)|region|app id)\b/i,
      );
    }
  });
});

describe('manifest: words', () => {
  const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? ''));

  it('each that is used is there, and each that is there is used', () => {
    assert.deepEqual([...used].toSorted(), Object.keys(words).toSorted());
  });

  it('none is empty', () => {
    for (const [key, word] of Object.entries(words)) assert.notEqual(word.trim(), '', key);
  });
});

describe('manifest: pins', () => {
  for (const list of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    it(`${list} are exact`, () => {
      for (const [name, version] of Object.entries(manifest[list])) {
        assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
      }
    });
  }

  it('the types of VS Code are those of the oldest VS Code that is supported', () => {
    const [, floor] = /^\^(\d+\.\d+)\.\d+$/.exec(manifest.engines.vscode) ?? [];
    assert.ok(VSCODE_VERSIONS.floor.startsWith(`${floor}.`), 'the floor that the tests run in');
    assert.ok(manifest.devDependencies['@types/vscode']?.startsWith(`${floor}.`));
  });
});
