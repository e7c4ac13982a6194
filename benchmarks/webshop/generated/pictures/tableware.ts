import type { Drawing } from './drawing.ts';
import { box, ellipse, line, path, veil } from './svg.ts';

const WOOD = '#b98a5a';
const WOOD_EDGE = '#7d5a38';

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
