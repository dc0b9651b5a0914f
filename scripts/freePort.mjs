import { createServer } from 'node:net';

/**
 * A port of this machine that nobody listens on: the preferred one when it is free, else one the system picks.
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
  return (
    (await boundPort(preferred)) ?? (await boundPort(0)) ?? Promise.reject(new Error('No free port on 127.0.0.1.'))
  );
}

/**
 * @param {number} port
 * @returns {Promise<number | undefined>} undefined when it is taken
 */
function boundPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
