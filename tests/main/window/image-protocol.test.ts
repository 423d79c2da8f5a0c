import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  imageServer,
  parseImageAddress,
  sniffImageType,
  type ImageFiles,
} from '../../../src-main/window/image-protocol';

const other = 'f'.repeat(64);
const folder = mkdtempSync(join(tmpdir(), 'ellipsight-images-'));
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const hash = createHash('sha256').update(png).digest('hex');
const markup = '<svg onload="alert(1)"/>';
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
writeFileSync(join(folder, 'original'), png);
writeFileSync(join(folder, 'thumbnail'), jpeg);
writeFileSync(join(folder, 'page'), markup);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const files: ImageFiles = {
  original: async (sha256) => (sha256 === hash ? join(folder, 'original') : null),
  viewable: async () => null,
  thumbnail: async (sha256) => (sha256 === hash ? join(folder, 'thumbnail') : null),
  windowed: async (sha256, { low, high }) =>
    sha256 === hash ? Buffer.from(`${low} to ${high}`) : null,
};

describe('the address of an image', () => {
  it('is a hash, and says whether the thumbnail is wanted', () => {
    expect(parseImageAddress(`vximg://${hash}/`)).toEqual({ sha256: hash, size: 'original' });
    expect(parseImageAddress(`vximg://${hash}/?size=thumbnail`)).toEqual({
      sha256: hash,
      size: 'thumbnail',
    });
  });

  it('may ask for a window of values, of 16 bits at most', () => {
    expect(parseImageAddress(`vximg://${hash}/?low=0&high=65535`)).toEqual({
      sha256: hash,
      size: { low: 0, high: 65_535 },
    });
    for (const query of [
      'low=5&high=5',
      'low=6&high=5',
      'low=0&high=65536',
      'low=-1&high=5',
      'low=01&high=5',
      'low=1e3&high=5000',
      'low=1.5&high=5',
      'high=5&low=1',
      'low=1&high=5&x',
    ]) {
      expect(parseImageAddress(`vximg://${hash}/?${query}`), query).toBeNull();
    }
  });

  it.each([
    `vximg://${hash}`,
    `vximg://${hash}/x`,
    `vximg://${hash}/..`,
    `vximg://${hash}/%2e%2e/`,
    `vximg://${hash}/?size=large`,
    `vximg://${hash}/?size=thumbnail#x`,
    `vximg://${hash}/\n`,
    `vximg://${hash.toUpperCase()}/`,
    `vximg://user@${hash}/`,
    `vximg://${hash}:80/`,
    `vximg:///etc/passwd`,
    `vximg://${hash.slice(1)}/`,
    `app://${hash}/`,
    '',
  ])('is not %j', (address) => {
    expect(parseImageAddress(address)).toBeNull();
  });

  it('never holds anything but 64 hex digits, whatever is asked for', () => {
    const nearly = fc.string().map((text) => `vximg://${text}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (address) => {
        const parsed = parseImageAddress(address);
        if (parsed !== null) expect(parsed.sha256).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });
});

describe('the server of images', () => {
  const serve = imageServer(() => files);

  it('gives the stored bytes under the type that they show', async () => {
    const original = await serve(`vximg://${hash}/`, 'GET');
    expect(original).toMatchObject({ status: 200, body: png });
    expect(original.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
    });
    const thumbnail = await serve(`vximg://${hash}/?size=thumbnail`, 'GET');
    expect(thumbnail.status).toBe(200);
    expect(thumbnail.headers['content-type']).toBe('image/jpeg');
  });

  it('gives the picture of a window, and none of an image that is not there', async () => {
    const shown = await serve(`vximg://${hash}/?low=12&high=4095`, 'GET');
    expect(shown).toMatchObject({ status: 200, body: Buffer.from('12 to 4095') });
    expect(shown.headers['content-type']).toBe('image/png');
    expect((await serve(`vximg://${other}/?low=12&high=4095`, 'GET')).status).toBe(404);
  });

  it('answers 400 to a malformed address or another method, 404 to an unknown image', async () => {
    expect((await serve('vximg://../etc/passwd', 'GET')).status).toBe(400);
    expect((await serve(`vximg://${hash}/`, 'POST')).status).toBe(400);
    expect((await serve(`vximg://${other}/`, 'GET')).status).toBe(404);
    expect((await imageServer(() => null)(`vximg://${hash}/`, 'GET')).status).toBe(404);
  });

  it('does not give out what is no image', async () => {
    const page: ImageFiles = { ...files, original: async () => join(folder, 'page') };
    const address = `vximg://${createHash('sha256').update(markup).digest('hex')}/`;
    const answer = await imageServer(() => page)(address, 'GET');
    expect(answer.status).toBe(415);
    expect(answer.body).toHaveLength(0);
  });

  it('gives a picture in the place of an original whose format no page shows', async () => {
    const tiff = Buffer.from('II*\0 and so on');
    writeFileSync(join(folder, 'tiff'), tiff);
    const hashed = createHash('sha256').update(tiff).digest('hex');
    const page: ImageFiles = {
      ...files,
      original: async () => join(folder, 'tiff'),
      viewable: async (sha256) => (sha256 === hashed ? join(folder, 'original') : null),
    };
    const answer = await imageServer(() => page)(`vximg://${hashed}/`, 'GET');
    expect(answer).toMatchObject({ status: 200, body: png });
    expect(answer.headers['content-type']).toBe('image/png');
  });

  it('answers 409 to an original whose bytes are not those of its address', async () => {
    const spoilt: ImageFiles = { ...files, original: async () => join(folder, 'thumbnail') };
    const answer = await imageServer(() => spoilt)(`vximg://${hash}/`, 'GET');
    expect(answer.status).toBe(409);
    expect(answer.body).toHaveLength(0);
  });
});

describe('the type of bytes', () => {
  it.each([
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
    ['a JPEG', [0xff, 0xd8, 0xff, 0xdb], 'image/jpeg'],
    ['a BMP', [0x42, 0x4d, 0x36], 'image/bmp'],
    ['a WebP', [...Buffer.from('RIFF0000WEBPVP8 ')], 'image/webp'],
    ['a RIFF that is sound', [...Buffer.from('RIFF0000WAVEfmt ')], null],
    ['SVG', [...Buffer.from('<svg xmlns=')], null],
    ['HTML', [...Buffer.from('<!doctype html>')], null],
    ['nothing', [], null],
  ])('of %s', (_what, bytes, type) => {
    expect(sniffImageType(Uint8Array.from(bytes))).toBe(type);
  });
});
