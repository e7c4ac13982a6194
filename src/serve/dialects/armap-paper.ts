import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ImageReference } from '../../core/observation.ts';
import {
  captionsSchema,
  DUMMY_PICTURE,
  fromConversation,
  rowSchema,
} from '../../reward/remote/armap-conversation.ts';
import { untilDisconnect } from '../disconnect.ts';
import { RequestError } from '../request-error.ts';
import { parseRequest, type Scoring } from '../scoring.ts';

const FIELDS = ['preference_data', 'factual_data', 'prompt'] as const;

/** A name for a picture, never a place on a disk. */
const BASE_NAME = /^[^/\\\0]+$/;

interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly pictures: ReadonlyMap<string, ImageReference>;
}

/** What the clients of the published ARMAP code send: a form with rows, captions and pictures. */
export async function addArmapPaperRoutes(app: FastifyInstance, scoring: Scoring): Promise<void> {
  const { bodyBytes, imageBytes, images } = scoring.limits;
  await app.register(multipart, {
    // As they were sent, so that a path can be refused.
    preservePath: true,
    limits: {
      fieldSize: bodyBytes,
      fields: FIELDS.length,
      fileSize: imageBytes,
      files: images,
      fieldNameSize: 255,
    },
  });
  app.get('/', async () => 'A reward server: POST /api/generate');
  app.post('/api/generate', async (request, reply) => {
    const { fields, pictures } = await readForm(request, scoring);
    const rows = parseField(z.array(rowSchema).min(1), fields, 'preference_data');
    const captions = parseField(captionsSchema, fields, 'factual_data');
    for (const { image, output_1: output } of rows) {
      for (const name of [image, ...[output].flat().map((turn) => turn.image)]) {
        if (name !== undefined) requireBaseName(name);
      }
    }
    const trajectories = rows.map((row, index) => fromConversation(row, captions, pictures, index));
    const { scores } = await scoring.score(trajectories, untilDisconnect(reply));
    return scores.map(({ raw }) => raw);
  });
}

async function readForm(request: FastifyRequest, scoring: Scoring): Promise<Form> {
  if (!request.isMultipart()) {
    const problem = 'a multipart form is expected';
    throw new RequestError('unsupported-media-type', { problem });
  }
  let left = scoring.limits.bodyBytes;
  const count = (bytes: number): void => {
    left -= bytes;
    if (left >= 0) return;
    const problem = `the form has more than ${scoring.limits.bodyBytes} bytes. Send less`;
    throw new RequestError('too-large', { problem });
  };
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > left) count(declared);
  const fields = new Map<string, string>();
  const pictures = new Map<string, ImageReference>();
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      const value = String(part.value);
      count(value.length);
      fields.set(part.fieldname, value);
      continue;
    }
    requireBaseName(part.fieldname);
    requireBaseName(part.filename);
    const bytes = await part.toBuffer();
    count(bytes.length);
    // A stand-in for a page without a picture; whatever it holds, no page shows it.
    if (part.fieldname === DUMMY_PICTURE) continue;
    pictures.set(part.fieldname, await scoring.takePicture(bytes));
  }
  return { fields, pictures };
}

function parseField<T extends z.ZodType>(
  schema: T,
  fields: Form['fields'],
  name: (typeof FIELDS)[number],
): z.output<T> {
  const text = fields.get(name);
  if (text === undefined) {
    throw new RequestError('bad-request', { problem: `field "${name}": it is missing` });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new RequestError('bad-request', { problem: `field "${name}": not valid JSON`, cause });
  }
  return parseRequest(schema, json);
}

function requireBaseName(name: string): void {
  if (BASE_NAME.test(name) && name !== '.' && name !== '..') return;
  const problem = `${JSON.stringify(name.slice(0, 80))} is not a plain name for a picture. Leave folders away`;
  throw new RequestError('bad-request', { problem });
}
