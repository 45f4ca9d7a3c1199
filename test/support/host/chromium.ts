/** Finds a Chromium to open VS Code's workbench in, or installs one where that can be done unasked. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Names a Chromium goes by on PATH, best first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];

/** What a page needs to be read in a screenshot. Small: no CJK, no colour emoji. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-dejavu-core', 'fonts-symbola'];

/** What keeps it quiet, and what it needs as root in a container. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Starts a headless Chromium. It ends with this process. Throws with an instruction when there is none. */
export function launchChromium(say: (line: string) => void): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(say),
    args: FLAGS,
    headless: true,
    // Playwright would close the browser and let the process run on.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * The path of a Chromium: `CHROMIUM_PATH`, else one that is installed, else one installed now with apt
 * (as root on Debian and its children). Throws with an instruction when there is none.
 */
export function ensureChromium(say: (line: string) => void): string {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked) {
    if (!existsSync(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, and there is no such file.`);
    return asked;
  }
  const found = findChromium() ?? installWithApt(say);
  if (!found) {
    throw new Error(
      'No Chromium or Chrome was found. Install one (Debian, Ubuntu: "sudo apt-get install chromium"; ' +
        'macOS: "brew install --cask chromium"; Windows: Chrome or Edge), or set CHROMIUM_PATH to its executable.',
    );
  }
  return found;
}

function findChromium(): string | undefined {
  const onPath = NAMES.flatMap((name) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
  );
  return [...onPath, ...knownPlaces()].find(isExecutable);
}

function knownPlaces(): string[] {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name];
      return folder
        ? [
            join(folder, 'Google/Chrome/Application/chrome.exe'),
            join(folder, 'Microsoft/Edge/Application/msedge.exe'),
          ]
        : [];
    });
  }
  return NAMES.map((name) => join('/usr/bin', name));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installWithApt(say: (line: string) => void): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return undefined;
  }
  say(`Installing ${DEBIAN_PACKAGES.join(', ')} with apt-get (once)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...DEBIAN_PACKAGES],
  ]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, {
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (status !== 0) {
      throw new Error(`apt-get ${args[0]} failed (${status}):\n${`${stdout}\n${stderr}`.slice(-3000)}`);
    }
  }
  return findChromium();
}
