export interface Point {
  readonly x: number;
  readonly mean: number;
  /** Half the width of the interval. */
  readonly margin: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

export interface Panel {
  readonly title: string;
  readonly series: readonly Series[];
}

/** Colours that colour-blind readers can tell apart (Okabe and Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#555555'];
const PANEL = { width: 330, height: 330, left: 64, top: 44, gap: 36 };
const LEGEND = 132;

/** Lines with 95 % intervals over simulations on a logarithmic scale, one panel beside the other. */
export function drawFigure(
  panels: readonly Panel[],
  titles: { readonly x: string; readonly y: string },
): string {
  const width = PANEL.left + panels.length * (PANEL.width + PANEL.gap) + LEGEND;
  const height = PANEL.top + PANEL.height + 56;
  const top = Math.max(...panels.flatMap(({ series }) => series.flatMap(highest)));
  const names = panels[0]!.series.map(({ name }) => name);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="13" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels.map((panel, index) => {
      const x = PANEL.left + index * (PANEL.width + PANEL.gap);
      return `<g transform="translate(${x} ${PANEL.top})">${drawPanel(panel, top, titles.x)}</g>`;
    }),
    text(18, PANEL.top + PANEL.height / 2, titles.y, 'middle', 'rotate(-90)'),
    ...names.map((name, index) => {
      const y = PANEL.top + 12 + 22 * index;
      const x = width - LEGEND - 10;
      const line = `<line x1="${x}" x2="${x + 24}" y1="${y}" y2="${y}" stroke="${colour(index)}" stroke-width="2.5"/>`;
      return line + text(x + 30, y + 4, name, 'start');
    }),
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, series }: Panel, top: number, xTitle: string): string {
  const xs = series[0]!.points.map(({ x }) => x);
  const [first, last] = [Math.log2(xs[0]!), Math.log2(xs.at(-1)!)];
  const across = (x: number) => 14 + ((Math.log2(x) - first) / (last - first)) * (PANEL.width - 28);
  const up = (y: number) => PANEL.height * (1 - y / top);
  const ticks = Array.from({ length: Math.floor(top / 0.1) + 1 }, (_, index) => index / 10);
  return [
    text(PANEL.width / 2, -16, title, 'middle'),
    ...ticks.map((tick) => {
      const y = up(tick).toFixed(1);
      return `<line x1="0" x2="${PANEL.width}" y1="${y}" y2="${y}" stroke="#ddd"/>${text(-8, up(tick) + 4, tick.toFixed(1), 'end')}`;
    }),
    ...xs.map((x) => text(across(x), PANEL.height + 20, String(x), 'middle')),
    text(PANEL.width / 2, PANEL.height + 44, xTitle, 'middle'),
    ...series.map(({ points }, index) => {
      // A few pixels apart, so that intervals of equal simulations do not hide each other.
      const at = (x: number) => (across(x) + 2.5 * (index - (series.length - 1) / 2)).toFixed(1);
      const bars = points.map(
        ({ x, mean, margin }) =>
          `<line x1="${at(x)}" x2="${at(x)}" y1="${up(Math.max(0, mean - margin)).toFixed(1)}" y2="${up(mean + margin).toFixed(1)}"/>`,
      );
      const line = points.map(({ x, mean }) => `${at(x)},${up(mean).toFixed(1)}`).join(' ');
      return `<g stroke="${colour(index)}" fill="none"><polyline points="${line}" stroke-width="2"/>${bars.join('')}</g>`;
    }),
  ].join('\n');
}

function highest({ points }: Series): number[] {
  return points.map(({ mean, margin }) => mean + margin);
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

function text(x: number, y: number, content: string, anchor: string, turn = ''): string {
  const place = `transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) ${turn}"`;
  return `<text ${place} text-anchor="${anchor}">${content}</text>`;
}
