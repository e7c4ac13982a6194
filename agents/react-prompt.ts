import type { PolicyContext, Proposal } from '../src/core/policy.ts';
import type { ChatMessage } from './chat-message.ts';
import type { ReactTool } from './react-tool.ts';

/**
 * The benchmark's part of a ReAct policy: how a situation is told to a chat model, and how the
 * reply becomes an action. Pure functions of their arguments; the policy may call them again.
 */
export interface ReactPrompt {
  /** The rules of the game and of the format: what every conversation begins with. */
  readonly system: string;
  /**
   * The situation, after the system message: usually one user message, or one for each page with
   * the thoughts and actions so far as assistant messages in between. Ends with a user message.
   * Pictures are added by the policy, if it shows any.
   */
  messages(context: PolicyContext): readonly ChatMessage[];
  /**
   * Reads a reply as leniently as is safe (`splitReact` does the general part). Undefined when
   * there is no action in it; the model is then reminded of the format, once.
   */
  parse(text: string, context: PolicyContext): Proposal | undefined;
  /** Says what a reply must look like; the user message that answers one without an action. */
  readonly formatReminder: string;
  /** The same game for models that act by calling functions; without it, they act in words only. */
  readonly tools?: ReactTools | undefined;
}

/** What replaces the parts of a prompt that speak of the form of a reply. */
export interface ReactTools extends Pick<ReactPrompt, 'system' | 'formatReminder'> {
  /** At least one, and no two of one name. */
  readonly list: readonly ReactTool[];
}
