/** Runs the project's tools, and never leaves one behind. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface RunResult {
  readonly ok: boolean;
  readonly code: number | null;
  /** Standard output and error, in the order they came. */
  readonly output: string;
}

export interface RunOptions {
  /** Also print the output as it comes. */
  readonly show?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder to run in; default: the repository's. */
  readonly cwd?: string;
}

/** Runs a tool of node_modules/.bin, or any path, and resolves when it has ended. */
export function run(tool: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const windows = process.platform === 'win32';
  const named = tool.includes('/') || tool.includes('\\') || tool === process.execPath;
  const command = named ? tool : join(ROOT, 'node_modules', '.bin', windows ? `${tool}.cmd` : tool);
  return new Promise((done) => {
    // A shell gets one line: a path with a space in it is one argument all the same.
    const inShell = windows && !named;
    const quoted = inShell ? args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)) : args;
    const child = spawn(inShell ? `"${command}"` : command, quoted, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: inShell,
    });
    const stop = () => child.kill('SIGTERM');
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.once(signal, stop);
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (options.show) process.stdout.write(chunk);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const end = (code: number | null) => {
      for (const signal of signals) process.off(signal, stop);
      done({ ok: code === 0, code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(null);
    });
    child.on('close', end);
  });
}

/** Builds for production. Throws with what the build said when it failed. */
export async function build(): Promise<void> {
  const { ok, output } = await run(process.execPath, ['esbuild.js', '--production']);
  if (!ok) throw new Error(`The build failed:\n${output.trimEnd()}`);
}

/** Runs a TypeScript file on this Node. */
export function runScript(
  path: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning'];
  return run(process.execPath, [...flags, join(ROOT, path), ...args], options);
}
