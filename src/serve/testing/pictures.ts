import { deflateSync, crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { ImageReference } from '../../core/observation.ts';

/**
 * A PNG whose header claims this size. The data behind it unpacks to one black row only, so that
 * even a claim of gigabytes is a few bytes.
 */
export function pngOf(width: number, height: number, shade = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((Math.min(width, 1 << 20) + 1) * Math.min(height, 16), shade);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function referenceOf(bytes: Buffer, width: number, height: number): ImageReference {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { hash, mediaType: 'image/png', width, height };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
