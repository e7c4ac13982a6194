import type { z } from 'zod';
import type { ImageReference } from '../core/observation.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { ServerLimits } from './limits.ts';
import type { PictureMemory } from './picture-memory.ts';
import { RequestError } from './request-error.ts';
import type { ScoredBatch, ServedModel } from './served-model.ts';

/** What every dialect does with what it was asked. */
export class Scoring {
  readonly limits: ServerLimits;
  readonly #served: ServedModel;
  readonly #pictures: PictureMemory;

  constructor(served: ServedModel, pictures: PictureMemory, limits: ServerLimits) {
    this.#served = served;
    this.#pictures = pictures;
    this.limits = limits;
  }

  get modelName(): string {
    return this.#served.identity.name;
  }

  /** Scores in order. Rejects with `RequestError`, as the queue does, or `images-missing`. */
  async score(trajectories: readonly Trajectory[], signal: AbortSignal): Promise<ScoredBatch> {
    if (trajectories.length > this.limits.trajectories) {
      const problem = `${trajectories.length} trajectories in one request, more than ${this.limits.trajectories}. Send fewer`;
      throw new RequestError('too-large', { problem });
    }
    if (!this.#served.identity.sees.images) return this.#served.score(trajectories, signal);
    const { missing, release } = this.#pictures.hold(trajectories.flatMap(picturesOf));
    try {
      if (missing.length > 0) {
        const problem = `${missing.length} pictures are not here. Send the request again with their bytes`;
        throw new RequestError('images-missing', { problem, images: missing });
      }
      return await this.#served.score(trajectories, signal);
    } finally {
      release();
    }
  }

  /** Throws `RequestError` for more pictures than a request may have. */
  checkPictureCount(count: number): void {
    if (count <= this.limits.images) return;
    const problem = `${count} pictures in one request, more than ${this.limits.images}. Send fewer`;
    throw new RequestError('too-large', { problem });
  }

  /** Takes the bytes of a picture in. Throws `RequestError`. */
  takePicture(bytes: Buffer): Promise<ImageReference> {
    return this.#pictures.put(bytes);
  }
}

/** What a request says, checked. Throws `RequestError` that names the field. */
export function parseRequest<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  const problem = `${field === '' ? '' : `field "${field.slice(0, 200)}": `}${issue?.message ?? 'not what was expected'}`;
  throw new RequestError('bad-request', { problem });
}

function picturesOf({ steps, final }: Trajectory): string[] {
  const pages = [...steps.map(({ observation }) => observation), final];
  return pages.flatMap(({ image }) => (image === undefined ? [] : [image.hash]));
}
