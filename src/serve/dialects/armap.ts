import type { FastifyInstance } from 'fastify';
import {
  fromSent,
  SCORE_FORMAT,
  scoreRequestSchema,
  type ScoreResponse,
} from '../../reward/remote/score-format.ts';
import { untilDisconnect } from '../disconnect.ts';
import { RequestError } from '../request-error.ts';
import { parseRequest, type Scoring } from '../scoring.ts';

/** Our own format, `POST /v1/score`. */
export function addArmapRoutes(app: FastifyInstance, scoring: Scoring): void {
  app.post('/v1/score', async (request, reply): Promise<ScoreResponse> => {
    const { trajectories, images } = parseRequest(scoreRequestSchema, request.body);
    await takeImages(images, scoring);
    const { model, scores } = await scoring.score(
      trajectories.map(fromSent),
      untilDisconnect(reply),
    );
    const { name, version, calibrated } = model;
    return { format: SCORE_FORMAT, model: { name, version, calibrated }, scores: [...scores] };
  });
}

async function takeImages(
  images: Readonly<Record<string, string>>,
  scoring: Scoring,
): Promise<void> {
  const entries = Object.entries(images);
  scoring.checkPictureCount(entries.length);
  for (const [hash, base64] of entries) {
    const reference = await scoring.takePicture(Buffer.from(base64, 'base64'));
    if (reference.hash === hash) continue;
    const problem = `field "images.${hash}": these bytes have another SHA-256`;
    throw new RequestError('bad-request', { problem });
  }
}
