import { InputError } from '../core/errors.ts';
import {
  linearObjective,
  type Constraint,
  type LinearObjective,
  type Relation,
  type Term,
} from './linear-objective.ts';
import { requireKnown } from './known-names.ts';
import { tokensOf, type Token } from './objective-token.ts';

/** What the names in an objective may be, and where its text comes from. */
export interface ObjectiveContext {
  /** The facts of the benchmark with what they mean: `Benchmark.facts`. */
  readonly facts: Readonly<Record<string, string>>;
  /** Named in errors; `--objective` if absent. */
  readonly option?: string | undefined;
}

/**
 * Reads an objective: a sum of `reward` and facts, each with a weight or none, then any number of
 * hard constraints.
 *
 *     objective  = ["+" | "-"] term { ("+" | "-") term } { ";" constraint }
 *     term       = [number ["*"]] name | name "*" number
 *     constraint = name ("<=" | "<" | ">=" | ">" | "=") ["+" | "-"] number
 *
 * Throws `InputError` that marks the place with brackets, and lists the facts when a name is none.
 *
 * @example parseObjective('reward - 0.02*actions; actions < 12', game24)
 */
export function parseObjective(text: string, context: ObjectiveContext): LinearObjective {
  return new Parser(text, context).objective();
}

class Parser {
  readonly #text: string;
  readonly #context: ObjectiveContext;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, context: ObjectiveContext) {
    this.#text = text;
    this.#context = context;
    this.#tokens = tokensOf(text);
  }

  objective(): LinearObjective {
    const terms: Term[] = [this.#term(this.#sign() ?? 1)];
    for (let sign = this.#sign(); sign !== undefined; sign = this.#sign()) {
      terms.push(this.#term(sign));
    }
    const constraints: Constraint[] = [];
    while (this.#take('semicolon') !== undefined) constraints.push(this.#constraint());
    if (this.#peek().kind === 'relation') throw this.#refuse('a limit stands after a ";"');
    if (this.#take('end') === undefined) throw this.#refuse('expected + or - or ;');
    return linearObjective(terms, constraints);
  }

  #term(sign: number): Term {
    const coefficient = this.#number();
    if (coefficient === undefined) {
      const name = this.#name('expected a fact or "reward"');
      if (this.#take('times') === undefined) return { name, weight: sign };
      const factor = this.#number();
      if (factor === undefined) throw this.#refuse('expected a number');
      return { name, weight: sign * factor };
    }
    const isProduct = this.#take('times') !== undefined;
    const problem = isProduct
      ? 'expected a fact or "reward"'
      : 'a number alone changes no decision; expected a fact or "reward" after it';
    return { name: this.#name(problem), weight: sign * coefficient };
  }

  #constraint(): Constraint {
    const name = this.#name('expected a fact or "reward"');
    const relation = this.#take('relation');
    if (relation === undefined) throw this.#refuse('expected <=, <, >=, > or =');
    const sign = this.#sign() ?? 1;
    const bound = this.#number();
    if (bound === undefined) throw this.#refuse('expected a number');
    return { name, relation: relation.text as Relation, bound: sign * bound };
  }

  #sign(): 1 | -1 | undefined {
    const token = this.#take('sign');
    if (token === undefined) return undefined;
    return token.text === '-' ? -1 : 1;
  }

  #number(): number | undefined {
    const { text } = this.#peek();
    if (this.#peek().kind !== 'number') return undefined;
    if (!Number.isFinite(Number(text))) throw this.#refuse('the number is too large');
    this.#next += 1;
    return Number(text);
  }

  #name(problem: string): string {
    const token = this.#peek();
    if (token.kind !== 'name') throw this.#refuse(problem);
    requireKnown(token.text, this.#context.facts, {
      option: this.#context.option ?? '--objective',
      where: this.#where(token),
    });
    this.#next += 1;
    return token.text;
  }

  #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #take(kind: Token['kind']): Token | undefined {
    const token = this.#peek();
    if (token.kind !== kind) return undefined;
    this.#next += 1;
    return token;
  }

  #refuse(problem: string): InputError {
    const names = Object.keys(this.#context.facts).join(', ') || 'none';
    return new InputError({
      place: { option: this.#context.option ?? '--objective' },
      problem: `${problem} ${this.#where(this.#peek())}`,
      remedy: `Write it like "reward - 0.02*actions; actions <= 12". Facts here: ${names}`,
    });
  }

  /** The text with the token at fault in brackets. */
  #where({ start, text }: Token): string {
    const before = this.#text.slice(0, start);
    const after = this.#text.slice(start + text.length);
    return `at character ${start + 1}: ${before}[${text === '' ? 'end' : text}]${after}`;
  }
}
