import type { ImageReference, Page } from '../../core/observation.ts';
import { trajectorySchema, type Step, type Trajectory } from '../../core/trajectory.ts';
import type { RenderedPart } from './rendered-trajectory.ts';

/** What a rendering holds of a trajectory. */
export type ParsedTrajectory = Pick<Trajectory, 'intent' | 'steps' | 'final' | 'end' | 'facts'>;

/** Says what is wrong with a text that begins as a rendered trajectory and goes on otherwise. */
export class RenderingError extends Error {
  constructor(problem: string) {
    super(`not a rendered trajectory: ${problem}`);
    this.name = 'RenderingError';
  }
}

interface Section {
  readonly heading: string;
  readonly content: string;
  image?: ImageReference;
}

/** The start of a line that is a heading. */
const HEADING = /(?<![^\n])## /;
const ESCAPED_HEADING = /(?<![^\n])\\(?=\\*## )/g;

/** Whether a text means to be what `renderTrajectory` writes. */
export function isRendered(text: string): boolean {
  return text.startsWith('## Intent\n');
}

/** Reads what `renderTrajectory` wrote: the intent's text and the attempt's parts, in order. */
export function parseTrajectory(parts: readonly RenderedPart[]): ParsedTrajectory {
  const sections = new SectionReader(sectionsOf(parts));
  const intent = sections.take('Intent').content;
  const steps: Step[] = [];
  for (let number = 1; sections.has(`Page ${number}`); number += 1) {
    const observation = pageOf(sections.take(`Page ${number}`), `Page ${number}`);
    const thought = sections.has(`Thought ${number}`)
      ? { thought: sections.take(`Thought ${number}`).content }
      : {};
    const action = sections.take(`Action ${number}`).content;
    steps.push({ observation, ...thought, action });
  }
  const final = pageOf(sections.take('Last page'), 'Last page');
  const end = trajectorySchema.shape.end.safeParse(sections.take('End').content);
  if (!end.success) throw new RenderingError('its end has no such name');
  const facts = sections.has('Facts') ? factsOf(sections.take('Facts').content) : {};
  sections.finish();
  return { intent, steps, final, end: end.data, facts };
}

class SectionReader {
  readonly #sections: readonly Section[];
  #next = 0;

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
  }

  has(heading: string): boolean {
    const section = this.#sections[this.#next];
    return section?.heading === heading || section?.heading.startsWith(`${heading} at `) === true;
  }

  take(heading: string): Section {
    const section = this.#sections[this.#next];
    if (section === undefined || !this.has(heading)) {
      throw new RenderingError(`"## ${heading}" should follow, and ${nameOf(section)} does`);
    }
    this.#next += 1;
    return section;
  }

  finish(): void {
    const section = this.#sections[this.#next];
    if (section !== undefined) throw new RenderingError(`${nameOf(section)} comes after its end`);
  }
}

function sectionsOf(parts: readonly RenderedPart[]): Section[] {
  const sections: Section[] = [];
  for (const part of parts) {
    if (part.type === 'text') sections.push(...split(part.text));
    else attach(sections.at(-1), part.image);
  }
  return sections;
}

function split(text: string): Section[] {
  const [before, ...rest] = text.split(HEADING);
  if (before !== '') throw new RenderingError('a part does not begin with a heading');
  return rest.map((piece) => {
    const end = piece.indexOf('\n');
    if (end < 0) throw new RenderingError(`nothing follows "## ${piece.slice(0, 40)}"`);
    const content = piece.slice(end + 1).replace(/\n$/, '');
    return { heading: piece.slice(0, end), content: content.replace(ESCAPED_HEADING, '') };
  });
}

function attach(section: Section | undefined, image: ImageReference): void {
  if (section === undefined || !/^(?:Page \d+|Last page)(?: at |$)/.test(section.heading)) {
    throw new RenderingError('a picture does not follow a page');
  }
  if (section.image !== undefined) throw new RenderingError('a page has two pictures');
  section.image = image;
}

function pageOf({ heading, content, image }: Section, name: string): Page {
  const url = heading.slice(`${name} at `.length);
  return {
    text: content,
    ...(image === undefined ? {} : { image }),
    ...(heading === name ? {} : { url }),
  };
}

function factsOf(content: string): Trajectory['facts'] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new RenderingError('its facts are not JSON');
  }
  const facts = trajectorySchema.shape.facts.safeParse(json);
  if (facts.success) return facts.data;
  throw new RenderingError('its facts are not finite numbers');
}

function nameOf(section: Section | undefined): string {
  return section === undefined ? 'nothing' : `"## ${section.heading.slice(0, 40)}"`;
}
