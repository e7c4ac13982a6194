import type { Drawing } from './drawing.ts';
import { box, circle, ellipse, line, path, veil } from './svg.ts';

const DARK = '#26282d';
const METAL = '#c4c6ca';

export const phoneCase: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    box([284, 120], [8, 44], 3, shade, edge),
    has('kick stand') ? path('M262 262 L332 340 L312 344 L240 276 Z', shade, edge) : '',
    box([112, 46], [176, 300], 30, paint, edge),
    box([120, 54], [160, 284], 24, 'none', light),
    box([130, 64], [82, 86], 20, shade, edge),
    circle([154, 90], 15, DARK, METAL),
    circle([190, 90], 15, DARK, METAL),
    circle([154, 126], 15, DARK, METAL),
    circle([190, 126], 6, '#f6e9b8', METAL, 2),
    has('card holder')
      ? box([136, 212], [128, 96], 8, shade, edge) +
        line('M136 232 L264 232', edge, 3) +
        box([150, 200], [100, 26], 5, '#e8dcc0', edge)
      : '',
    has('wireless charging')
      ? circle([200, 232], has('card holder') ? 14 : 46, 'none', light, 5)
      : '',
    veil('M248 46 Q288 46 288 76 L288 316 Q288 346 258 346 L248 346 Z', 'black', 0.07),
  ].join('');

export const headphones: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    line('M86 236 Q82 74 200 74 Q318 74 314 236', edge, 34),
    line('M86 236 Q82 74 200 74 Q318 74 314 236', paintedBand(paint, shade), 27),
    line('M120 128 Q150 92 200 90 Q250 92 280 128', light, 5),
    box([50, 204], [64, 118], 28, paint, edge),
    box([286, 204], [64, 118], 28, paint, edge),
    box([106, 210], [34, 106], 16, has('memory foam pads') ? '#4d5058' : DARK, edge),
    box([260, 210], [34, 106], 16, has('memory foam pads') ? '#4d5058' : DARK, edge),
    ellipse([76, 262], [12, 34], light),
    ellipse([324, 262], [12, 34], shade),
    has('noise cancelling') ? circle([82, 300], 5, '#8fe08a') : '',
    has('hands free') ? line('M84 316 Q96 344 150 336', DARK, 6) + circle([154, 336], 8, DARK) : '',
  ].join('');

/** A line takes a plain colour; patterns would repeat along its box. */
function paintedBand(paint: string, shade: string): string {
  return paint.startsWith('#') ? paint : shade;
}

export const cable: Drawing = ({ colour, edge, light, has }) => {
  const coil =
    'M96 110 Q60 250 200 270 Q330 286 322 200 Q312 128 214 134 Q116 142 122 220 Q130 308 236 308 Q300 308 316 288';
  const plug = 'M78 46 L112 40 L122 98 L86 104 Z';
  return [
    line(coil, edge, 23),
    line(coil, colour, 17),
    has('braided nylon')
      ? line(coil, light, 5).replace('<path', '<path stroke-dasharray="5 7"')
      : line(coil, light, 3),
    path(plug, colour, edge),
    path('M84 20 L102 17 L107 41 L89 44 Z', has('gold plated') ? '#d6ad4e' : METAL, '#8b8f95', 2),
    has('right angle plug')
      ? path('M306 268 L344 268 L344 344 L314 344 L314 304 L306 304 Z', colour, edge) +
        box([344, 322], [26, 16], 3, has('gold plated') ? '#d6ad4e' : METAL, '#8b8f95')
      : path('M306 268 L360 256 L366 290 L314 304 Z', colour, edge) +
        path(
          'M362 262 L384 257 L387 277 L365 283 Z',
          has('gold plated') ? '#d6ad4e' : METAL,
          '#8b8f95',
          2,
        ),
  ].join('');
};

export const speaker: Drawing = ({ paint, edge, shade, light, has }) => {
  const holes = [140, 160, 180, 200, 220, 240, 260].flatMap((x) =>
    [196, 216, 236, 256, 276]
      .filter((y) => Math.hypot(x - 200, y - 236) < 66)
      .map((y) => circle([x, y], 4, shade)),
  );
  return [
    line('M150 74 Q200 40 250 74', edge, 10),
    box([106, 70], [188, 270], 44, paint, edge),
    has('led lights') ? circle([200, 236], 84, 'none', '#6fd3f2', 8) : '',
    circle([200, 236], 76, DARK, edge),
    ...holes,
    circle([200, 236], 26, light, edge),
    box([150, 104], [100, 28], 14, shade, edge),
    line('M170 118 L186 118 M178 110 L178 126 M214 118 L230 118', '#f4f5f7', 4),
    has('deep bass') ? line('M96 180 Q80 206 96 232 M304 180 Q320 206 304 232', edge, 5) : '',
    veil('M258 72 Q294 80 294 114 L294 296 Q294 336 258 340 Z', 'black', 0.08),
  ].join('');
};

