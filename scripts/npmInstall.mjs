import { spawn } from 'node:child_process';

/**
 * Installs what a folder's package.json asks for, without running install scripts.
 * @param {string} folder
 */
export async function npmInstall(folder) {
  const args = ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await runQuietly('npm', args, folder);
}

/**
 * Runs a step of an installation, and shows what it said only when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<void>}
 */
export function runQuietly(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: outerNpmRemoved(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-2000)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `Installing failed at \`${command} ${args[0]}\`; check the network and the free space, then run this again. It said: ${said.trim()}`,
          ),
        );
    });
  });
}

/** Under `npm start` the outer npm's variables would point the inner one at this project; registry and proxy stay. */
function outerNpmRemoved() {
  const outer =
    /^npm_(package|lifecycle|command|config_(local_prefix|global_prefix|prefix|ignore_scripts|omit|include))|^INIT_CWD$|^NODE_OPTIONS$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}
