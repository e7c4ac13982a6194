/** A filled shape, with an edge where a colour is given for it. */
export function path(d: string, fill: string, edge?: string, width = 3): string {
  return `<path d="${d}" fill="${fill}"${stroke(edge, width)}/>`;
}

export function line(d: string, colour: string, width = 3): string {
  return `<path d="${d}" fill="none"${stroke(colour, width)}/>`;
}

export function ellipse(
  [x, y]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  fill: string,
  edge?: string,
  width = 3,
): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"${stroke(edge, width)}/>`;
}

export function circle(
  at: readonly [number, number],
  radius: number,
  fill: string,
  edge?: string,
  width = 3,
): string {
  return ellipse(at, [radius, radius], fill, edge, width);
}

export function box(
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
  corner: number,
  fill: string,
  edge?: string,
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}" fill="${fill}"${stroke(edge, 3)}/>`;
}

/** A veil of shadow or light over what lies below. */
export function veil(d: string, colour: 'black' | 'white', opacity: number): string {
  return `<path d="${d}" fill="${colour}" opacity="${opacity}"/>`;
}

function stroke(colour: string | undefined, width: number): string {
  if (colour === undefined) return '';
  return ` stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"`;
}
