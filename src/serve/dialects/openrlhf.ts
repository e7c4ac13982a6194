import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { untilDisconnect } from '../disconnect.ts';
import { parseRequest, type Scoring } from '../scoring.ts';
import { trajectoryOfText } from './text-trajectory.ts';

const requestSchema = z.object({
  /** The whole text: what was asked and what was answered. */
  query: z.array(z.string()).min(1),
  prompts: z.array(z.string()).nullish(),
});

/**
 * OpenRLHF's remote reward, `POST /get_reward`. A query that begins with its prompt is an attempt
 * at it; `rewards` are raw.
 */
export function addOpenRlhfRoutes(app: FastifyInstance, scoring: Scoring): void {
  app.post('/get_reward', async (request, reply) => {
    const { query, prompts } = parseRequest(requestSchema, request.body);
    const trajectories = query.map((text, index) => {
      const prompt = prompts?.[index] ?? '';
      const isPrompted = prompt !== '' && text.startsWith(prompt);
      const own = isPrompted && !text.startsWith('## Intent\n') ? text.slice(prompt.length) : text;
      return trajectoryOfText([{ type: 'text', text: own }], index, isPrompted ? prompt : '');
    });
    const { scores } = await scoring.score(trajectories, untilDisconnect(reply));
    const rewards = scores.map(({ raw }) => raw);
    return { rewards, scores: scores.map(({ value }) => value), extra_logs: {} };
  });
}
