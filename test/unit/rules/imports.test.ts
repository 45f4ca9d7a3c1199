/** The import rules, over every file of src and media. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { describe, it } from 'mocha';
import {
  breachesOf,
  circlesOf,
  heightInCore,
  type Import,
  importsOf,
  passesTheFront,
} from './support/imports.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

describe('import rules: the repository', () => {
  const files = globSync('{src,media}/**/*.ts', { cwd: ROOT })
    .map((file) => file.replaceAll(sep, '/'))
    .toSorted();
  const sources = new Map(files.map((file) => [file, readFileSync(resolve(ROOT, file), 'utf8')]));

  it('has files in every room that is built', () => {
    for (const room of ['core', 'api', 'sandbox', 'shared', 'vscode']) {
      assert.ok(
        files.some((file) => file.startsWith(`src/${room}/`)),
        room,
      );
    }
  });

  it('keeps every rule', () => {
    const breaches = [...sources].flatMap(([file, source]) => breachesOf(file, source));
    assert.deepEqual(
      breaches.map(({ file, line, rule }) => `${file}:${line} ${rule}`),
      [],
    );
  });

  it('has no circle of imports, types included', () => {
    assert.deepEqual(circlesOf(sources), []);
  });

  it('has every room of core in its order', () => {
    const unplaced = files.filter((file) => file.startsWith('src/core/') && heightInCore(file) === undefined);
    assert.deepEqual(unplaced, []);
  });
});

