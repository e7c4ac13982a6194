import type { Drawing } from './drawing.ts';
import { box, circle, ellipse, line, path, veil } from './svg.ts';

const METAL = '#c4c6ca';
const GOLD = '#cda85a';

export const sneaker: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    '<g transform="translate(-6 26)">',
    path(
      'M66 214 Q70 180 108 180 L150 196 Q176 190 196 176 L232 206 Q282 226 322 240 Q350 250 348 286 L64 286 Z',
      paint,
      edge,
    ),
    path('M66 214 Q70 180 108 180 L116 214 Q112 254 122 286 L64 286 Z', shade, edge, 2),
    path('M292 230 Q350 242 348 286 L300 286 Q312 254 292 230 Z', shade, edge, 2),
    path('M130 272 Q190 240 236 226 L252 234 Q200 256 156 286 L134 286 Z', light, edge, 1.5),
    path('M56 284 L352 284 Q364 304 344 314 L76 314 Q52 310 56 284 Z', '#f7f6f2', '#b9bcc1'),
    line(
      'M90 300 L104 312 M124 300 L138 312 M158 300 L172 312 M192 300 L206 312 M226 300 L240 312 M260 300 L274 312 M294 300 L308 312',
      '#c9ccd1',
      2,
    ),
    has('slip on')
      ? line('M160 200 Q170 216 196 180', edge, 6)
      : line(
          'M178 192 L204 212 M192 184 L220 206 M204 206 L180 206 M222 220 L196 220 M238 216 L212 228',
          '#fbfaf6',
          5,
        ),
    '</g>',
  ].join('');

export const pump: Drawing = ({ paint, edge, shade, has }) => {
  const heel = has('low heel')
    ? 'M92 246 L124 262 L118 320 L98 320 Z'
    : 'M86 216 L120 240 L106 322 L96 322 Z';
  const rise = has('low heel') ? 30 : 0;
  return [
    '<g transform="translate(-36 -42) scale(1.18)">',
    path(heel, shade, edge),
    path(
      `M84 ${170 + rise} Q104 ${166 + rise} 120 ${200 + rise} Q160 ${252 + rise / 2} 226 262 Q270 262 336 308 Q346 320 326 322 L262 322 Q190 318 136 ${276 + rise / 3} Q92 ${250 + rise} 84 ${170 + rise} Z`,
      paint,
      edge,
    ),
    path(
      `M120 ${200 + rise} Q160 ${252 + rise / 2} 226 262 Q190 276 150 ${250 + rise / 2} Q124 ${230 + rise} 108 ${180 + rise} Z`,
      shade,
      edge,
      2,
    ),
    has('buckle strap')
      ? line(`M90 ${180 + rise} Q150 ${150 + rise} 178 ${248 + rise / 3}`, edge, 7) +
        box([138, 172 + rise], [18, 18], 3, GOLD, edge)
      : '',
    line('M262 322 L330 322', '#3b3230', 5),
    veil('M240 276 Q280 286 312 308 Q270 300 240 276 Z', 'white', 0.35),
    '</g>',
  ].join('');
};

export const tote: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    line('M140 176 Q138 70 200 70 Q262 70 260 176', edge, 11),
    path('M90 158 L310 158 L332 330 Q200 346 68 330 Z', paint, edge),
    path('M90 158 L310 158 L313 182 L87 182 Z', shade, edge),
    has('zipper closure')
      ? line('M100 170 L292 170', GOLD, 4) + box([286, 166], [8, 26], 3, GOLD, edge)
      : '',
    has('magnetic snap') ? circle([200, 172], 9, GOLD, edge, 2) : '',
    has('adjustable strap') ? line('M104 184 Q60 250 108 300', edge, 6) : '',
    path('M150 214 L250 214 L254 268 L146 268 Z', light, edge, 2),
    line('M92 314 Q200 328 308 314', light, 2),
    circle([140, 178], 6, GOLD, edge, 2),
    circle([260, 178], 6, GOLD, edge, 2),
    veil('M262 182 L313 182 L332 330 Q300 336 274 338 Z', 'black', 0.08),
  ].join('');

