import { InputError } from '../core/errors.ts';

/** What ONNX Runtime can compute on, by its own names, with what each needs. */
const PROVIDERS = {
  cpu: 'nothing',
  cuda: 'an NVIDIA GPU, CUDA 12 with cuDNN 9, and files that "ONNXRUNTIME_NODE_INSTALL=true npm rebuild onnxruntime-node" brings',
  tensorrt: 'an NVIDIA GPU with TensorRT, and what cuda needs',
  webgpu: 'a GPU with a driver for Vulkan, Metal or Direct3D 12',
  coreml: 'macOS',
  dml: 'Windows',
} as const;

export type ExecutionProvider = keyof typeof PROVIDERS;

/** The environment variable that names them, such as `cuda` or `webgpu,cpu`. */
export const PROVIDERS_VARIABLE = 'ARMAP_EXECUTION_PROVIDERS';

/**
 * Reads a list of providers, the preferred one first; the processor if there is none. Throws
 * `InputError` for a name that is not known.
 */
export function parseProviders(list: string | undefined): readonly ExecutionProvider[] {
  const names = (list ?? '').split(',').flatMap((name) => name.trim().toLowerCase() || []);
  return names.length === 0 ? ['cpu'] : names.map(known);
}

function known(name: string): ExecutionProvider {
  if (isKnown(name)) return name;
  throw new InputError({
    place: { option: PROVIDERS_VARIABLE },
    problem: `"${name}" is not something that ONNX Runtime computes on`,
    remedy: `Give some of ${Object.keys(PROVIDERS).join(', ')}`,
  });
}

const isKnown = (name: string): name is ExecutionProvider => Object.hasOwn(PROVIDERS, name);

/** What to do when a model does not open on these. */
export function providersRemedy(providers: readonly ExecutionProvider[]): string {
  const special = providers.filter((name) => name !== 'cpu');
  const needs = special.map((name) => `${name} needs ${PROVIDERS[name]}`).join('; ');
  return `${needs}. Install it, or set ${PROVIDERS_VARIABLE} to cpu`;
}
