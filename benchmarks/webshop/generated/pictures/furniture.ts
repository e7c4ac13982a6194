import type { Drawing } from './drawing.ts';
import { box, circle, ellipse, line, path, veil } from './svg.ts';

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