export const backpack: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    line('M174 86 Q176 54 200 54 Q224 54 226 86', edge, 9),
    path('M104 150 Q74 190 86 300 L112 316 Z M296 150 Q326 190 314 300 L288 316 Z', shade, edge),
    path(
      'M104 160 Q104 76 200 76 Q296 76 296 160 L300 318 Q298 338 278 338 L122 338 Q102 338 100 318 Z',
      paint,
      edge,
    ),
    line('M116 168 Q200 120 284 168', '#f1efe9', 4),
    path(
      'M128 218 Q200 206 272 218 L272 306 Q272 318 260 318 L140 318 Q128 318 128 306 Z',
      light,
      edge,
    ),
    line('M134 236 Q200 226 266 236', GOLD, 4),
    box([192, 232], [10, 24], 4, GOLD, edge),
    has('bottle pockets')
      ? box([70, 226], [34, 90], 10, '#9fc3d8', edge) +
        path('M64 262 L106 262 L108 326 L70 326 Z', shade, edge)
      : '',
    has('usb port') ? box([278, 206], [18, 12], 3, '#22252b', edge) : '',
    veil('M258 90 Q296 110 296 160 L300 318 Q298 338 278 338 L268 338 Z', 'black', 0.08),
  ].join('');

export const watch: Drawing = ({ paint, edge, shade, light, has }) => {
  const band = has('silicone band') ? '#2f3238' : has('leather band') ? '#7a4d2f' : shade;
  const ticks = Array.from({ length: 12 }, (_, hour) => {
    const [x, y] = [Math.sin((hour * Math.PI) / 6), Math.cos((hour * Math.PI) / 6)];
    const at = (radius: number): string =>
      `${(200 + x * radius).toFixed(1)} ${(200 - y * radius).toFixed(1)}`;
    return `M${at(60)} L${at(68)}`;
  });
  return [
    path('M164 124 L170 52 L230 52 L236 124 Z M164 276 L170 348 L230 348 L236 276 Z', band, edge),
    line('M178 64 L178 112 M222 64 L222 112 M178 288 L178 336 M222 288 L222 336', light, 2),
    box([284, 188], [18, 24], 4, METAL, edge),
    circle([200, 200], 90, paint, edge, 4),
    circle([200, 200], 76, light, edge, 2),
    line(ticks.join(' '), edge, 4),
    has('date window') ? box([232, 190], [26, 20], 3, '#fbfaf6', edge) : '',
    line('M200 200 L200 148 M200 200 L232 222', has('luminous hands') ? '#c8f08a' : '#22252b', 6),
    circle([200, 200], 6, '#22252b'),
    veil('M140 164 Q158 132 196 126 Q166 146 150 184 Z', 'white', 0.4),
  ].join('');
};

export const collar: Drawing = ({ paint, edge, shade, has }) =>
  [
    path(
      'M200 96 C104 96 70 150 70 196 C70 250 120 300 200 300 C280 300 330 250 330 196 C330 150 296 96 200 96 Z M200 128 C270 128 296 164 296 190 C296 222 260 256 200 256 C140 256 104 222 104 190 C104 164 130 128 200 128 Z',
      paint,
      edge,
    ).replace('<path', '<path fill-rule="evenodd"'),
    has('reflective stitching') ? ellipse([200, 206], [112, 72], 'none', '#f4f7fa', 3) : '',
    ellipse([200, 150], [92, 14], 'none', shade, 2),
    has('quick release buckle')
      ? box([168, 252], [64, 46], 8, '#2b2d33', '#15161a')
      : box([170, 248], [60, 54], 8, 'none', METAL).replace('stroke-width="3"', 'stroke-width="9"'),
    line('M200 300 L200 312', METAL, 6),
    has('name plate') ? box([238, 244], [50, 24], 6, GOLD, edge) : '',
    circle([200, 326], 14, 'none', METAL, 6),
  ].join('');
