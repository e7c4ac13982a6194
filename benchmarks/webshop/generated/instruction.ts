import type { Rng } from '../../../src/core/rng.ts';
import type { ProductInstruction } from '../catalogue/product.ts';
import { between, some } from './chance.ts';
import type { Design } from './design.ts';
import type { Feature, FeatureRole } from './vocabulary/kind.ts';

/** `Find me slim fit, quick drying men's shorts with elastic waistband for daily wear` */
export function writeInstruction(design: Design, rng: Rng): ProductInstruction {
  const features = featuresOf(design);
  const wanted = some(rng, features, between(rng, 1, Math.min(4, features.length)));
  const qualities = ofRole(wanted, 'quality');
  const parts = ofRole(wanted, 'part');
  const purposes = ofRole(wanted, 'purpose');
  const text = [
    'Find me',
    qualities.join(', '),
    design.kind.query,
    parts.length > 0 ? `with ${parts.join(', ')}` : '',
    purposes.length > 0 ? `for ${purposes.join(', ')}` : '',
  ];
  return {
    text: text.filter(Boolean).join(' '),
    attributes: [...qualities, ...parts, ...purposes],
  };
}

/** All that a product's attributes tell of, its material last. */
export function featuresOf({ features, material }: Design): readonly Feature[] {
  return material === undefined ? features : [...features, material];
}

function ofRole(features: readonly Feature[], role: FeatureRole): readonly string[] {
  return features.filter((feature) => feature.role === role).map(({ attribute }) => attribute);
}
