import type { Drawing } from './drawing.ts';
import { box, circle, ellipse, line, path, veil } from './svg.ts';

const PAPER = '#fbf9f4';
const DARK = '#2c2d32';
const WOOD = '#b98a5a';

export const pumpBottle: Drawing = ({ paint, edge, light }) =>
  [
    path('M192 60 L206 60 L206 104 L192 104 Z', '#c9ccd1', '#8f949b', 2),
    path('M140 44 L208 44 Q220 44 220 56 L220 66 L188 66 Q160 62 136 74 Z', '#e4e6ea', '#9ba0a7'),
    box([172, 98], [56, 26], 5, '#dadce1', '#9ba0a7'),
    path(
      'M150 124 L250 124 Q286 134 286 172 L286 312 Q286 340 258 340 L142 340 Q114 340 114 312 L114 172 Q114 134 150 124 Z',
      paint,
      edge,
    ),
    box([136, 186], [128, 112], 6, PAPER, edge),
    line('M158 212 L242 212 M170 230 L230 230', edge, 5),
    path('M200 246 Q220 268 210 282 Q200 290 190 282 Q180 268 200 246 Z', light, edge, 2),
    veil('M252 126 Q286 136 286 172 L286 312 Q286 340 258 340 L246 340 Z', 'black', 0.08),
    veil('M124 168 Q126 148 144 138 L136 320 L124 314 Z', 'white', 0.3),
  ].join('');

export const creamJar: Drawing = ({ paint, edge, light }) =>
  [
    path('M92 206 L308 206 L308 296 Q308 340 264 340 L136 340 Q92 340 92 296 Z', paint, edge),
    path(
      'M84 132 Q84 122 96 122 L304 122 Q316 122 316 132 L316 206 L84 206 Z',
      '#f4f2ee',
      '#b6b3ac',
    ),
    ellipse([200, 124], [114, 16], '#fdfcfa', '#c5c2bb', 2),
    line('M84 192 L316 192', '#c9a24a', 5),
    box([140, 234], [120, 66], 6, PAPER, edge),
    line('M162 256 L238 256 M174 274 L226 274', edge, 5),
    veil('M276 206 L308 206 L308 296 Q308 330 276 338 Z', 'black', 0.08),
    line('M104 220 L104 300', light, 6),
  ].join('');

export const lipstick: Drawing = ({ paint, edge, light }) =>
  [
    path('M166 190 L166 96 Q176 62 226 52 Q234 60 234 78 L234 190 Z', paint, edge),
    path('M166 98 Q178 66 226 52 Q214 82 172 108 Z', light, edge, 2),
    box([158, 186], [84, 50], 3, '#d8b365', '#94752f'),
    box([146, 232], [108, 108], 6, DARK, '#141518'),
    line('M146 250 L254 250', '#d8b365', 4),
    veil('M164 190 L174 190 L174 232 L164 232 Z', 'white', 0.5),
    veil('M156 240 L166 240 L166 330 L156 330 Z', 'white', 0.2),
    veil('M214 100 L234 84 L234 190 L214 190 Z', 'black', 0.12),
  ].join('');

export const nailPolish: Drawing = ({ paint, edge, light }) =>
  [
    path(
      'M172 44 L228 44 Q234 44 234 52 L240 186 L160 186 L166 52 Q166 44 172 44 Z',
      DARK,
      '#141518',
    ),
    box([166, 182], [68, 20], 3, '#cfd2d7', '#8f949b'),
    path(
      'M160 202 L240 202 Q292 222 292 272 L292 312 Q292 340 264 340 L136 340 Q108 340 108 312 L108 272 Q108 222 160 202 Z',
      paint,
      edge,
    ),
    veil('M118 276 Q122 240 154 222 Q136 246 136 320 L120 316 Z', 'white', 0.45),
    line('M150 272 L250 272 M168 290 L232 290', light, 5),
    veil('M260 216 Q292 236 292 272 L292 312 Q292 340 264 340 L252 340 Z', 'black', 0.1),
    veil('M178 56 L188 56 L184 176 L174 176 Z', 'white', 0.25),
  ].join('');

export const brush: Drawing = ({ paint, edge, shade, light, has }) => {
  const pins = [134, 156, 178, 200, 222, 244, 266].flatMap((x, column) =>
    [78, 102, 126, 150, 174, 198]
      .filter((y) => ((x - 200) / 76) ** 2 + ((y - 138) / 84) ** 2 < 1)
      .map((y) => circle([x, y + (column % 2) * 6], 4, DARK)),
  );
  const handle = 'M184 230 L216 230 L222 326 Q222 346 200 346 Q178 346 178 326 Z';
  return [
    has('wooden handle') ? path(handle, WOOD, '#7d5a38') : path(handle, shade, edge),
    ellipse([200, 138], [98, 104], paint, edge, 4),
    ellipse([200, 138], [78, 86], light, edge, 2),
    ...pins,
    circle([200, 326], 7, '#f4f2ee', edge, 2),
    veil(
      'M258 60 Q298 92 298 138 Q298 200 250 226 Q284 180 280 130 Q278 90 258 60 Z',
      'black',
      0.1,
    ),
  ].join('');
};

export const soap: Drawing = ({ paint, edge, shade, light, has }) =>
  [
    path(
      'M76 220 Q76 176 120 172 L280 172 Q324 176 324 220 L324 272 Q324 316 280 318 L120 318 Q76 316 76 272 Z',
      shade,
      edge,
    ),
    path(
      'M76 214 Q76 166 120 162 L280 162 Q324 166 324 214 Q324 262 280 266 L120 266 Q76 262 76 214 Z',
      paint,
      edge,
    ),
    path(
      'M112 214 Q112 186 140 184 L260 184 Q288 186 288 214 Q288 242 260 244 L140 244 Q112 242 112 214 Z',
      light,
      edge,
      2,
    ),
    line('M156 206 L244 206 M170 224 L230 224', edge, 5),
    has('oat flakes')
      ? [
          [100, 190],
          [304, 232],
          [120, 254],
          [286, 180],
          [210, 256],
        ]
          .map(([x, y]) => ellipse([x!, y!], [7, 4], '#e9d3a4', '#b2955a', 1.5))
          .join('')
      : '',
    circle([300, 140], 18, '#ffffff', '#cfd9e2', 2),
    circle([328, 118], 10, '#ffffff', '#cfd9e2', 2),
    circle([276, 122], 7, '#ffffff', '#cfd9e2', 2),
  ].join('');
