import { box, line } from './svg.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Middle and size of each copy, those behind first. */
const PLACES: Readonly<Record<number, readonly Place[]>> = {
  1: [{ x: 200, y: 200, scale: 1 }],
  2: row(2, 206, 0.62),
  3: [...row(2, 124, 0.56), { x: 200, y: 270, scale: 0.56 }],
  4: [...row(2, 114, 0.54), ...row(2, 282, 0.54)],
  5: [...row(2, 120, 0.5), ...row(3, 280, 0.44)],
  6: [...row(3, 124, 0.43), ...row(3, 276, 0.43)],
};

const MOST_SHOWN = 6;

/**
 * As many copies of a drawing as are in the pack, each grown by `scale` from its foot; large packs
 * show six and their number.
 */
export function arrange(drawing: string, count: number, scale: number): string {
  const places = PLACES[Math.min(count, MOST_SHOWN)] ?? PLACES[1]!;
  const copies = places.map(
    ({ x, y, scale: share }) =>
      `<g transform="translate(${x} ${y}) scale(${share}) translate(-200 -200)"><g transform="translate(200 342) scale(${scale.toFixed(3)}) translate(-200 -342)">${drawing}</g></g>`,
  );
  return copies.join('') + (count > MOST_SHOWN ? badge(count) : '');
}

function row(count: number, y: number, scale: number): readonly Place[] {
  return Array.from({ length: count }, (_, index) => ({
    x: (400 * (index + 0.5)) / count + (200 - (400 * (index + 0.5)) / count) * 0.06,
    y,
    scale,
  }));
}

/** Figures are drawn as lines, since fonts differ between machines. */
function badge(count: number): string {
  const figures = String(count)
    .split('')
    .map(
      (figure, index) =>
        `<g transform="translate(${338 + index * 20} 24)">${line(FIGURES[Number(figure)]!, '#ffffff', 4)}</g>`,
    );
  const cross = line('M316 34 L328 46 M328 34 L316 46', '#ffffff', 4);
  return box([302, 12], [88, 48], 24, '#2f3a4a') + cross + figures.join('');
}

/** On a field of 12 x 24. */
const FIGURES = [
  'M0 0 L12 0 L12 24 L0 24 Z',
  'M2 4 L7 0 L7 24',
  'M0 0 L12 0 L12 12 L0 12 L0 24 L12 24',
  'M0 0 L12 0 L12 24 L0 24 M2 12 L12 12',
  'M0 0 L0 12 L12 12 M12 0 L12 24',
  'M12 0 L0 0 L0 12 L12 12 L12 24 L0 24',
  'M12 0 L0 0 L0 24 L12 24 L12 12 L0 12',
  'M0 0 L12 0 L5 24',
  'M0 0 L12 0 L12 24 L0 24 Z M0 12 L12 12',
  'M12 12 L0 12 L0 0 L12 0 L12 24 L0 24',
] as const;
