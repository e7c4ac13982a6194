import { describe, expect, it } from 'vitest';
import { coloursIn, distance, namesNearer, toLab } from './colour-words.ts';
import { mainColour } from './picture-colours.ts';

/** A square of one colour before a background. */
function picture(front: readonly number[], background: readonly number[]) {
  const [width, height] = [16, 16];
  const data = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    const isFront = row > 4 && row < 11 && column > 4 && column < 11;
    data.set(isFront ? front : background, 3 * pixel);
  }
  return { width, height, channels: 3 as const, data };
}

describe('the main colour of a picture', () => {
  it.each([
    [
      [200, 20, 30],
      [255, 255, 255],
    ],
    [
      [250, 250, 250],
      [10, 20, 30],
    ],
  ])('is that of what stands before the background: %j before %j', (front, background) => {
    const [red, green, blue] = front as [number, number, number];
    expect(distance(mainColour(picture(front, background)), toLab(red, green, blue))).toBeLessThan(
      0.01,
    );
  });

  it('is that of the whole where nothing stands before it', () => {
    const plain = [30, 60, 90] as const;
    expect(distance(mainColour(picture(plain, plain)), toLab(...plain))).toBeLessThan(0.01);
  });
});

describe('colours in words', () => {
  it('are those that CSS names, two words before one', () => {
    expect(coloursIn('a dark red shirt, or navy')).toEqual([toLab(139, 0, 0), toLab(0, 0, 128)]);
    expect(coloursIn('redwood tables')).toEqual([]);
  });

  it('are measured as CIE says', () => {
    const [lightness, a, b] = toLab(255, 0, 0);
    expect(lightness).toBeCloseTo(53.24, 1);
    expect(a).toBeCloseTo(80.09, 1);
    expect(b).toBeCloseTo(67.2, 1);
  });

  it('are ranked by nearness', () => {
    expect(namesNearer(toLab(255, 0, 0), toLab(255, 0, 0))).toBe(0);
    expect(namesNearer(toLab(255, 0, 0), toLab(0, 0, 255))).toBeGreaterThan(10);
  });
});
