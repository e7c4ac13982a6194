import { z } from 'zod';
import type { PolicyContext } from '../src/core/policy.ts';
import type { ToolDefinition } from './chat-tools.ts';

/** A function by which a model acts. */
export interface ReactTool extends ToolDefinition {
  /** The action that a call with this input stands for; undefined when the input is not right. */
  read(input: unknown, context: PolicyContext): string | undefined;
}

/**
 * Describes a tool by the schema of its arguments.
 *
 *     reactTool({
 *       name: 'walk',
 *       description: 'Takes steps in one direction.',
 *       input: z.object({ steps: z.int().positive() }),
 *       action: ({ steps }) => `walk ${steps}`,
 *     })
 */
export function reactTool<Input extends Readonly<Record<string, unknown>>>(fields: {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** Undefined for input that has the right form and still stands for no action. */
  readonly action: (input: Input, context: PolicyContext) => string | undefined;
}): ReactTool {
  const { name, description, input: schema, action } = fields;
  // What a provider reads is the schema alone, not which edition of JSON Schema it follows.
  const { $schema: _, ...parameters } = z.toJSONSchema(schema, { io: 'input' });
  return {
    name,
    description,
    parameters,
    read: (input, context) => {
      const { data } = schema.safeParse(input);
      return data === undefined ? undefined : action(data, context);
    },
  };
}
