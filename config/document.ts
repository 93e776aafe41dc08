import {
  type Alias,
  Composer,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  Parser,
  type YAMLMap,
  YAMLParseError,
  type Document as YamlDocument,
} from 'yaml';
import type { Path } from '#lib/section.ts';
import { YAML_WORDS } from './yaml-words.ts';

/** Something wrong with the YAML itself. */
type Fault = { line: number | null; path: Path; message: string };

/** The root mapping as plain data, and the line of whatever stands at a path, or of what is nearest above it. */
type Tree = { data: object; lineOf(path: Path): number | null };

/** `tree` is null where the text cannot be understood; beside a tree, `faults` holds keys that are written twice. */
export type DocumentRead = { tree: Tree | null; faults: Fault[] };

type Walk = {
  lineAt(node: unknown): number | null;
  faults: Fault[];
  anchors: Map<string, { node: unknown; size: number }>;
  targets: Map<Alias, unknown>;
  /** The pairs of every mapping by key; of a key that is written twice, the last, which is the one that counts. */
  pairs: Map<YAMLMap, Map<string, Pair>>;
  isBroken: boolean;
};

/** Far above any real file; aliases count as often as they are used, so that a small file cannot unfold into a huge one. */
const MAX_VALUES = 500_000;
const MAX_DEPTH = 50;
const MAX_SYNTAX_FAULTS = 20;
const EMPTY = 'holds no settings: start from config/example.yaml';

/** Reads YAML text with its lines. Throws nothing: what is wrong comes back as faults, in words that repeat no value of the text. */
export function readDocument(text: string): DocumentRead {
  const counter = new LineCounter();
  const document = compose(text, counter);
  if (!document) return wholeFile(EMPTY);
  const syntax = syntaxFaults(document, counter);
  if (syntax.length > 0) return { tree: null, faults: syntax };
  const root = document.contents;
  if (root === null) return wholeFile(EMPTY);
  const lineAt = (node: unknown) => (hasRange(node) ? counter.linePos(node.range[0]).line : null);
  const walk: Walk = { lineAt, faults: [], anchors: new Map(), targets: new Map(), pairs: new Map(), isBroken: false };
  const size = visit(root, [], [], walk);
  if (walk.isBroken) return { tree: null, faults: walk.faults };
  if (size > MAX_VALUES) return wholeFile(`unfolds into more than ${MAX_VALUES} values: use fewer aliases`);
  const data: unknown = document.toJS({ maxAliasCount: -1 });
  if (!isMap(root) || typeof data !== 'object' || data === null)
    return wholeFile('is not a mapping: begin its lines with keys such as server: and haproxy:');
  return { tree: { data, lineOf: (path) => findLine(root, path, walk) }, faults: walk.faults };
}

/** The first document of the text; a second one is noted as an error of the first. */
function compose(text: string, counter: LineCounter): YamlDocument | null {
  // Not parseDocument(), which keeps an error for every character of a text that is no YAML at all.
  // Doubled keys are found by the walk: the library compares every key with every other.
  const composer = new Composer({ uniqueKeys: false, stringKeys: true, schema: 'core', logLevel: 'error' });
  const [document, second] = composer.compose(untilHopeless(new Parser(counter.addNewLine).parse(text)), true, text.length);
  if (document && second) document.errors.push(new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', ''));
  return document ?? null;
}

/** Ends a text in which hardly anything is YAML early: each error would be kept. */
function* untilHopeless(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  let errors = 0;
  for (const token of tokens) {
    if (token.type === 'error') errors += 1;
    if (errors > MAX_SYNTAX_FAULTS) return;
    yield token;
  }
}

function wholeFile(message: string): DocumentRead {
  return { tree: null, faults: [{ line: null, path: [], message }] };
}

function syntaxFaults(document: YamlDocument, counter: LineCounter): Fault[] {
  const found = new Map<string, Fault>();
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    const line = counter.linePos(pos[0]).line;
    found.set(`${line} ${code}`, { line, path: [], message: YAML_WORDS[code] });
    if (found.size === MAX_SYNTAX_FAULTS) break;
  }
  return [...found.values()];
}

/** Looks at every value once, in the order of the text. Returns how many values it stands for. */
function visit(node: unknown, path: Path, above: readonly unknown[], walk: Walk): number {
  if (isAlias(node)) return visitAlias(node, path, above, walk);
  if (above.length > MAX_DEPTH) return breakOff(node, path, YAML_WORDS.RESOURCE_EXHAUSTION, walk);
  const anchored = { node, size: 1 };
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) walk.anchors.set(node.anchor, anchored);
  if (isMap(node)) {
    indexKeys(node, path, walk);
    for (const { key, value } of node.items) anchored.size += visit(value, [...path, keyText(key)], [...above, node], walk);
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) anchored.size += visit(item, [...path, index], [...above, node], walk);
  }
  return anchored.size;
}

function visitAlias(alias: Alias, path: Path, above: readonly unknown[], walk: Walk): number {
  const target = walk.anchors.get(alias.source);
  if (!target) return breakOff(alias, path, 'refers to an anchor that is not above it: if a text begins with *, put it in quotes', walk);
  if (above.includes(target.node)) return breakOff(alias, path, 'refers to what it is a part of: write the value out', walk);
  walk.targets.set(alias, target.node);
  return target.size;
}

function breakOff(node: unknown, path: Path, message: string, walk: Walk): number {
  walk.faults.push({ line: walk.lineAt(node), path, message });
  walk.isBroken = true;
  return 1;
}

function indexKeys(map: YAMLMap, path: Path, walk: Walk): void {
  const pairs = new Map<string, Pair>();
  const firstLines = new Map<string, number | null>();
  for (const pair of map.items) {
    const key = keyText(pair.key);
    const line = walk.lineAt(pair.key);
    const first = firstLines.get(key);
    if (first === undefined) firstLines.set(key, line);
    else walk.faults.push({ line, path: [...path, key], message: `is written twice, first in line ${first}: take one of the two out` });
    pairs.set(key, pair);
  }
  walk.pairs.set(map, pairs);
}

function findLine(root: unknown, path: Path, walk: Walk): number | null {
  let node = root;
  let line: number | null = null;
  for (const step of path) {
    if (isAlias(node)) node = walk.targets.get(node);
    let next: unknown;
    if (isMap(node)) {
      const pair: Pair | undefined = walk.pairs.get(node)?.get(String(step));
      if (!pair) break;
      line = walk.lineAt(pair.key) ?? line;
      next = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      next = node.items[step];
      line = walk.lineAt(next) ?? line;
    }
    node = next;
  }
  return line;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
