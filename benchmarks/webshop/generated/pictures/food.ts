import type { Drawing } from './drawing.ts';
import { box, circle, ellipse, line, path, veil } from './svg.ts';

const PAPER = '#fbf8f0';
const FOIL = '#d9dbdf';

export const pouch: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    path('M112 96 L288 96 L302 318 Q300 340 276 340 L124 340 Q100 340 98 318 Z', paint, edge),
    path('M112 62 L288 62 L288 98 L112 98 Z', shade, edge),
    has('resealable bag') ? line('M112 112 L288 112', PAPER, 5) : line('M116 80 L284 80', light, 2),
    box([138, 160], [124, 120], 8, PAPER, edge),
    circle([200, 200], 24, light, edge, 2),
    line('M188 212 Q196 190 214 188 M200 224 L200 204', edge, 3),
    line('M160 244 L240 244 M172 260 L228 260', edge, 4),
    veil('M256 98 L288 98 L302 318 Q300 340 276 340 L256 340 Z', 'black', 0.08),
    veil('M112 330 Q200 308 288 330 L276 340 L124 340 Z', 'black', 0.1),
  ].join('');

export const snackBag: Drawing = ({ paint, edge, light, shade }) =>
  [
    path(
      'M116 78 L284 78 Q276 130 300 196 Q318 260 288 330 L112 330 Q82 260 100 196 Q124 130 116 78 Z',
      paint,
      edge,
    ),
    path(
      'M112 60 l11 -8 11 8 11 -8 11 8 11 -8 11 8 11 -8 11 8 11 -8 11 8 11 -8 11 8 11 -8 11 8 11 -8 11 8 L284 82 L116 82 Z',
      FOIL,
      edge,
      2,
    ),
    path('M114 326 L286 326 L288 348 L112 348 Z', FOIL, edge, 2),
    ellipse([200, 176], [78, 40], PAPER, edge),
    line('M152 170 L248 170 M168 188 L232 188', edge, 6),
    path('M146 262 Q170 230 206 252 Q196 288 164 290 Q146 282 146 262 Z', '#f0cf7a', '#c99a3a'),
    path('M196 274 Q214 232 256 250 Q258 284 226 298 Q202 296 196 274 Z', '#f5da92', '#c99a3a'),
    line('M262 110 Q270 190 284 236 M136 110 Q128 160 116 200', light, 3),
    veil(
      'M252 82 L284 82 Q276 130 300 196 Q318 260 288 330 L258 330 Q290 210 252 82 Z',
      'black',
      0.1,
    ),
    line('M116 84 L284 84', shade, 2),
  ].join('');

export const chocolate: Drawing = ({ paint, edge, light }) => {
  const squares = [0, 1, 2].map((column) =>
    box([134 + column * 46, 54], [40, 40], 4, '#5d3a26', '#3f2618'),
  );
  return [
    path('M126 46 L274 46 L274 140 L126 140 Z', '#4c2e1d', '#321d11'),
    ...squares,
    path(
      'M118 110 L136 100 L154 112 L172 100 L190 112 L208 100 L226 112 L244 100 L262 112 L282 102 L282 130 L118 130 Z',
      FOIL,
      '#9fa3a9',
      2,
    ),
    path('M118 124 L282 124 L282 346 L118 346 Z', paint, edge),
    box([142, 164], [116, 104], 4, PAPER, edge),
    line('M162 192 L238 192 M172 212 L228 212', edge, 6),
    path('M200 228 l10 12 -10 12 -10 -12 Z', light, edge, 2),
    line('M118 300 L282 300 M118 312 L282 312', light, 4),
    veil('M252 124 L282 124 L282 346 L252 346 Z', 'black', 0.09),
  ].join('');
};

export const tin: Drawing = ({ paint, edge, shade, light }) =>
  [
    path('M110 128 L290 128 L290 318 Q200 344 110 318 Z', paint, edge),
    ellipse([200, 128], [90, 24], shade, edge),
    path('M104 92 L296 92 L296 128 Q200 156 104 128 Z', shade, edge),
    ellipse([200, 92], [96, 24], light, edge),
    ellipse([200, 90], [20, 6], shade, edge, 2),
    ellipse([200, 238], [62, 56], PAPER, edge),
    path(
      'M176 262 Q180 214 226 208 Q230 252 192 260 Q206 236 214 222 Q190 236 176 262 Z',
      '#7da06a',
      '#4f7043',
      2,
    ),
    line('M110 176 Q200 200 290 176 M110 302 Q200 328 290 302', light, 3),
    veil('M258 146 L290 136 L290 318 Q276 323 258 327 Z', 'black', 0.1),
    veil('M122 150 L136 154 L136 318 L122 314 Z', 'white', 0.25),
  ].join('');

export const jar: Drawing = ({ paint, edge, shade }) =>
  [
    path(
      'M124 112 Q96 126 96 160 L96 306 Q96 340 130 340 L270 340 Q304 340 304 306 L304 160 Q304 126 276 112 Z',
      '#edf2f3',
      '#a9b2b8',
    ),
    path('M106 166 L294 166 L294 304 Q294 330 268 330 L132 330 Q106 330 106 304 Z', paint, edge, 2),
    path(
      'M118 66 L282 66 Q290 66 290 76 L290 112 L110 112 L110 76 Q110 66 118 66 Z',
      '#f3efe6',
      '#bdb39c',
    ),
    line(
      'M130 72 L130 108 M154 72 L154 108 M178 72 L178 108 M202 72 L202 108 M226 72 L226 108 M250 72 L250 108 M272 72 L272 108',
      '#d4cab2',
      2,
    ),
    box([134, 206], [132, 88], 6, PAPER, edge),
    line('M156 230 L244 230', edge, 6),
    circle([186, 262], 13, shade, edge, 2),
    circle([212, 264], 13, shade, edge, 2),
    path('M198 244 Q206 236 218 240', 'none', '#5b7d43', 3),
    veil('M110 172 L124 172 L124 300 L112 300 Z', 'white', 0.4),
  ].join('');

export const oilBottle: Drawing = ({ paint, edge, light, has }) => {
  const [glass, rim] = has('glass bottle') ? ['#3f5334', '#24331d'] : ['#b9ad3e', '#82792a'];
  return [
    path(
      'M180 62 L220 62 L220 136 Q260 156 260 204 L260 320 Q260 340 240 340 L160 340 Q140 340 140 320 L140 204 Q140 156 180 136 Z',
      glass,
      rim,
    ),
    path('M176 40 L224 40 L224 70 L176 70 Z', '#33302c', '#1d1b18'),
    path('M140 200 L260 200 L260 312 L140 312 Z', paint, edge),
    box([156, 216], [88, 80], 4, PAPER, edge),
    path('M180 262 Q182 234 206 230 Q210 254 180 262 Z', '#7b8d3e', '#55642a', 2),
    circle([216, 256], 9, '#6d7a34', '#4c5722', 2),
    line('M172 280 L228 280', edge, 4),
    line('M140 206 L260 206 M140 306 L260 306', light, 3),
    veil(
      'M150 168 Q158 152 180 146 L180 70 L188 70 L188 150 Q160 168 156 330 L150 330 Z',
      'white',
      0.22,
    ),
  ].join('');
};
