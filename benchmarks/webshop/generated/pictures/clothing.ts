import type { Drawing, Look } from './drawing.ts';
import { circle, line, path, veil } from './svg.ts';

const BUTTON = '#fbfaf6';

export const shirt: Drawing = (look) => {
  const { paint, edge, shade, light, has } = look;
  const body = 'M140 92 L260 92 L282 130 L274 338 Q200 348 126 338 L118 130 Z';
  return [
    sleeves(look, has('long sleeve') ? 'long' : 'short'),
    path(body, paint, edge),
    veil('M232 120 L280 130 L274 338 Q250 343 232 344 Z', 'black', 0.07),
    path('M152 88 Q200 76 248 88 L224 128 L200 108 L176 128 Z', shade, edge),
    path('M190 112 L210 112 L208 176 L192 176 Z', light, edge, 2),
    ...[128, 146, 164].map((y) => circle([200, y], 3.4, BUTTON, edge, 1)),
    has('chest pocket') ? path('M222 160 L262 160 L262 198 L242 208 L222 198 Z', light, edge) : '',
  ].join('');
};

export const sweater: Drawing = (look) => {
  const { paint, edge, shade, light, has } = look;
  const neck = has('turtle neck')
    ? path('M166 62 Q200 54 234 62 L240 102 Q200 118 160 102 Z', light, edge)
    : path('M156 92 Q200 78 244 92 Q232 128 200 128 Q168 128 156 92 Z', shade, edge);
  const ribs = [140, 160, 180, 200, 220, 240, 260].map((x) => `M${x} 314 L${x} 336`).join('');
  return [
    sleeves(look, 'long'),
    path('M140 92 L260 92 L286 134 L278 336 Q200 346 122 336 L114 134 Z', paint, edge),
    veil('M234 120 L284 134 L278 336 Q254 340 234 342 Z', 'black', 0.07),
    path('M122 310 Q200 320 278 310 L278 336 Q200 346 122 336 Z', shade, edge),
    line(ribs, edge, 2),
    ...[170, 200, 230].map((x) => line(cable(x), edge, 2)),
    neck,
  ].join('');
};

export const dress: Drawing = (look) => {
  const { paint, edge, shade, has } = look;
  const neckline = has('v neck') ? 'M166 66 L200 122 L234 66' : 'M166 66 Q200 112 234 66';
  const sleeve = has('long sleeve')
    ? 'M158 70 L138 84 L112 206 L136 212 L160 130 Z M242 70 L262 84 L288 206 L264 212 L240 130 Z'
    : has('short sleeve')
      ? 'M158 70 L138 82 L122 130 L150 140 L160 120 Z M242 70 L262 82 L278 130 L250 140 L240 120 Z'
      : '';
  return [
    path(sleeve, paint, edge),
    path(
      `M150 66 L166 66 ${neckline.slice(7)} L250 66 Q240 120 238 168 L292 332 Q200 352 108 332 L162 168 Q160 120 150 66 Z`,
      paint,
      edge,
    ),
    path('M162 160 Q200 170 238 160 L240 178 Q200 188 160 178 Z', shade, edge, 2),
    line('M178 190 L158 336 M200 194 L200 340 M222 190 L242 336', edge, 1.5),
    veil('M222 184 L239 178 L292 332 Q268 338 246 340 Z', 'black', 0.08),
  ].join('');
};

export const trousers: Drawing = ({ paint, edge, shade, light, has }) => {
  const waist = has('low rise') ? 84 : 58;
  return [
    path(`M140 ${waist} L260 ${waist} L276 338 L222 340 L200 150 L178 340 L124 338 Z`, paint, edge),
    path(`M140 ${waist} L260 ${waist} L262 ${waist + 20} L138 ${waist + 20} Z`, shade, edge),
    circle([200, waist + 10], 5, '#c9a24a', edge, 1.5),
    line(
      `M200 ${waist + 20} L200 150 M150 ${waist + 22} Q152 ${waist + 44} 134 ${waist + 48} M250 ${waist + 22} Q248 ${waist + 44} 266 ${waist + 48}`,
      edge,
      2,
    ),
    line('M130 326 L174 328 M270 326 L226 328', light, 2),
    veil('M238 90 L262 90 L276 338 L250 339 Z', 'black', 0.08),
  ].join('');
};

export const shorts: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    path('M118 118 L282 118 L316 306 L216 318 L200 210 L184 318 L84 306 Z', paint, edge),
    path('M118 118 L282 118 L285 142 L115 142 Z', shade, edge),
    has('elastic waistband')
      ? line(
          'M190 142 L184 184 M210 142 L216 184 M130 124 L130 136 M150 124 L150 136 M170 124 L170 136 M230 124 L230 136 M250 124 L250 136 M270 124 L270 136',
          light,
          3,
        )
      : '',
    line('M200 142 L200 210 M126 150 Q124 190 102 204 M274 150 Q276 190 298 204', edge, 2),
    has('zipper pockets') ? line('M120 164 L108 198 M280 164 L292 198', BUTTON, 3) : '',
    veil('M262 142 L286 142 L316 306 L280 311 Z', 'black', 0.08),
  ].join('');

function sleeves({ paint, edge, shade }: Look, length: 'short' | 'long'): string {
  return length === 'long'
    ? path(
        'M144 92 Q112 96 100 126 L66 300 L100 310 L132 190 Z M256 92 Q288 96 300 126 L334 300 L300 310 L268 190 Z',
        paint,
        edge,
      ) +
        path(
          'M70 284 L104 294 L100 312 L66 302 Z M330 284 L296 294 L300 312 L334 302 Z',
          shade,
          edge,
        )
    : path(
        'M144 92 Q112 96 98 122 L70 178 L112 200 L132 170 Z M256 92 Q288 96 302 122 L330 178 L288 200 L268 170 Z',
        paint,
        edge,
      ) +
        path(
          'M76 166 L118 187 L112 201 L70 180 Z M324 166 L282 187 L288 201 L330 180 Z',
          shade,
          edge,
          2,
        );
}

/** A knitted plait. */
function cable(x: number): string {
  const turns = [140, 172, 204, 236, 268];
  return turns
    .map(
      (y) =>
        `M${x - 6} ${y} Q${x + 10} ${y + 8} ${x - 6} ${y + 16} M${x + 6} ${y + 16} Q${x - 10} ${y + 24} ${x + 6} ${y + 32}`,
    )
    .join(' ');
}
