/** Starts VS Code's server on a free loopback port and ends it with everything it started. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.ts';
import { nodeBinary, serverFolder } from './versions.ts';
import type { HostName } from './versions.ts';

/** How long a server may take to listen, in milliseconds. */
const START_TIMEOUT_MS = 60_000;

export interface ServerOptions {
  readonly host: HostName;
  /** Holds the server's data, the user's settings and the logs. Created when missing. */
  readonly userDataDir: string;
  readonly extensionsDir?: string;
  /**
   * Extensions: a folder is used as if it had been installed, a `.vsix` file is installed. Default: none is, and the
   * page names the one under development. The difference is the smoke test driver: a built workbench ignores an
   * extension under development without it, and shows no notification with it.
   */
  readonly installedExtensions?: readonly string[];
  /** The user's settings.json, on top of quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Asked of every page; without it anything on this machine can open a page. */
  readonly connectionToken?: string;
  /** Leave workspace trust switched on. Default: off, as in `@vscode/test-electron`. */
  readonly workspaceTrust?: boolean;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly say?: (line: string) => void;
}

export interface RunningServer {
  /** `127.0.0.1:port`: also the authority of its `vscode-remote:` URIs. */
  readonly authority: string;
  /** The address of a page that opens a folder, with what the page is told. */
  address(page: PageOptions): string;
  /** Ends the server and every process below it; resolves when they are gone. */
  stop(): Promise<void>;
}

export interface PageOptions {
  readonly folder?: string | undefined;
  readonly extensionPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
  /** A file to open at the start. */
  readonly openFile?: string | undefined;
}

const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.welcome.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'git.enabled': false,
};

/** Starts a server and resolves when it listens. Throws with its last words when it does not. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const installed = await ensureInstalled(options.host, options.say ?? (() => undefined));
  const { userDataDir, connectionToken } = options;
  const extensionsDir = options.extensionsDir ?? join(userDataDir, 'extensions');
  const extensions = options.installedExtensions ?? [];
  for (const one of extensions.filter((source) => !isVsix(source))) linkExtension(one, extensionsDir);
  for (const one of extensions.filter(isVsix)) installVsix(one, options, installed, extensionsDir);
  mkdirSync(join(userDataDir, 'User'), { recursive: true });
  const settings = { ...QUIET_SETTINGS, ...options.settings };
  writeFileSync(join(userDataDir, 'User', 'settings.json'), `${JSON.stringify(settings, undefined, 2)}\n`);

  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'keeper.js'), ...command(options, installed, extensionsDir)],
    {
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: environment(options.env),
    },
  );
  const port = await listeningPort(child, join(userDataDir, 'server.log'));
  const authority = `127.0.0.1:${port}`;
  return {
    authority,
    address: (page) => addressOf(authority, page, connectionToken),
    stop: () => stop(child),
  };
}

/** VS Code's server, and where everything of it is. */
function serverCommand({ host, userDataDir }: ServerOptions, installed: string, extensionsDir: string) {
  return [
    nodeBinary(host),
    // Not the code-server command: only the server itself knows the smoke test driver, without which a
    // built workbench ignores the extension under development.
    join(serverFolder(installed), 'out', 'server-main.js'),
    '--accept-server-license-terms',
    `--server-data-dir=${userDataDir}`,
    `--user-data-dir=${userDataDir}`,
    `--extensions-dir=${extensionsDir}`,
  ];
}

function command(options: ServerOptions, installed: string, extensionsDir: string): string[] {
  return [
    ...serverCommand(options, installed, extensionsDir),
    '--host=127.0.0.1',
    '--port=0',
    options.connectionToken ? `--connection-token=${options.connectionToken}` : '--without-connection-token',
    ...(options.installedExtensions ? [] : ['--enable-smoke-test-driver']),
    '--telemetry-level=off',
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
}

function isVsix(source: string): boolean {
  return source.endsWith('.vsix');
}

/** Installs a file as a user does. Throws with VS Code's last words when it cannot. */
function installVsix(vsix: string, options: ServerOptions, installed: string, extensionsDir: string): void {
  const [node = '', ...args] = serverCommand(options, installed, extensionsDir);
  const { status, stdout, stderr } = spawnSync(node, [...args, `--install-extension=${vsix}`], {
    encoding: 'utf8',
    env: environment(options.env),
  });
  if (status !== 0 || !stdout.includes('was successfully installed'))
    throw new Error(`${vsix} was not installed (${status}):\n${`${stderr}\n${stdout}`.slice(-4000)}`);
}

/** VS Code takes what it finds in a new extensions folder for installed. */
function linkExtension(source: string, extensionsDir: string): void {
  const manifest: Record<string, string> = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const name = `${manifest['publisher']}.${manifest['name']}-${manifest['version']}`;
  mkdirSync(extensionsDir, { recursive: true });
  rmSync(join(extensionsDir, name), { force: true });
  symlinkSync(source, join(extensionsDir, name), 'junction');
}

/** What the caller's shell says of another VS Code must not reach this one. */
function environment(extra: ServerOptions['env']): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  // Without a gallery nothing is asked of the internet.
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...extra };
}

function listeningPort(child: ChildProcess, logPath: string): Promise<number> {
  return new Promise((done, fail) => {
    const log = createWriteStream(logPath);
    let output = '';
    const end = (reason: string) => {
      clearTimeout(timer);
      void stop(child);
      fail(new Error(`VS Code's server ${reason}:\n${output.slice(-4000)}`));
    };
    const timer = setTimeout(() => end('did not listen in time'), START_TIMEOUT_MS);
    const listen = (chunk: Buffer) => {
      log.write(chunk);
      output = (output + chunk.toString()).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port) {
        clearTimeout(timer);
        child.off('exit', ended);
        done(Number(port));
      }
    };
    const ended = () => end('ended at once');
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', ended);
    child.once('error', (error) => end(`could not be started: ${error.message}`));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      done();
      return;
    }
    child.once('close', () => done());
    // The keeper ends the whole group when this pipe closes.
    child.stdin?.end();
  });
}

function addressOf(authority: string, page: PageOptions, token: string | undefined): string {
  const remote = (path: string) => `vscode-remote://${authority}${pathToFileURL(path).pathname}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (page.extensionPath) payload.push(['extensionDevelopmentPath', remote(page.extensionPath)]);
  if (page.extensionTestsPath) payload.push(['extensionTestsPath', remote(page.extensionTestsPath)]);
  if (page.openFile) payload.push(['openFile', remote(page.openFile)]);
  const query = new URLSearchParams();
  if (token) query.set('tkn', token);
  if (page.folder) query.set('folder', pathToFileURL(page.folder).pathname);
  else query.set('ew', 'true');
  query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query}`;
}