describe('import rules: each can fail', () => {
  const broken: readonly (readonly [file: string, source: string, breaches: readonly string[]])[] = [
    ['src/core/a.ts', "import * as vscode from 'vscode';", ['1 core does not import vscode']],
    ['src/core/a.ts', "import type { Uri } from 'vscode';", ['1 core does not import vscode']],
    ['src/core/a.ts', "\nimport { join } from 'node:path';", ['2 core imports nothing of Node']],
    ['src/core/a.ts', "import fs from 'fs';", ['1 core imports no package but its own']],
    ['src/core/a.ts', "import { request } from 'undici';", ['1 core imports no package but its own']],
    ['src/core/a.ts', "import { Source } from '../api/source.ts';", ['1 core does not import api']],
    ['src/core/b/a.ts', "import type { X } from '../../vscode/x.ts';", ['1 core does not import vscode']],
    ['src/core/a.ts', "export * from '../shared/p.ts';", ['1 core does not import shared']],
    ['src/core/a.ts', "export { x } from '../manifest.ts';", ['1 core does not import manifest']],
    ['src/core/a.ts', "type X = import('../api/source.ts').X;", ['1 core does not import api']],
    ['src/core/a.ts', 'const x = process.env;', ['1 core uses nothing of Node: process']],
    [
      'src/core/a.ts',
      '/* process */\nBuffer.from(`${Buffer}`);',
      ['2 core uses nothing of Node: Buffer', '2 core uses nothing of Node: Buffer'],
    ],
    ['src/core/a.ts', "const x = require('valibot');", ['1 core uses nothing of Node: require']],
    ['src/api/a.ts', "import { Agent } from 'undici';", ['1 api imports undici’s parts, never its index']],
    [
      'src/api/a.ts',
      "import { type Agent } from 'undici';",
      ['1 api imports undici’s parts, never its index'],
    ],
    ['src/api/a.ts', "await import('undici');", ['1 api imports undici’s parts, never its index']],
    ['src/api/a.ts', "import * as v from 'valibot';", ['1 api imports no package but its own']],
    ['src/api/a.ts', "import * as vscode from 'vscode';", ['1 api does not import vscode']],
    ['src/api/a.ts', "import { t } from '../vscode/words.ts';", ['1 api does not import vscode']],
    ['src/api/a.ts', "import { x } from '../sandbox/index.ts';", ['1 api does not import sandbox']],
    ['src/scan/a.ts', "import { x } from '../api/index.ts';", ['1 scan does not import api']],
    ['src/sandbox/a.ts', "import { x } from '../api/index.ts';", ['1 sandbox does not import api']],
    [
      'src/sandbox/a.ts',
      "import { x } from '../../media/panel/dom.ts';",
      ['1 sandbox does not import media'],
    ],
    [
      'src/sandbox/a.ts',
      "import { request } from 'undici/lib/x.js';",
      ['1 sandbox imports no package but its own'],
    ],
    ['src/shared/a.ts', "import { x } from '../core/call.ts';", ['1 shared imports only types of core']],
    ['src/shared/a.ts', "import { type X } from '../core/call.ts';", ['1 shared imports only types of core']],
    ['src/shared/a.ts', "import type { X } from '../vscode/x.ts';", ['1 shared does not import vscode']],
    ['src/shared/a.ts', "import 'valibot';", ['1 shared imports no package but its own']],
    ['src/manifest.ts', "import { x } from './core/call.ts';", ['1 manifest imports only types of core']],
    ['src/manifest.ts', "import * as vscode from 'vscode';", ['1 manifest does not import vscode']],
    ['src/manifest.ts', "import 'valibot';", ['1 manifest imports no package but its own']],
    [
      'src/manifest.ts',
      "import { ARGUMENTS } from './commandArguments.ts';",
      ['1 manifest imports only types of commandArguments'],
    ],
    [
      'src/commandArguments.ts',
      "import type { CommandId } from './manifest.ts';",
      ['1 commandArguments does not import manifest'],
    ],
    [
      'src/extension.ts',
      "import { ARGUMENTS } from './commandArguments.ts';",
      ['1 extension does not import commandArguments'],
    ],
    ['src/vscode/a.ts', "import { x } from '../api/index.ts';", ['1 vscode does not import api']],
    ['src/vscode/a.ts', "import type { X } from '../api/index.ts';", ['1 vscode does not import api']],
    ['src/vscode/a/b.ts', "await import('../../sandbox/index.ts');", ['1 vscode does not import sandbox']],
    ['src/vscode/a.ts', "import { x } from '../scan/index.ts';", ['1 vscode does not import scan']],
    ['src/vscode/a.ts', "import { x } from '../services.ts';", ['1 vscode does not import services']],
    ['src/vscode/a.ts', "import { x } from '../../media/x.ts';", ['1 vscode does not import media']],
    ['src/vscode/a.ts', "import { x } from 'undici';", ['1 vscode imports no package but its own']],
    ['src/vscode/a.ts', 'await import(`./${name}.ts`);', ['1 an import names its file in a plain string']],
    ['src/vscode/a.ts', "await import('./' + name);", ['1 an import names its file in a plain string']],
    [
      'src/services.ts',
      "import { x } from './api/index.ts';",
      ['1 services loads api when it is first used'],
    ],
    ['src/services.ts', "import { x } from '../media/x.ts';", ['1 services does not import media']],
    ['src/extension.ts', "import type { X } from './api/index.ts';", ['1 extension does not import api']],
    ['src/extension.ts', "await import('./sandbox/index.ts');", ['1 extension does not import sandbox']],
    [
      'src/extension.ts',
      "import { x } from './services.ts';",
      ['1 extension loads services when it is first used'],
    ],
    ['src/extension.ts', "import 'node:fs';", ['1 extension imports nothing of Node']],
    ['media/panel/a.ts', "import * as vscode from 'vscode';", ['1 media does not import vscode']],
    ['media/panel/a.ts', "import { join } from 'node:path';", ['1 media imports nothing of Node']],
    ['media/panel/a.ts', "import { x } from '../../src/vscode/x.ts';", ['1 media does not import vscode']],
    ['media/panel/a.ts', "import { x } from '../../src/manifest.ts';", ['1 media does not import manifest']],
    ['media/panel/a.ts', 'process.exit();', ['1 media uses nothing of Node: process']],
    ['src/helpers/a.ts', '', ['1 a file belongs to a room']],
    ['src/a.ts', '', ['1 a file belongs to a room']],
    ['src/core/a.ts', "import x from '../helpers/x.ts';", ['1 core does not import src/helpers/x.ts']],
    ['src/core/call/a.ts', "import type { S } from '../story/index.ts';", ['1 call stands below story']],
    [
      'src/core/story/a.ts',
      "import { x } from '../call/facts.ts';",
      ['1 src/core/call/facts.ts is reached by its folder’s index.ts or model.ts'],
    ],
    ['src/core/base/a.ts', "export * from '../text/time.ts';", ['1 base stands below text']],
    ['src/core/text/a.ts', "type X = import('../call/model.ts').X;", ['1 text stands below call']],
  ];
  for (const [file, source, breaches] of broken) {
    it(`${file}: ${source.trim()}`, () => {
      const found = breachesOf(file, source).map(({ line, rule }) => `${line} ${rule}`);
      assert.deepEqual(found, breaches);
    });
  }

  const fine: readonly (readonly [file: string, source: string])[] = [
    [
      'src/core/a.ts',
      "import * as v from 'valibot';\nimport { x } from './b/index.ts';\nimport { y } from '../core/d.ts';",
    ],
    [
      'src/core/a.ts',
      "// import 'vscode';\nconst a = \"import 'vscode'\"; const b = `import 'node:fs'`; const c = /import 'vscode'/;",
    ],
    [
      'src/core/a.ts',
      "const { x } = { process: 1 }; a.process; a?.require('x'); const importance = 'vscode';",
    ],
    ['src/api/a.ts', "import type { Agent } from 'undici';\nimport A from 'undici/lib/dispatcher/agent.js';"],
    ['src/api/a.ts', "import { request } from 'node:http';\nimport { x } from '../core/x/index.ts';"],
    ['src/shared/a.ts', "import type { Call } from '../core/call/model.ts';"],
    [
      'src/vscode/a/b.ts',
      "import * as vscode from 'vscode';\nimport { join } from 'node:path';\nimport { X } from '../../manifest.ts';",
    ],
    [
      'src/vscode/a.ts',
      "export const x = { import: 1 };\nexport type { Y } from './y.ts';\nimport.meta.url;",
    ],
    ['src/core/story/a.ts', "import { x } from '../call/index.ts';\nimport { y } from './b/model.ts';"],
    ['src/core/callList/a.ts', "import { x } from '../lookUp/index.ts';"],
    ['src/services.ts', "import type { X } from './api/index.ts';\nawait import('./api/index.ts');"],
    [
      'src/extension.ts',
      "import * as vscode from 'vscode';\nimport type { X } from './services.ts';\nawait import('./services.ts');",
    ],
    [
      'media/panel/a.ts',
      "import './main.css';\nimport { x } from '../../src/core/x/index.ts';\nimport { y } from '../../src/shared/index.ts';",
    ],
  ];
  for (const [file, source] of fine) {
    it(`not on what is allowed, ${file}: ${source.split('\n')[0]}`, () =>
      assert.deepEqual(breachesOf(file, source), []));
  }
});

