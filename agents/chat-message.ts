/** One turn of a conversation with a chat model, as plain data. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}
