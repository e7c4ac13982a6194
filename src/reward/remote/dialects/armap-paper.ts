import { z } from 'zod';
import type { ImageSource } from '../../../core/image-source.ts';
import { counted, readAnswer } from '../answers.ts';
import { DUMMY_PICTURE, toConversation, WORDINGS, type Wording } from '../armap-conversation.ts';
import type { Dialect } from '../dialect.ts';

/** One grey pixel. */
const DUMMY_BYTES = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * The server of the published ARMAP code, `POST /api/generate`. It mixes up requests that come at
 * the same time, so each server gets one at a time.
 */
export const armapPaper: Dialect = {
  name: 'armap-paper',
  concurrency: 1,
  open: async (_, { pictures }) => ({
    seesImages: pictures !== undefined,
    identity: [],
    batch: 8,
    ask: async (server, trajectories, signal) => {
      const conversations = trajectories.map((trajectory, index) =>
        toConversation(trajectory, wordingFor(trajectory.benchmark), `page-${index}`),
      );
      const form = new FormData();
      form.set('preference_data', JSON.stringify(conversations.map(({ row }) => row)));
      const captions = conversations.map((conversation) => conversation.captions);
      form.set('factual_data', JSON.stringify(Object.assign({}, ...captions)));
      form.set('prompt', '');
      const attach = (name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void => {
        form.set(name, new Blob([bytes], { type }), name);
      };
      if (conversations.some(({ row }) => row.image === DUMMY_PICTURE)) {
        attach(DUMMY_PICTURE, DUMMY_BYTES, 'image/png');
      }
      for (const { name, image } of conversations.flatMap(
        (conversation) => conversation.pictures,
      )) {
        attach(name, await bytesOf(pictures, image.hash), image.mediaType);
      }
      const answer = await server.call({ path: '/api/generate', body: form, signal });
      return counted(readAnswer(z.array(z.number()), answer), trajectories.length);
    },
  }),
};

function wordingFor(benchmark: string): Wording {
  const known = new Map<string, Wording>(Object.entries(WORDINGS));
  return known.get(benchmark) ?? WORDINGS.webshop;
}

async function bytesOf(
  pictures: ImageSource | undefined,
  hash: string,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(pictures === undefined ? DUMMY_BYTES : await pictures.read(hash));
}