describe('import rules: how imports are read', () => {
  const table: readonly (readonly [source: string, kind?: Import['kind'], from?: string])[] = [
    ["import x from 'a';", 'static', 'a'],
    ['import { a, type B } from "a";', 'static', 'a'],
    ["import {\n  a,\n  b,\n} from 'a';", 'static', 'a'],
    ["import 'a';", 'static', 'a'],
    ["import type X from 'a';", 'type', 'a'],
    ["import type { X } from 'a';", 'type', 'a'],
    ["import type * as X from 'a';", 'type', 'a'],
    ["import type from 'a';", 'static', 'a'],
    ["import type, { x } from 'a';", 'static', 'a'],
    ["export * from 'a';", 'static', 'a'],
    ["export * as x from 'a';", 'static', 'a'],
    ["export type { X } from 'a';", 'type', 'a'],
    ["export { x, y as z } from 'a';", 'static', 'a'],
    ["x = await import('a');", 'dynamic', 'a'],
    ["type T = import('a').T;", 'dynamic', 'a'],
    ["const x = `${await import('a')}`;", 'dynamic', 'a'],
    ["import x from '\\x61';", 'static', 'a'],
    ["import x from 'a' with { type: 'json' };", 'static', 'a'],
    ["export { x };\nconst from = 'a';"],
    ["export const x = 'a';"],
    ["export type X = { from: 'a' };"],
    ["// import 'a'\n/* import 'b' */ 'import c'; `import 'd'`; /import 'e'/;"],
    ["import.meta.resolve('a');"],
    ["x.import('a');"],
  ];
  for (const [source, kind, from] of table) {
    it(JSON.stringify(source), () => {
      const [first, second] = importsOf(source);
      assert.deepEqual([first?.kind, first?.from, second], [kind, from, undefined]);
    });
  }

  it('knows the line, over comments and strings of many', () => {
    const source = "/* a\n b */ import 'x';\nconst y = `c\n${await import('d')}\n`; export * from 'e';";
    assert.deepEqual(
      importsOf(source).map(({ from, line }) => [from, line]),
      [
        ['x', 2],
        ['d', 4],
        ['e', 5],
      ],
    );
  });

  it('refuses what is no TypeScript', () => {
    for (const source of ["'a", '"a\n"', '`a', '`a${b', '/* a', 'import'])
      assert.throws(() => importsOf(source), SyntaxError);
  });
});

