/**
 * `npm start`: a sandbox of the Calls API and a VS Code with the extension and two sample logs, until Ctrl+C.
 * `npm start -- --once`: one look-up through the user interface, headless; prints what it shows and exits.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleLogs, startSandbox } from '../src/sandbox/index.ts';
import { startServer } from '../test/support/host/server.ts';
import { onProcessEnd } from '../test/support/host/processEnd.ts';
import { hostFromEnvironment } from '../test/support/host/versions.ts';
import { lookUpOnce } from './support/once.ts';
import { build, ROOT } from './support/run.ts';

const say = (line: string) => console.log(line);

/** Keeps a VS Code running until the user ends it. */
async function stay(): Promise<void> {
  const sandbox = await startSandbox();
  const scratch = mkdtempSync(join(tmpdir(), 'cometchat-calls-'));
  const folder = join(scratch, 'sample');
  const log = join(folder, 'server.log');
  const { server: serverLog, device } = sampleLogs(sandbox.calls);
  mkdirSync(folder);
  writeFileSync(log, serverLog);
  writeFileSync(join(folder, 'phone.log'), device);
  const server = await startServer({
    host: hostFromEnvironment(),
    userDataDir: join(scratch, 'user-data'),
    installedExtensions: [ROOT],
    connectionToken: randomBytes(16).toString('hex'),
    say,
  });
  say('');
  say('VS Code with the extension and a sample log; a phone’s log of one of its calls is beside it:');
  say(`  ${server.address({ folder, openFile: log })}`);
  say('In it, run "CometChat Calls: Sample Calls" from the command palette (F1).');
  say('');
  say('A sandbox of its own, to try "CometChat Calls: Add Connection…" with:');
  say(`  app id ${sandbox.appId} · region ${sandbox.region} · base URL ${sandbox.baseUrl}`);
  say(`  API key ${sandbox.apiKey}`);
  say('');
  say('Ctrl+C ends both.');
  await new Promise<void>((done) => onProcessEnd(done));
  await Promise.all([server.stop(), sandbox.dispose()]);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}

try {
  say('Building');
  await build();
  await (process.argv.includes('--once') ? lookUpOnce(say) : stay());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
