/** What a page says is there, by the names that actions use. */
export interface Scene {
  /** The place that the page describes, if it describes one. */
  readonly place?: string | undefined;
  readonly objects: readonly string[];
  /** Objects that hold others, or say that they hold nothing. */
  readonly containers: readonly string[];
  /** Objects with a door or a lid, and whether it is open. */
  readonly lids: ReadonlyMap<string, boolean>;
  /** Objects that are switched on or off. */
  readonly switches: ReadonlyMap<string, boolean>;
  /** Places behind doors, and whether the door is open. */
  readonly exits: ReadonlyMap<string, boolean>;
}

const PLACE = /^This (?:room|outside location) is called the (.+?)\. /;
const EXIT = /\bdoor to the ([\w ]+?) \(that is (open|closed)\)/g;
const LID = /\bThe ([\w' -]+?) door is (open|closed)\./g;
const SWITCH = /\b(?:an?|the) ([\w' -]+?), which is (turned on|turned off|activated|deactivated)/g;
const HOLDS = /\b(?:On|In) the ([\w' -]+?) is: |\b([\w' -]+?) \(containing /g;
const ARTICLE = /^(?:an?|the|some) (?:substance called )?/;
const NOT_THINGS = new Set(['agent', 'nothing', 'air', '']);

/** Reads a page of the simulator. A page that describes nothing names no objects. */
export function readScene(text: string): Scene {
  const place = PLACE.exec(text)?.[1];
  const all = (pattern: RegExp) => [...text.matchAll(pattern)];
  const containers = all(HOLDS).map((match) => nameOf(match[1] ?? match[2]!));
  return {
    place,
    objects: isDescription(text) ? objectsIn(text) : [],
    containers: [...new Set(containers)],
    lids: new Map(all(LID).map((match) => [match[1]!, match[2] === 'open'])),
    switches: new Map(
      all(SWITCH).map((match) => [nameOf(match[1]!), /on$|^activated$/.test(match[2]!)]),
    ),
    exits: new Map(all(EXIT).map((match) => [match[1]!, match[2] === 'open'])),
  };
}

function isDescription(text: string): boolean {
  return /(?:you see|is|are):/i.test(text) || /^Inside the /.test(text);
}

/** Everything with an article, wherever it lies. */
function objectsIn(text: string): string[] {
  const pieces = text
    .replace(EXIT, '')
    .replace(/ \(that is (?:open|closed)\)/g, '')
    .split(/[\n\t,:;()]|\.(?=\s|$)|\bcontaining\b/);
  const names = pieces
    .map((piece) => piece.trim().replace(/ in the \w+ stage$/, ''))
    .filter((piece) => ARTICLE.test(piece) && !/ (?:is|are|door|you)\b/.test(piece))
    .map(nameOf)
    .filter((name) => !NOT_THINGS.has(name) && name.length < 60);
  return [...new Set(names)];
}

function nameOf(piece: string): string {
  return piece.trim().replace(ARTICLE, '');
}
