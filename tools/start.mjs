/** npm start on a fresh machine: installs, builds, serves. Plain Node, so that nothing need be there yet. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function run(...args) {
  const { status } = spawnSync(npm, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 2);
}

/** The newest change below a folder's sources. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (/node_modules|[\\/]dist[\\/]/.test(path) || !entry.isFile()) continue;
    latest = Math.max(latest, statSync(path).mtimeMs);
  }
  return latest;
}

function isBuilt() {
  const marks = ['packages/cli/dist/main.js', 'packages/web/dist/index.html'].map((p) =>
    join(root, p),
  );
  if (!marks.every(existsSync)) return false;
  return newest(join(root, 'packages')) <= Math.max(...marks.map((mark) => statSync(mark).mtimeMs));
}

if (!existsSync(join(root, 'node_modules/.package-lock.json'))) {
  process.stderr.write('正在安装依赖（npm ci）……\n');
  run('ci');
}
if (!isBuilt()) {
  process.stderr.write('正在构建……\n');
  run('run', 'build');
}
const args = [join(root, 'packages/cli/bin/yipan.js'), 'serve', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: 'inherit' });
// Ctrl-C reaches the child by itself (same terminal); a signal sent to npm alone must be handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
