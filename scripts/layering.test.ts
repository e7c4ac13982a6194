import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Which top-level folders a folder may import from, itself included. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  src: ['src'],
  agents: ['agents', 'src'],
  planners: ['planners', 'src'],
  benchmarks: ['benchmarks', 'planners', 'agents', 'src'],
  scripts: ['scripts', 'benchmarks', 'planners', 'agents', 'src'],
  examples: ['examples', 'scripts', 'benchmarks', 'planners', 'agents', 'src'],
};

/** Model providers are for `agents` alone. */
const PROVIDERS = /^(?:langchain|@langchain\/.*|openai)$/;

/** `src/core` is the contracts: nothing in `src` is below it. */
const CORE = /^src\/core\//;

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function violations(file: string): string[] {
  const folder = file.split('/', 1)[0]!;
  const isTest = file.endsWith('.test.ts');
  return importsOf(file).flatMap((target) => {
    if (!target.startsWith('.')) {
      return PROVIDERS.test(target) && folder !== 'agents' ? [`${file} imports ${target}`] : [];
    }
    const path = normalize(join(dirname(file), target)).replaceAll('\\', '/');
    const [targetFolder] = path.split('/');
    const isAllowed = ALLOWED[folder]!.includes(targetFolder!);
    const leavesCore = CORE.test(file) && !isTest && !CORE.test(path);
    return isAllowed && !leavesCore ? [] : [`${file} imports ${path}`];
  });
}

const files = Object.keys(ALLOWED).flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(?:ts|mjs)$/.test(file)),
);

describe('the layering', () => {
  it('has only arrows that point down', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(violations)).toEqual([]);
  });

  it('keeps test helpers out of what is shipped', () => {
    const shipped = files.filter(
      (file) =>
        !file.endsWith('.test.ts') &&
        !/(?:^|\/)testing\//.test(file) &&
        !file.startsWith('scripts/'),
    );
    const offenders = shipped.filter((file) =>
      importsOf(file).some((target) => target === 'vitest' || /\/testing\//.test(target)),
    );
    expect(offenders).toEqual([]);
  });

  it('has no circle of imports', () => {
    const graph = new Map(
      files
        .filter((file) => !file.endsWith('.test.ts'))
        .map((file) => [
          file,
          runtimeImportsOf(file)
            .filter((target) => target.startsWith('.'))
            .map((target) => normalize(join(dirname(file), target)).replaceAll('\\', '/')),
        ]),
    );
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) throw new Error(`Circle: ${[...path, file].join(' -> ')}`);
      if (done.has(file)) return;
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
  });
});

/** Imports that remain when types are gone: circles among types alone do no harm. */
function runtimeImportsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) && !isTypeOnly(statement.importClause);
    const isExport = ts.isExportDeclaration(statement) && !statement.isTypeOnly;
    const specifier = isImport || isExport ? statement.moduleSpecifier : undefined;
    return specifier !== undefined && ts.isStringLiteral(specifier) ? [specifier.text] : [];
  });
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}