export const powerBank: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    box([110, 60], [180, 280], 24, paint, edge),
    box([148, 48], [34, 14], 3, METAL, edge),
    box([218, 48], [34, 14], 3, METAL, edge),
    has('solar panel')
      ? box([130, 130], [140, 180], 6, '#25355a', '#151f38') +
        line(
          'M177 130 L177 310 M224 130 L224 310 M130 175 L270 175 M130 220 L270 220 M130 265 L270 265',
          '#5f7bb5',
          2,
        )
      : has('wireless charging')
        ? circle([200, 220], 58, 'none', light, 6) + circle([200, 220], 34, 'none', light, 6)
        : path('M210 160 L168 228 L196 228 L186 286 L232 208 L202 208 Z', light, edge, 2),
    has('led display')
      ? box([160, 80], [80, 36], 6, '#15181d', edge) +
        line(
          'M178 90 L178 106 M188 90 L202 90 L202 98 L188 98 L188 106 L202 106 M212 90 L226 90 L226 106 L212 106 L212 90',
          '#7fe3d3',
          3,
        )
      : [164, 182, 200, 218].map((x) => circle([x, 98], 5, x < 210 ? '#8fe08a' : shade)).join(''),
    veil('M250 60 L266 60 Q290 60 290 84 L290 316 Q290 340 266 340 L250 340 Z', 'black', 0.08),
  ].join('');

export const keyboard: Drawing = ({ paint, edge, shade, light, has }) => {
  const [left, width] = has('number pad') ? [26, 348] : [50, 300];
  const columns = has('number pad') ? 14 : 12;
  const pitch = (width - 24) / columns;
  const face = has('back light') ? '#fff3c4' : light;
  const keys = [0, 1, 2].flatMap((row) =>
    Array.from({ length: columns }, (_, column) =>
      box([left + 13 + column * pitch, 152 + row * 32], [pitch - 5, 26], 4, face, edge),
    ),
  );
  return [
    path(
      `M${left + 10} 132 L${left + width - 10} 132 Q${left + width} 134 ${left + width} 146 L${left + width} 280 Q${left + width} 292 ${left + width - 12} 292 L${left + 12} 292 Q${left} 292 ${left} 280 L${left} 146 Q${left} 134 ${left + 10} 132 Z`,
      paint,
      edge,
    ),
    ...keys,
    box([left + 13, 248], [60, 28], 4, face, edge),
    box([left + 82, 248], [width - 200, 28], 4, face, edge),
    box([left + width - 109, 248], [96, 28], 4, face, edge),
    line(`M${left + 6} 298 L${left + width - 6} 298`, shade, 8),
  ].join('');
};

export const waterBottle: Drawing = ({ paint, edge, shade, light, has }) => {
  const lid = has('straw lid')
    ? line('M208 84 Q210 40 250 34', '#e8eaee', 11) +
      path('M160 82 L240 82 L244 116 L156 116 Z', DARK, '#15161a')
    : has('spout lid')
      ? path('M160 82 L240 82 L244 116 L156 116 Z', DARK, '#15161a') +
        box([206, 48], [28, 36], 6, '#e8eaee', '#9ba0a7')
      : path(
          'M156 66 L244 66 Q250 66 250 74 L250 116 L150 116 L150 74 Q150 66 156 66 Z',
          DARK,
          '#15161a',
        );
  return [
    has('carry handle') ? line('M162 78 Q164 30 200 30 Q236 30 238 78', '#4a4d55', 9) : '',
    lid,
    path(
      'M158 116 L242 116 Q272 136 272 172 L272 318 Q272 340 250 340 L150 340 Q128 340 128 318 L128 172 Q128 136 158 116 Z',
      paint,
      edge,
    ),
    line('M128 306 L272 306', shade, 4),
    path('M200 200 Q226 236 214 254 Q200 268 186 254 Q174 236 200 200 Z', light, edge, 2),
    veil('M240 118 Q272 138 272 172 L272 318 Q272 340 250 340 L236 340 Z', 'black', 0.1),
    veil('M140 168 Q142 148 158 136 L152 316 L140 312 Z', 'white', 0.35),
  ].join('');
};

/** For what no other shape fits. */
export const parcel: Drawing = ({ paint, edge, shade, light }) =>
  [
    path('M70 150 L200 110 L330 150 L200 196 Z', light, edge),
    path('M70 150 L200 196 L200 344 L70 296 Z', paint, edge),
    path('M330 150 L200 196 L200 344 L330 296 Z', shade, edge),
    path('M132 131 L262 173 L262 215 L246 221 L246 180 L116 136 Z', '#e9dcc0', '#b8a67e', 2),
    line('M90 274 L150 296 M90 256 L130 270', edge, 4),
  ].join('');
