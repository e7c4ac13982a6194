import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { pageSchema } from '../core/observation.ts';
import { ImageStore } from './image-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

function picture(width = 8, height = 6): Promise<Buffer> {
  const create = { width, height, channels: 3, background: '#345' } as const;
  return sharp({ create }).png().toBuffer();
}

describe('an image store', () => {
  it('gives back the bytes of a picture under the hash of its content', async () => {
    const store = new ImageStore(join(folder, 'new', 'place'));
    const bytes = await picture();
    const reference = await store.put(bytes, 'image/png');
    expect(reference).toMatchObject({ mediaType: 'image/png', width: 8, height: 6 });
    expect(pageSchema.parse({ text: '', image: reference }).image).toEqual(reference);
    expect(await store.read(reference.hash)).toEqual(bytes);
  });

  it('keeps equal pictures once, also when they come at the same time', async () => {
    const store = new ImageStore(join(folder, 'once'));
    const bytes = await picture(3, 3);
    const put = () => store.put(bytes, 'image/png');
    const references = await Promise.all([put(), put(), put(), put()]);
    references.push(await put());
    expect(new Set(references.map(({ hash }) => hash)).size).toBe(1);
    expect(await readdir(store.folder)).toEqual([references[0].hash]);
  });

  it.each(['../secret', '/etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}\n`, 'a/../b'])(
    'refuses to read %j',
    async (hash) => {
      await expect(new ImageStore(folder).read(hash)).rejects.toThrow(/is not the hash/);
    },
  );

  it('says which folder lacks a picture', async () => {
    const missing = new ImageStore(folder).read('a'.repeat(64));
    await expect(missing).rejects.toThrow(InputError);
    await expect(missing).rejects.toThrow(`${folder}: picture aaaa`);
  });

  it('notices a picture that was changed on disk', async () => {
    const store = new ImageStore(join(folder, 'changed'));
    const { hash } = await store.put(await picture(), 'image/png');
    await writeFile(join(store.folder, hash), await picture(9, 9));
    await expect(store.read(hash)).rejects.toThrow(/was changed/);
  });

  it('refuses pictures beyond its limits and what is no picture', async () => {
    const bytes = await picture(100, 100);
    const put = (limits: object, data: Uint8Array = bytes, type = 'image/png') =>
      new ImageStore(join(folder, 'limits'), limits).put(data, type);
    await expect(put({ maxBytes: 10 })).rejects.toThrow(/more than 10/);
    await expect(put({ maxPixels: 9999 })).rejects.toThrow(/pixel limit/);
    await expect(put({}, bytes, 'image/webp')).rejects.toThrow(/is png/);
    await expect(put({}, new Uint8Array(50))).rejects.toThrow(InputError);
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
    await expect(put({}, drawing, 'image/svg+xml')).rejects.toThrow(InputError);
    await expect(readdir(join(folder, 'limits'))).rejects.toThrow();
  });
});
