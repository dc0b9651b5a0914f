import { CheckpointError, messageOf, type FailureReason } from '../network/failure.js';

/** What both ends of a pipe must offer: a worker's port, a webview's `postMessage`. */
export interface Channel {
  post(message: unknown): void;
  /** Registers the one listener; returns its removal. */
  listen(onMessage: (message: unknown) => void): () => void;
}

/** Given to a handler: whether the caller still wants the answer, and a way to say how far the work is. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly progress: (value: unknown) => void;
}

/** Both ends infer their types from one interface whose methods take one parameter object each. */
export type Params<T, K extends keyof T> = T[K] extends (params: infer P) => unknown ? P : never;
export type Result<T, K extends keyof T> = T[K] extends (params: never) => infer R ? Awaited<R> : never;

export type Handlers<T> = {
  [K in keyof T]: (params: Params<T, K>, call: CallContext) => Result<T, K> | Promise<Result<T, K>>;
};

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((value: unknown) => void) | undefined;
}

export interface Peer<Remote> {
  /** Rejects with the remote error, with `cancelled` when the signal aborts, and with `crashed` on disposal. */
  call<K extends keyof Remote & string>(
    method: K,
    params: Params<Remote, K>,
    options?: CallOptions,
  ): Promise<Result<Remote, K>>;
  /** Calls without waiting for an answer: nothing is kept, and nobody is told when it fails. */
  notify<K extends keyof Remote & string>(method: K, params: Params<Remote, K>): void;
  /** Rejects everything pending with this error and stops listening. */
  dispose(error?: Error): void;
}

type Wire =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'notify'; readonly id: 0; readonly method: string; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly reason: FailureReason; readonly message: string };

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((value: unknown) => void) | undefined;
}

/** Connects one end. `handlers` answers the other side's calls; the peer calls the other side. */
export function connect<Local, Remote>(channel: Channel, handlers: Handlers<Local>): Peer<Remote> {
  const pending = new Map<number, Pending>();
  const running = new Map<number, AbortController>();
  let nextId = 1;
  let closed: Error | undefined;

  const stopListening = channel.listen((message) => {
    if (!isWire(message)) return;
    switch (message.kind) {
      case 'call':
        void answer(message.id, message.method, message.params);
        break;
      case 'notify':
        void hear(message.method, message.params);
        break;
      case 'cancel':
        running.get(message.id)?.abort();
        break;
      case 'progress':
        pending.get(message.id)?.onProgress?.(message.value);
        break;
      case 'result':
        pending.get(message.id)?.resolve(message.value);
        break;
      case 'error':
        pending.get(message.id)?.reject(new CheckpointError(message.reason, message.message));
        break;
    }
  });

  async function answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const value = await run(method, params, {
        signal: controller.signal,
        progress: (progress) => post({ kind: 'progress', id, value: progress }),
      });
      post({ kind: 'result', id, value });
    } catch (error) {
      const reason = error instanceof CheckpointError ? error.reason : 'bug';
      post({ kind: 'error', id, reason, message: messageOf(error) });
    } finally {
      running.delete(id);
    }
  }

  /** Nobody waits for it, so nobody can be told that it failed. */
  async function hear(method: string, params: unknown): Promise<void> {
    try {
      await run(method, params, { signal: new AbortController().signal, progress: () => undefined });
    } catch {
      // See above.
    }
  }

  /** Throws what the handler throws, at once or later. */
  function run(method: string, params: unknown, context: CallContext): unknown {
    if (!Object.hasOwn(handlers, method)) {
      throw new CheckpointError('usage', `There is no method "${method}".`);
    }
    // The wire cannot carry types: the one cast from a checked name to its handler.
    const handler = handlers[method as keyof Local] as (p: unknown, c: CallContext) => unknown;
    return handler(params, context);
  }

  function post(message: Wire): void {
    if (closed === undefined) channel.post(message);
  }

  return {
    call(method, params, options = {}) {
      if (closed !== undefined) return Promise.reject(closed);
      if (options.signal?.aborted) return Promise.reject(new CheckpointError('cancelled', 'Cancelled.'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          post({ kind: 'cancel', id });
          settle(() => reject(new CheckpointError('cancelled', 'Cancelled.')));
        };
        const settle = (finish: () => void): void => {
          pending.delete(id);
          options.signal?.removeEventListener('abort', onAbort);
          finish();
        };
        pending.set(id, {
          resolve: (value) => settle(() => resolve(value as Result<Remote, typeof method>)),
          reject: (error) => settle(() => reject(error)),
          onProgress: options.onProgress,
        });
        options.signal?.addEventListener('abort', onAbort, { once: true });
        try {
          post({ kind: 'call', id, method, params });
        } catch (error) {
          settle(() => reject(error instanceof Error ? error : new Error(String(error))));
        }
      });
    },
    notify(method, params) {
      post({ kind: 'notify', id: 0, method, params });
    },
    dispose(error = new CheckpointError('crashed', 'The connection was closed.')) {
      if (closed !== undefined) return;
      stopListening();
      closed = error;
      for (const controller of running.values()) controller.abort();
      for (const call of [...pending.values()]) call.reject(error);
    },
  };
}

function isWire(message: unknown): message is Wire {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    'id' in message &&
    typeof message.id === 'number'
  );
}
