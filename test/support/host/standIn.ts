/**
 * Stands in for the VS Code executable that `@vscode/test-electron` starts: takes VS Code's own arguments,
 * runs the tests in VS Code's server with its workbench in a headless Chromium, and exits as the tests did.
 */
import { inspect, parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { INTERRUPTED, onProcessEnd } from './processEnd.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { hostFromEnvironment } from './versions.ts';

const say = (line: string) => console.log(line);
let server: RunningServer | undefined;
let browser: Browser | undefined;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});

const text = (name: string) => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** Runs the tests and resolves with their exit code. */
async function runTests(): Promise<number> {
  const userDataDir = text('user-data-dir');
  if (!userDataDir) {
    throw new Error('The stand-in needs --user-data-dir.');
  }
  const extensionsDir = text('extensions-dir');
  server = await startServer({
    host: hostFromEnvironment(),
    userDataDir,
    ...(extensionsDir && { extensionsDir }),
    settings: settingsFromEnvironment(),
    say,
  });
  browser = await launchChromium(say);
  const page = await browser.newPage();
  const ended = Promise.withResolvers<number>();
  await page.exposeFunction('codeAutomationLog', logLine);
  await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
  page.on('crash', () => ended.reject(new Error('The page of the workbench crashed.')));
  browser.on('disconnected', () => ended.reject(new Error('Chromium ended before the tests did.')));
  const folder = positionals[0];
  await page.goto(
    server.address({
      folder,
      extensionPath: text('extensionDevelopmentPath'),
      extensionTestsPath: text('extensionTestsPath'),
    }),
  );
  return ended.promise;
}

/** Settings for this run, as JSON in the environment: `@vscode/test-electron` has no argument for them. */
function settingsFromEnvironment(): Record<string, unknown> {
  const settings: Record<string, unknown> = JSON.parse(process.env['COMETCHAT_TEST_SETTINGS'] ?? '{}');
  return settings;
}

/** A console call of the extension host, as it arrives through the page. */
function logLine(type: string, args: unknown[]): void {
  const line = args.map((part) => (typeof part === 'string' ? part : inspect(part))).join(' ');
  if (type === 'error' || type === 'warn') console.error(line);
  else console.log(line);
}

async function end(code: number): Promise<never> {
  await browser?.close().catch(() => undefined);
  await server?.stop();
  process.exit(code);
}

onProcessEnd(() => void end(INTERRUPTED));

runTests().then(end, (error: unknown) => {
  console.error(error);
  return end(1);
});
