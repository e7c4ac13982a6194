import type { Drawing } from './drawing.ts';
import { box, circle, ellipse, line, path, veil } from './svg.ts';

const WOOD = '#b98a5a';
const WOOD_EDGE = '#7d5a38';
const BRASS = '#c9a24a';
const BASKET_INSIDE = '#4a4036';

export const chair: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    path(
      'M132 210 L118 340 L132 340 L150 214 Z M268 210 L282 340 L268 340 L250 214 Z',
      shade,
      edge,
    ),
    path('M150 214 L146 312 L158 312 L166 216 Z M250 214 L254 312 L242 312 L234 216 Z', edge),
    path('M134 62 Q200 48 266 62 L262 156 Q200 168 138 156 Z', paint, edge),
    path(
      'M146 152 L160 154 L162 200 L148 200 Z M254 152 L240 154 L238 200 L252 200 Z',
      shade,
      edge,
      2,
    ),
    path('M126 196 Q200 180 274 196 L284 222 Q200 236 116 222 Z', paint, edge),
    has('padded seat') || has('faux leather')
      ? path(
          'M128 190 Q200 166 272 190 Q278 206 268 208 Q200 196 132 208 Q122 206 128 190 Z',
          light,
          edge,
          2,
        )
      : line('M150 206 Q200 196 250 206', edge, 1.5),
    veil('M222 56 Q250 58 266 62 L262 156 Q240 161 222 162 Z', 'black', 0.07),
  ].join('');

export const lamp: Drawing = ({ paint, edge, shade, has }) =>
  [
    path('M112 184 L288 184 L380 336 L20 336 Z', 'white').replace('<path', '<path opacity="0.28"'),
    path(
      'M148 60 L252 60 L296 190 L104 190 Z',
      has('linen shade') ? '#ece3cf' : '#fbf3dc',
      '#cbbd97',
    ),
    veil('M222 60 L252 60 L296 190 L242 190 Z', 'black', 0.05),
    path('M193 190 L207 190 L207 214 L193 214 Z', BRASS, edge, 2),
    path(
      'M186 214 Q150 250 158 292 Q164 322 200 322 Q236 322 242 292 Q250 250 214 214 Z',
      paint,
      edge,
    ),
    path('M150 322 L250 322 Q262 330 258 340 L142 340 Q138 330 150 322 Z', shade, edge),
    veil('M176 238 Q162 262 170 292 Q174 262 186 238 Z', 'white', 0.4),
    has('pull chain')
      ? line('M236 190 L236 236', BRASS, 3) + circle([236, 242], 6, BRASS, edge, 1.5)
      : '',
    has('usb port') ? box([190, 327], [20, 8], 2, '#22252b') : '',
  ].join('');

export const clock: Drawing = ({ paint, edge, shade, has }) => {
  const marks = Array.from({ length: 12 }, (_, hour) => {
    const [x, y] = [Math.sin((hour * Math.PI) / 6), Math.cos((hour * Math.PI) / 6)];
    const inner = hour % 3 === 0 ? 84 : 92;
    return `M${(200 + x * inner).toFixed(1)} ${(200 - y * inner).toFixed(1)} L${(200 + x * 102).toFixed(1)} ${(200 - y * 102).toFixed(1)}`;
  });
  return [
    circle([200, 200], 142, paint, edge, 4),
    circle([200, 200], 116, '#fbfaf5', shade, 4),
    line(marks.join(' '), '#34373d', has('easy read') ? 8 : 5),
    line('M200 200 L146 168', '#26282d', 9),
    line('M200 200 L246 126', '#26282d', 6),
    line('M200 200 L214 276', '#c23b34', 3),
    circle([200, 200], 9, '#26282d'),
    has('glass cover') ? veil('M112 176 Q130 112 194 96 Q140 136 126 200 Z', 'white', 0.55) : '',
  ].join('');
};

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

