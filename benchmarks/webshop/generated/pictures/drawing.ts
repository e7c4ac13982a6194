/** The shapes in which kinds of product are drawn. */
export type DrawingName =
  | 'backpack'
  | 'basket'
  | 'brush'
  | 'cable'
  | 'candle'
  | 'chair'
  | 'chocolate'
  | 'clock'
  | 'collar'
  | 'cream jar'
  | 'curtain'
  | 'cushion'
  | 'dress'
  | 'headphones'
  | 'jar'
  | 'keyboard'
  | 'lamp'
  | 'lipstick'
  | 'mug'
  | 'nail polish'
  | 'oil bottle'
  | 'parcel'
  | 'pet bed'
  | 'phone case'
  | 'pouch'
  | 'power bank'
  | 'pump'
  | 'pump bottle'
  | 'rug'
  | 'shirt'
  | 'shorts'
  | 'snack bag'
  | 'sneaker'
  | 'soap'
  | 'speaker'
  | 'sweater'
  | 'tin'
  | 'tote'
  | 'towel'
  | 'trousers'
  | 'watch'
  | 'water bottle'
  | 'yoga mat';

/** How one product looks. Colours are sRGB, such as `#26262a`. */
export interface Look {
  readonly colour: string;
  /** The paint of its surface: the colour, or a pattern in that colour. */
  readonly paint: string;
  /** Lines around and across it. */
  readonly edge: string;
  /** Parts of it that lie in the shade, and in the light. */
  readonly shade: string;
  readonly light: string;
  /** Of things sold by length and width: the longer side over the shorter one. */
  readonly stretch: number;
  /** Whether the product is said to have this feature. */
  readonly has: (attribute: string) => boolean;
}

/** SVG elements within 400 x 400, standing on the line y = 340 around x = 200. */
export type Drawing = (look: Look) => string;
