import type { Catalogue } from '../catalogue/catalogue.ts';
import { pictureAddress, readPictureAddress } from '../generated/picture-address.ts';
import { pictureOf } from '../generated/picture.ts';
import { rasterise } from '../generated/rasterise.ts';

const WIDTHS = [80, 400, 640];
const USUAL_WIDTH = 400;
const CAPACITY = 1000;

/** Pictures of a catalogue, drawn when they are first asked for; the latest 1,000 are kept. */
export class PictureShelf {
  readonly #catalogue: Pick<Catalogue, 'find'>;
  /** The one asked for longest ago comes first. */
  readonly #kept = new Map<string, Promise<Uint8Array>>();

  constructor(catalogue: Pick<Catalogue, 'find'>) {
    this.#catalogue = catalogue;
  }

  /**
   * A PNG, or undefined for what is no picture of the catalogue.
   * @param width in pixels; one of 80, 400 and 640.
   */
  async find(path: string, width = USUAL_WIDTH): Promise<Uint8Array | undefined> {
    const request = readPictureAddress(path);
    const product = request && this.#catalogue.find(request.asin);
    if (product === undefined || !WIDTHS.includes(width)) return undefined;
    const address = pictureAddress(product.asin, request?.value);
    const known = [product.image, ...Object.values(product.optionImages)];
    if (!known.includes(address)) return undefined;
    const key = `${address} ${width}`;
    const values = request?.value === undefined ? [] : [request.value];
    const picture = this.#kept.get(key) ?? rasterise(pictureOf(product, values), { width });
    this.#keep(key, picture);
    return picture;
  }

  #keep(key: string, picture: Promise<Uint8Array>): void {
    this.#kept.delete(key);
    this.#kept.set(key, picture);
    picture.catch(() => this.#kept.delete(key));
    if (this.#kept.size <= CAPACITY) return;
    const [oldest] = this.#kept.keys();
    this.#kept.delete(oldest!);
  }
}
