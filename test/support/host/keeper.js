// Runs a command in a process group of its own and ends the whole group when the one that started it goes
// away, however it goes: its end of the pipe on standard input closes. VS Code's extension hosts outlive
// their server, so ending the server alone is not enough.
const { spawn, spawnSync } = require('node:child_process');

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

/** Ends everything below, this process included. */
function endGroup() {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(process.pid), '/T', '/F']);
    return;
  }
  process.kill(-process.pid, 'SIGKILL');
}

child.on('exit', endGroup);
child.on('error', (error) => {
  console.error(error.message);
  endGroup();
});
process.stdin.on('end', endGroup).on('error', endGroup).resume();
