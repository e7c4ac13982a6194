import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { LLMResult } from '@langchain/core/outputs';

/** Keeps what a model gave for one request. Loads LangChain, so import it only where that is. */
export class ResultListener extends BaseCallbackHandler {
  override readonly name = 'result-listener';
  /** So that the result is here before the request is over. */
  override awaitHandlers = true;
  result: LLMResult | undefined;

  override handleLLMEnd(result: LLMResult): void {
    this.result = result;
  }
}
