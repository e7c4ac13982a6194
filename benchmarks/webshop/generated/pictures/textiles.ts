import type { Drawing } from './drawing.ts';
import { box, circle, ellipse, line, path, veil } from './svg.ts';

export const rug: Drawing = ({ paint, edge, shade, light, stretch }) => {
  const height = Math.min(220, 300 / stretch);
  const [top, left, width] = [200 - height / 2, 50, 300];
  const fringe = Array.from({ length: Math.floor(height / 10) }, (_, index) => {
    const y = top + 5 + index * 10;
    return `M${left} ${y} L${left - 16} ${y + 2} M${left + width} ${y} L${left + width + 16} ${y + 2}`;
  });
  const middle = top + height / 2;
  return [
    line(fringe.join(' '), '#e5dcc6', 3),
    box([left, top], [width, height], 4, paint, edge),
    box([left + 16, top + 16], [width - 32, height - 32], 3, 'none', shade),
    box([left + 24, top + 24], [width - 48, height - 48], 2, 'none', light),
    path(
      `M200 ${middle - height * 0.26} L252 ${middle} L200 ${middle + height * 0.26} L148 ${middle} Z`,
      shade,
      light,
    ),
    path(
      `M200 ${middle - height * 0.13} L226 ${middle} L200 ${middle + height * 0.13} L174 ${middle} Z`,
      light,
    ),
    path(
      `M96 ${middle - 22} L118 ${middle} L96 ${middle + 22} L74 ${middle} Z M304 ${middle - 22} L326 ${middle} L304 ${middle + 22} L282 ${middle} Z`,
      shade,
      light,
      2,
    ),
  ].join('');
};

export const cushion: Drawing = ({ paint, edge, shade, has, stretch }) => {
  const half = Math.min(128, 150 / Math.sqrt(stretch));
  const wide = half * stretch > 160 ? 160 : half * stretch;
  const tall = wide / stretch;
  const [l, r, t, b] = [200 - wide, 200 + wide, 200 - tall, 200 + tall];
  const bend = 14;
  const corners = [
    [l, t],
    [r, t],
    [l, b],
    [r, b],
  ] as const;
  return [
    path(
      `M${l} ${t} Q200 ${t + bend} ${r} ${t} Q${r - bend} 200 ${r} ${b} Q200 ${b - bend} ${l} ${b} Q${l + bend} 200 ${l} ${t} Z`,
      paint,
      edge,
    ),
    has('tassel trim')
      ? corners
          .map(
            ([x, y]) =>
              circle([x, y], 9, shade, edge, 2) +
              line(`M${x} ${y} l-8 26 M${x} ${y} l0 28 M${x} ${y} l8 26`, shade, 4),
          )
          .join('')
      : '',
    line(
      `M${l + 24} ${t + 30} Q${l + 40} ${t + 44} ${l + 44} ${t + 66} M${r - 24} ${b - 30} Q${r - 40} ${b - 44} ${r - 44} ${b - 66}`,
      edge,
      2,
    ),
    veil(
      `M${r - 40} ${t + 10} L${r} ${t} Q${r - bend} 200 ${r} ${b} L${r - 70} ${b - 10} Q${r - 20} 200 ${r - 40} ${t + 10} Z`,
      'black',
      0.08,
    ),
    has('hidden zipper')
      ? line(`M${l + 40} ${b - bend + 2} L${r - 40} ${b - bend + 2}`, '#f1efe9', 2)
      : '',
  ].join('');
};

export const curtain: Drawing = ({ paint, edge, shade, has, stretch }) => {
  const bottom = 90 + 230 * Math.min(1, stretch / 1.7);
  const panel = (x: number): string =>
    path(
      `M${x} 76 L${x + 124} 76 L${x + 132} ${bottom} Q${x + 116} ${bottom + 10} ${x + 99} ${bottom} Q${x + 82} ${bottom - 8} ${x + 62} ${bottom} Q${x + 42} ${bottom + 10} ${x + 25} ${bottom} Q${x + 8} ${bottom - 6} ${x - 8} ${bottom} Z`,
      paint,
      edge,
    ).replace('<path', has('semi sheer') ? '<path opacity="0.78"' : '<path') +
    line(
      [24, 50, 76, 100]
        .map((dx) => `M${x + dx} 84 L${x + dx + (dx - 62) * 0.08} ${bottom - 4}`)
        .join(' '),
      shade,
      4,
    );
  const rings = [76, 108, 140, 172, 228, 260, 292, 324];
  return [
    panel(62),
    panel(214),
    line('M40 70 L360 70', '#5d4a3a', 9),
    circle([38, 70], 11, '#5d4a3a'),
    circle([362, 70], 11, '#5d4a3a'),
    has('rod pocket') ? '' : rings.map((x) => circle([x, 72], 9, 'none', '#b7bac0', 4)).join(''),
  ].join('');
};

export const towel: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    path(
      'M92 298 Q92 266 124 266 L300 266 Q322 282 300 298 L300 336 L124 336 Q92 336 92 298 Z',
      shade,
      edge,
    ),
    path(
      'M84 226 Q84 190 118 190 L300 190 Q326 210 300 230 L300 268 L118 268 Q84 268 84 226 Z',
      paint,
      edge,
    ),
    path(
      'M92 152 Q92 118 124 118 L296 118 Q320 136 296 154 L296 192 L124 192 Q92 192 92 152 Z',
      paint,
      edge,
    ),
    line('M124 154 L296 154 M118 230 L300 230 M124 300 L300 300', edge, 2),
    path(
      'M230 118 L252 118 L252 192 L230 192 Z M232 190 L254 190 L254 268 L232 268 Z',
      light,
      edge,
      1.5,
    ),
    has('hanging loop') ? line('M100 128 Q66 112 70 152 Q76 166 94 158', light, 5) : '',
    veil('M270 118 L296 118 Q320 136 296 154 L296 336 L270 336 Z', 'black', 0.07),
  ].join('');

export const yogaMat: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    path('M150 262 L356 262 L356 318 L150 318 Z', paint, edge),
    has('alignment lines') ? line('M200 290 L344 290 M290 266 L290 314', light, 4) : '',
    path('M136 150 L60 150 L60 290 Q66 340 130 340 Q196 340 196 290 L196 150 Z', paint, edge),
    ellipse([128, 150], [68, 44], shade, edge),
    line(
      'M128 150 m-48 0 a48 30 0 1 0 96 0 a40 25 0 1 0 -80 0 a32 19 0 1 0 64 0 a24 13 0 1 0 -48 0 a16 8 0 1 0 32 0',
      edge,
      3,
    ),
    has('carrying strap')
      ? path('M60 200 Q128 258 196 200 L196 222 Q128 280 60 222 Z', '#3d4149', '#25282d') +
        line('M190 206 Q268 120 206 82 Q160 70 140 110', '#3d4149', 9)
      : '',
    veil('M164 178 L196 160 L196 290 Q192 318 176 330 Z', 'black', 0.08),
  ].join('');
