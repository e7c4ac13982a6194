export type { ChatAccess } from './chat-access.ts';
export type { ChatContent, ChatMessage, ChatPart } from './chat-message.ts';
export {
  DEFAULT_MAX_COMPLETION_TOKENS,
  openChatModel,
  type ChatModelFactory,
  type ChatModelOptions,
  type ChatModelSettings,
} from './chat-model.ts';
export { createExplorer } from './explorer.ts';
export { createEditProposer } from './edit-proposer.ts';
export { createIntentWriter } from './intent-writer.ts';
export {
  inject,
  JUDGE_INJECTIONS,
  measureInjections,
  summarizeInjections,
  type Injection,
  type InjectionOutcome,
} from './judge-injections.ts';
export { createNoteMemory, openNoteFolder, type NoteStore } from './judge-notes.ts';
export { createJudge, type JudgeReward, type JudgeRewardOptions } from './judge.ts';
export { createPreferenceJudge, type PreferenceJudgeOptions } from './preference-judge.ts';
export { findAction, splitReact } from './react-format.ts';
export { memoryLines } from './memory-lines.ts';
export type { ReactDialectName } from './react-dialect.ts';
export type { ReactPictures } from './react-pictures.ts';
export type { ReactPrompt, ReactTools } from './react-prompt.ts';
export { reactTool, type ReactTool } from './react-tool.ts';
export { createReactPolicy, type ReactPolicyOptions } from './react.ts';
export { RequestLedger } from './request-ledger.ts';
export { createChatReflector, type ChatReflectorOptions } from './reflector.ts';
export { createSoftmaxPolicy, softmax, type Preference } from './softmax.ts';
export type { TokenPrice } from './token-cost.ts';
export { StructuredChat, type StructuredQuestion } from './structured-chat.ts';