describe('import rules: circles', () => {
  const table: readonly (readonly [
    files: Readonly<Record<string, string>>,
    circles: readonly (readonly string[])[],
  ])[] = [
    [{ 'a.ts': "import './b.ts';", 'b.ts': "import 'a';" }, []],
    [{ 'a.ts': "import './b.ts';", 'b.ts': "import './c.ts';", 'c.ts': '' }, []],
    [{ 'a.ts': "import './b.ts'; import './c.ts';", 'b.ts': "import './c.ts';", 'c.ts': '' }, []],
    [{ 'a.ts': "import './a.ts';" }, [['a.ts']]],
    [{ 'a.ts': "import type { X } from './b.ts';", 'b.ts': "export * from './a.ts';" }, [['a.ts', 'b.ts']]],
    [
      {
        'x/a.ts': "import '../y.ts';",
        'x/b.ts': "import './a.ts';",
        'y.ts': "type B = import('./x/b.ts').B;",
      },
      [['x/a.ts', 'y.ts', 'x/b.ts']],
    ],
  ];
  for (const [files, circles] of table) {
    it(JSON.stringify(files), () => assert.deepEqual(circlesOf(new Map(Object.entries(files))), circles));
  }
});

describe('import rules: fronts', () => {
  const table: readonly (readonly [file: string, target: string, passesIt: boolean])[] = [
    ['src/core/story/verdict.ts', 'src/core/call/facts.ts', true],
    ['src/core/story/verdict.ts', 'src/core/story/layout/rows.ts', true],
    ['src/core/story/verdict.ts', 'src/core/story/layout/index.ts', false],
    ['src/core/story/verdict.ts', 'src/core/call/model.ts', false],
    ['src/core/story/verdict.ts', 'src/core/story/svg.ts', false],
    ['src/core/story/layout/rows.ts', 'src/core/story/svg.ts', false],
    ['src/vscode/hover.ts', 'src/manifest.ts', false],
    ['media/panel/main.ts', 'src/core/text/index.ts', false],
    ['media/panel/main.ts', 'src/core/text/time.ts', true],
  ];
  for (const [file, target, passesIt] of table) {
    it(`${file} to ${target}`, () => assert.equal(passesTheFront(file, target), passesIt));
  }
});
