import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Score } from '../../core/reward-model.ts';
import type { RenderedPart } from '../../reward/remote/rendered-trajectory.ts';
import { untilDisconnect } from '../disconnect.ts';
import { RequestError } from '../request-error.ts';
import { parseRequest, type Scoring } from '../scoring.ts';
import { trajectoryOfText } from './text-trajectory.ts';

const partSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) }),
]);

const messageSchema = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(partSchema)]),
});

/** `use_activation` and its older names: false asks for the logit. */
const activation = z.boolean().nullish();
const common = {
  use_activation: activation,
  activation,
  softmax: activation,
};

const requestSchema = z.union([
  z.object({ ...common, input: z.union([z.string(), z.array(z.string()).min(1)]) }),
  z.object({ ...common, messages: z.array(messageSchema).min(1) }),
]);

type Message = z.infer<typeof messageSchema>;

/**
 * vLLM's `POST /classify` for a model with one label, texts or one conversation. As there, `probs`
 * holds the sigmoid unless `use_activation` is false, and then the logit; of a calibrated model the
 * sigmoid is its value.
 */
export function addVllmRoutes(app: FastifyInstance, scoring: Scoring): void {
  app.post('/classify', async (request, reply) => {
    const asked = parseRequest(requestSchema, request.body);
    const trajectories =
      'input' in asked
        ? [asked.input]
            .flat()
            .map((text, index) => trajectoryOfText([{ type: 'text', text }], index))
        : [await trajectoryOfConversation(asked.messages, scoring)];
    const { model, scores } = await scoring.score(trajectories, untilDisconnect(reply));
    const isRaw = [asked.use_activation, asked.activation, asked.softmax].includes(false);
    return {
      id: `classify-${request.id}`,
      object: 'list',
      model: model.name,
      data: scores.map((score, index) => ({
        index,
        label: 'LABEL_0',
        probs: [isRaw ? score.raw : probability(score, model.calibrated)],
        num_classes: 1,
      })),
      usage: { prompt_tokens: 0, total_tokens: 0, completion_tokens: 0 },
    };
  });
}

function probability({ raw, value }: Score, isCalibrated: boolean): number {
  return isCalibrated ? value : 1 / (1 + Math.exp(-raw));
}

/** The first message of a user is the intent where the conversation is not a rendering. */
async function trajectoryOfConversation(messages: readonly Message[], scoring: Scoring) {
  const spoken = messages.filter(({ role }) => role !== 'system');
  const pictures = spoken.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.filter(({ type }) => type === 'image_url'),
  );
  scoring.checkPictureCount(pictures.length);
  const rendered: RenderedPart[][] = [];
  for (const { content } of spoken) rendered.push(await partsOf(content, scoring));
  const [first] = rendered;
  const opening = first?.length === 1 && first[0]?.type === 'text' ? first[0].text : '';
  const isPlainOpening = spoken.length > 1 && opening !== '' && !opening.startsWith('## Intent\n');
  return isPlainOpening
    ? trajectoryOfText(rendered.slice(1).flat(), 0, opening)
    : trajectoryOfText(rendered.flat(), 0);
}

async function partsOf(content: Message['content'], scoring: Scoring): Promise<RenderedPart[]> {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  const parts: RenderedPart[] = [];
  for (const part of content) {
    if (part.type === 'text') parts.push({ type: 'text', text: part.text });
    else
      parts.push({
        type: 'picture',
        image: await scoring.takePicture(bytesOf(part.image_url.url)),
      });
  }
  return parts;
}

/** Only what the request itself carries: a server that opens addresses can be sent anywhere. */
function bytesOf(url: string): Buffer {
  const base64 = /^data:image\/[a-z]+;base64,([A-Za-z0-9+/]+=*)$/.exec(url)?.[1];
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  const problem = `a picture is given by ${JSON.stringify(url.slice(0, 40))}. Send its bytes as a data: URL in base64`;
  throw new RequestError('bad-request', { problem });
}
