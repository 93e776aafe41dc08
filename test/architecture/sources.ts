import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';

/** One import, re-export or dynamic import. `target` is a path in the project, or the package's name. */
export type Import = { target: string; written: string; line: number; isType: boolean; isReexport: boolean };

/** A use of something outside the module that makes it impure: "Date.now". */
export type Use = { what: string; line: number };

export type Source = { path: string; lines: number; imports: Import[]; uses: Use[] };

const CODE = '{app,components,config,demo,lib,scripts,test}/**/*.{ts,tsx,mjs}';
const ROOT_CODE = '{server,proxy}.ts';
const IMPURE = new Set([
  'performance',
  'process',
  'crypto',
  'globalThis',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'Temporal',
]);

/** The paths of all code of the project. */
export function listCode(root: string): string[] {
  return globSync([CODE, ROOT_CODE], { cwd: root }).map((path) => path.replaceAll('\\', '/'));
}

/** Every code file, read with the parser that also builds it. */
export function readSources(root: string): Source[] {
  return listCode(root).map((path) => readSource(path, readFileSync(posix.join(root, path), 'utf8')));
}

/** Reads one module. Throws where it does not parse: what cannot be read cannot be checked. */
export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path} does not parse: ${error.message}`);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  return { path, lines, imports: importsOf(program, path, lineAt), uses: usesOf(program, lineAt) };
}

function importsOf(program: ESTree.Program, path: string, lineAt: (offset: number) => number): Import[] {
  const imports: Import[] = [];
  const add = (source: { value?: unknown; start: number }, isType: boolean, isReexport = false) => {
    const written = typeof source.value === 'string' ? source.value : '(computed)';
    imports.push({ target: resolve(path, written), written, line: lineAt(source.start), isType, isReexport });
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers }) => add(source, importKind === 'type' || allTypes(specifiers)),
    ExportAllDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type', true),
    ExportNamedDeclaration: ({ source, exportKind, specifiers }) => {
      if (source) add(source, exportKind === 'type' || allTypes(specifiers), true);
    },
    ImportExpression: ({ source }) => add(source as { value?: unknown; start: number }, false),
    TSImportType: ({ source }) => add(source, true),
  }).visit(program);
  return imports;
}

function allTypes(specifiers: readonly object[]): boolean {
  const isType = (specifier: object) =>
    ('importKind' in specifier && specifier.importKind === 'type') || ('exportKind' in specifier && specifier.exportKind === 'type');
  return specifiers.length > 0 && specifiers.every(isType);
}

function usesOf(program: ESTree.Program, lineAt: (offset: number) => number): Use[] {
  const uses: Use[] = [];
  const add = (what: string, start: number) => uses.push({ what, line: lineAt(start) });
  const global = (node: ESTree.Node | null | undefined) => {
    if (node?.type === 'Identifier' && IMPURE.has(node.name)) add(node.name, node.start);
  };
  new Visitor({
    MemberExpression: ({ object, property, start }) => {
      global(object);
      const name = object.type === 'Identifier' && property.type === 'Identifier' ? `${object.name}.${property.name}` : '';
      if (name === 'Date.now' || name === 'Math.random') add(name, start);
    },
    CallExpression: ({ callee, start }) => {
      global(callee);
      if (callee.type === 'Identifier' && callee.name === 'Date') add('Date()', start);
    },
    NewExpression: ({ callee, arguments: given, start }) => {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0) add('new Date()', start);
    },
    VariableDeclarator: ({ init }) => {
      global(init);
      if (init?.type === 'Identifier' && (init.name === 'Date' || init.name === 'Math')) add(init.name, init.start);
    },
  }).visit(program);
  return uses;
}

function resolve(from: string, written: string): string {
  if (written.startsWith('#')) return written.slice(1);
  if (written.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), written));
  return written;
}
