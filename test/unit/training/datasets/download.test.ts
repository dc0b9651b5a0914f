import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from '../../../../src/training/datasets/download.js';
import type { OriginalFile } from '../../../../src/training/datasets/originalFile.js';
import { scratchFolder } from '../../../support/scratch.js';

const content = Buffer.from('-122.23,37.88\n'.repeat(2000));
const packed = gzipSync(content);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const scratch = scratchFolder();
let serial = 0;
let cache = '';
let server: Server | undefined;
let host = '';

beforeEach(() => {
  cache = join(scratch, String(++serial), 'cache');
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener, file: Partial<OriginalFile> = {}): Promise<OriginalFile> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(started.address() as AddressInfo).port}`;
  return {
    name: 'data.txt',
    alsoNamed: [],
    url: `http://${host}/data`,
    packing: 'gzip',
    member: null,
    maxBytes: 10_000,
    unpackedBytes: content.length,
    sha256: sha256(content),
    packedSha256: null,
    ...file,
  };
}

const files = (): readonly string[] => {
  try {
    return readdirSync(cache);
  } catch {
    return [];
  }
};

/** One POSIX ustar entry. */
function tar(name: string, bytes: Uint8Array): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write(bytes.length.toString(8).padStart(11, '0'), 124, 'latin1');
  header.write('0', 156, 'latin1');
  header.write('ustar', 257, 'latin1');
  return Buffer.concat([header, bytes, Buffer.alloc(512 - (bytes.length % 512)), Buffer.alloc(1024)]);
}

describe('download', () => {
  it('stores the unpacked file and tells its progress', async () => {
    const file = await serve((_, response) => response.setHeader('content-length', packed.length).end(packed));
    const progress: (readonly [number, number | null])[] = [];
    const path = await download(file, cache, { onProgress: (...step) => progress.push(step) });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(files()).toEqual(['data.txt']);
    expect(progress.at(-1)).toEqual([packed.length, packed.length]);
  });

  it('takes one member of a tar, by the hash of either', async () => {
    const archive = gzipSync(tar('CaliforniaHousing/data.txt', content));
    for (const hashes of [{}, { sha256: 'other', packedSha256: sha256(archive) }]) {
      const file = await serve((_, response) => response.end(archive), {
        packing: 'tar.gz',
        member: 'data.txt',
        ...hashes,
      });
      expect(readFileSync(await download(file, cache)).equals(content)).toBe(true);
      server?.close();
    }
  });

  it('follows a redirection', async () => {
    const file = await serve(({ url }, response) =>
      url === '/data' ? response.writeHead(302, { location: '/there' }).end() : response.end(packed),
    );
    await download(file, cache);
    expect(files()).toEqual(['data.txt']);
  });

  it('does not keep what has another hash', async () => {
    const file = await serve((_, response) => response.end(gzipSync('something else')));
    const wrong = sha256(Buffer.from('something else')).slice(0, 12);
    await expect(download(file, cache)).rejects.toThrow(
      `What ${host} sent as data.txt has SHA-256 ${wrong}... where ${sha256(content).slice(0, 12)}... is pinned and was not kept; put the original file into a folder and name that.`,
    );
    expect(files()).toEqual([]);
  });

  it.each([
    ['said', true],
    ['unsaid', false],
  ])('drops what is too long, its length %s', async (_, said) => {
    const file = await serve((_request, response) => {
      if (said) response.setHeader('content-length', 20_000);
      response.end(Buffer.alloc(20_000));
    });
    await expect(download(file, cache)).rejects.toMatchObject({
      reason: 'too-large',
      message: `The download of data.txt from ${host} is larger than the 10000 bytes expected and was dropped; put the original file into a folder and name that.`,
    });
    expect(files()).toEqual([]);
  });

  it('drops what unpacks to too much', async () => {
    const file = await serve((_, response) => response.end(gzipSync(Buffer.alloc(2 ** 21 + content.length))));
    await expect(download(file, cache)).rejects.toThrow('unpacks to more than');
    expect(files()).toEqual([]);
  });

  it('says when the connection breaks off', async () => {
    const file = await serve((_, response) => {
      response.setHeader('content-length', packed.length);
      response.write(packed.subarray(0, 50), () => setTimeout(() => response.destroy(), 20));
    });
    await expect(download(file, cache)).rejects.toMatchObject({
      reason: 'download',
      message: `data.txt could not be downloaded from ${host}: it broke off after 50 bytes; try again, or put the file into a folder and name that.`,
    });
    expect(files()).toEqual([]);
  });

  it('says when a packed file is cut off without a word', async () => {
    const file = await serve((_, response) => response.end(packed.subarray(0, 50)));
    await expect(download(file, cache)).rejects.toThrow('data.txt cannot be unpacked (data.txt is cut short');
    expect(files()).toEqual([]);
  });

  it('says what the server answered', async () => {
    const file = await serve((_, response) => response.writeHead(404).end('no'));
    await expect(download(file, cache)).rejects.toThrow(
      `data.txt could not be downloaded from ${host}: the server answered 404 Not Found; try again, or put the file into a folder and name that.`,
    );
  });

  it('says when there is no server', async () => {
    const file = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    await expect(download(file, cache)).rejects.toThrow('the server could not be reached (ECONNREFUSED)');
  });

  it('gives up on a server that falls silent', async () => {
    const file = await serve((_, response) => void response.write(packed.subarray(0, 10)));
    await expect(download(file, cache, { idleMs: 200 })).rejects.toThrow('nothing came for');
    expect(files()).toEqual([]);
  });

  it('can be cancelled, before and while it runs', async () => {
    const file = await serve((_, response) => void response.write(packed.subarray(0, 10)));
    const controller = new AbortController();
    const running = download(file, cache, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
    await expect(download(file, cache, { signal: AbortSignal.abort() })).rejects.toMatchObject({ reason: 'cancelled' });
    expect(files()).toEqual([]);
  });
});
