import { z } from 'zod';
import {
  errorResponseSchema,
  modelResponseSchema,
  scoreRequestSchema,
  scoreResponseSchema,
  STATUS_OF,
} from '../reward/remote/score-format.ts';

/** The wire format as an OpenAPI 3.1 document, from the schemas that check the requests. */
export function openApiDocument(): object {
  const failures = Object.entries(STATUS_OF).map(
    ([code, status]) => [String(status), { description: code, ...json('Error') }] as const,
  );
  return {
    openapi: '3.1.0',
    info: { title: 'armap reward server', version: '1' },
    paths: {
      '/v1/score': {
        post: {
          summary: 'One score for each trajectory, in order',
          requestBody: { required: true, ...json('ScoreRequest') },
          responses: {
            200: { description: 'The scores', ...json('ScoreResponse') },
            ...Object.fromEntries(failures),
          },
        },
      },
      '/v1/model': {
        get: {
          summary: 'What is served, and what one request may hold',
          responses: { 200: { description: 'The model', ...json('ModelResponse') } },
        },
      },
      '/v1/reload': {
        post: {
          summary: 'Reads the model folder again; the old model goes on if that fails',
          responses: { 200: { description: 'The model', ...json('ModelResponse') } },
        },
      },
      '/health': { get: { summary: 'The process runs', responses: OK } },
      '/ready': { get: { summary: 'It can score', responses: OK } },
      '/metrics': { get: { summary: 'Metrics for Prometheus', responses: OK } },
    },
    security: [{}, { bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        ScoreRequest: z.toJSONSchema(scoreRequestSchema, { io: 'input' }),
        ScoreResponse: z.toJSONSchema(scoreResponseSchema),
        ModelResponse: z.toJSONSchema(modelResponseSchema),
        Error: z.toJSONSchema(errorResponseSchema),
      },
    },
  };
}

const OK = { 200: { description: 'Yes' } };

function json(schema: string) {
  return {
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}