export const basket: Drawing = ({ paint, edge, shade, light, has }) => {
  const rows = [186, 210, 234, 258, 282, 306].map(
    (y) => `M${92 + (y - 160) * 0.16} ${y} Q200 ${y + 16} ${308 - (y - 160) * 0.16} ${y}`,
  );
  const ropes = [110, 140, 170, 200, 230, 260, 290].map(
    (x) => `M${x} 172 L${200 + (x - 200) * 0.8} 336`,
  );
  const handle = has('leather handles') ? '#8a5732' : shade;
  return [
    ellipse([200, 160], [112, 26], edge),
    ellipse([200, 162], [102, 20], BASKET_INSIDE),
    path('M88 160 Q200 200 312 160 L288 326 Q200 350 112 326 Z', paint, edge),
    line(rows.join(' '), shade, 4),
    line(ropes.join(' '), light, 2),
    line('M88 160 Q200 200 312 160', edge, 8),
    line('M84 178 Q58 206 92 232 M316 178 Q342 206 308 232', handle, 12),
    veil('M256 176 L312 160 L288 326 Q268 333 250 336 Z', 'black', 0.08),
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

export const mug: Drawing = ({ paint, edge, shade, has }) =>
  [
    has('large handle')
      ? line('M272 160 Q364 152 356 226 Q348 292 262 284', edge, 30) +
        line('M272 160 Q364 152 356 226 Q348 292 262 284', shade, 24)
      : line('M274 176 Q336 170 332 226 Q326 268 266 264', edge, 26) +
        line('M274 176 Q336 170 332 226 Q326 268 266 264', shade, 20),
    path('M92 128 L280 128 L272 312 Q268 336 244 338 L128 338 Q104 336 100 312 Z', paint, edge),
    veil('M240 128 L280 128 L272 312 Q268 336 244 338 L226 338 Q242 230 240 128 Z', 'black', 0.09),
    veil('M112 150 L126 150 L130 290 L120 290 Z', 'white', 0.4),
    has('bamboo lid')
      ? path('M84 112 L288 112 L288 134 Q186 146 84 134 Z', WOOD, WOOD_EDGE) +
        ellipse([186, 112], [102, 16], '#cfa675', WOOD_EDGE) +
        ellipse([186, 104], [16, 10], WOOD, WOOD_EDGE)
      : ellipse([186, 128], [94, 18], shade, edge) + ellipse([186, 131], [80, 12], '#4b2f1e'),
  ].join('');

export const candle: Drawing = ({ paint, edge, has }) =>
  [
    path(
      'M112 150 L288 150 L288 316 Q288 338 264 338 L136 338 Q112 338 112 316 Z',
      '#eef2f4',
      '#aab3ba',
    ),
    path(
      'M120 186 Q200 202 280 186 L280 314 Q280 330 262 330 L138 330 Q120 330 120 314 Z',
      paint,
      edge,
      2,
    ),
    ellipse([200, 187], [80, 14], paint, edge, 2),
    has('wooden wick')
      ? box([184, 152], [32, 34], 2, WOOD, WOOD_EDGE)
      : line('M200 186 Q204 168 198 152', '#3a332c', 4),
    path('M200 92 Q226 128 214 146 Q200 160 186 146 Q176 126 200 92 Z', '#f6b73c', '#e08a1f', 2),
    path('M200 118 Q212 136 206 146 Q200 152 194 146 Q189 136 200 118 Z', '#fdeaa8'),
    box([146, 226], [108, 72], 4, '#fbf8f0', edge),
    line('M166 248 L234 248 M176 264 L224 264 M184 280 L216 280', edge, 3),
    veil('M126 160 L140 160 L140 316 L130 316 Z', 'white', 0.45),
  ].join('');

export const petBed: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    ellipse([200, 250], [160, 88], paint, edge, 4),
    line(
      'M64 224 Q70 262 96 290 M120 316 Q130 296 126 282 M200 338 L200 306 M280 316 Q270 296 274 282 M336 224 Q330 262 304 290',
      shade,
      4,
    ),
    ellipse([200, 226], [118, 54], shade, edge),
    ellipse([200, 234], [108, 44], light, edge, 2),
    has('removable cover') ? line('M92 300 Q200 352 308 300', '#f1efe9', 3) : '',
    path('M168 236 q12 -14 24 0 q-12 16 -24 0 M206 236 q12 -14 24 0 q-12 16 -24 0', shade),
    circle([200, 226], 7, shade),
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
