import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { CheckpointError } from '../../../src/network/failure.js';
import { connect, type Channel, type Handlers } from '../../../src/protocol/rpc.js';

interface Calculator {
  divide(params: { readonly a: number; readonly b: number }): number;
  wait(params: { readonly steps: number }): string;
}

type Nothing = object;

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function channelOf(port: MessagePort): Channel {
  ports.push(port);
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage) {
      port.on('message', onMessage);
      return () => port.off('message', onMessage);
    },
  };
}

function pair(overrides: Partial<Handlers<Calculator>> = {}) {
  const { port1, port2 } = new MessageChannel();
  const handlers: Handlers<Calculator> = {
    divide({ a, b }) {
      if (b === 0) throw new CheckpointError('bad-data', 'Division by zero.');
      return a / b;
    },
    async wait({ steps }, { signal, progress }) {
      for (let step = 0; step < steps; step++) {
        progress(step);
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (signal.aborted) return 'stopped';
      }
      return 'finished';
    },
    ...overrides,
  };
  const remote = connect<Calculator, Nothing>(channelOf(port1), handlers);
  return { remote, local: connect<Nothing, Calculator>(channelOf(port2), {}) };
}

test('a call answers with its result, calls at once keep theirs apart', async () => {
  const { local } = pair();
  const results = await Promise.all([1, 2, 4].map((b) => local.call('divide', { a: 8, b })));
  expect(results).toEqual([8, 4, 2]);
});

test('an error keeps its reason and its sentence', async () => {
  const { local } = pair();
  await expect(local.call('divide', { a: 1, b: 0 })).rejects.toMatchObject({
    reason: 'bad-data',
    message: 'Division by zero.',
  });
});

test('an unknown method rejects, also one that every object inherits', async () => {
  const { local } = pair();
  await expect(local.call('toString' as 'divide', { a: 1, b: 1 })).rejects.toMatchObject({ reason: 'usage' });
});

test('progress arrives in order before the result', async () => {
  const { local } = pair();
  const seen: unknown[] = [];
  await expect(local.call('wait', { steps: 3 }, { onProgress: (value) => seen.push(value) })).resolves.toBe('finished');
  expect(seen).toEqual([0, 1, 2]);
});

test('a cancelled call rejects at once and the other side is told', async () => {
  let stopped: (value: boolean) => void = () => undefined;
  const told = new Promise<boolean>((resolve) => (stopped = resolve));
  const { local } = pair({
    wait: (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          stopped(true);
          resolve('stopped');
        });
      }),
  });
  const controller = new AbortController();
  const call = local.call('wait', { steps: 1000 }, { signal: controller.signal });
  controller.abort();
  await expect(call).rejects.toMatchObject({ reason: 'cancelled' });
  await expect(told).resolves.toBe(true);
});

test('disposal rejects what is pending and all later calls', async () => {
  const { local } = pair();
  const call = local.call('wait', { steps: 1000 });
  local.dispose(new CheckpointError('crashed', 'Gone.'));
  await expect(call).rejects.toThrow('Gone.');
  await expect(local.call('divide', { a: 1, b: 1 })).rejects.toThrow('Gone.');
});

test("a notification arrives, keeps nothing pending, and its failure is nobody's", async () => {
  const heard: number[] = [];
  const { local } = pair({
    divide: ({ a }) => {
      heard.push(a);
      throw new Error('unheard');
    },
  });
  local.notify('divide', { a: 1, b: 1 });
  local.notify('divide', { a: 2, b: 1 });
  await expect(local.call('divide', { a: 3, b: 1 })).rejects.toMatchObject({ reason: 'bug', message: 'unheard' });
  expect(heard).toEqual([1, 2, 3]);
});

test('foreign messages on the same pipe are ignored', async () => {
  const { port1, port2 } = new MessageChannel();
  connect<Calculator, Nothing>(channelOf(port1), { divide: ({ a, b }) => a / b, wait: () => 'finished' });
  const local = connect<Nothing, Calculator>(channelOf(port2), {});
  for (const junk of [null, 7, 'x', { type: 'vscode' }, { kind: 'result' }, { kind: 'result', id: 99 }])
    port1.postMessage(junk);
  await expect(local.call('divide', { a: 6, b: 3 })).resolves.toBe(2);
});
