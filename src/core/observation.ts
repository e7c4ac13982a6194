import { z } from 'zod';

/** A picture by reference: its bytes lie in an image store, under the hash of their content. */
export interface ImageReference {
  /** SHA-256 of the encoded bytes, in hexadecimal. */
  readonly hash: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

/** What is seen after an action: the page as it is kept in a trajectory. */
export interface Page {
  readonly text: string;
  readonly image?: ImageReference | undefined;
  readonly url?: string | undefined;
}

/**
 * A page together with what may be done on it. `availableActions` are for the policy that acts
 * now; they are not kept in trajectories (they are bulky, and for some environments oracle data).
 */
export interface Observation extends Page {
  readonly availableActions?: readonly string[] | undefined;
}

/** The part of an observation that a trajectory keeps; the observation itself if it is all of it. */
export function pageOf(observation: Observation): Page {
  if (!('availableActions' in observation)) return observation;
  const { text, image, url } = observation;
  if (image === undefined && url === undefined) return { text };
  return {
    text,
    ...(image === undefined ? {} : { image }),
    ...(url === undefined ? {} : { url }),
  };
}

export const pageSchema = z.object({
  text: z.string(),
  image: z
    .object({
      hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
      mediaType: z.string(),
      width: z.int().positive(),
      height: z.int().positive(),
    })
    .optional(),
  url: z.string().optional(),
}) satisfies z.ZodType<Page>;
