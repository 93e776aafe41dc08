import { notBuilt } from './not-built.ts';
import { type XmlItem, type XmlNode, xmlText } from './xml.ts';

type Walk = (item: XmlItem) => XmlItem[];
type Test = (item: XmlItem, position: number) => boolean;
type Step = { isDeep: boolean; test: string; tests: Test[] };

const isNode = (item: XmlItem): item is XmlNode => typeof item !== 'string' && !('value' in item);
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const descendants = (node: XmlNode): XmlNode[] =>
  node.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...descendants(child)]));

function rootOf(node: XmlNode): XmlNode {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}

function stepFrom(node: XmlNode, test: string): XmlItem[] {
  if (test === '.') return [node];
  if (test === '..') return node.parent ? [node.parent] : [];
  if (test === 'text()') return node.children.filter((child) => typeof child === 'string');
  if (test === 'node()') return node.children;
  if (test.startsWith('@')) {
    const found = [...node.attributes].filter(([name]) => test === '@*' || local(name) === local(test.slice(1)));
    return found.map(([attribute, value]) => ({ attribute, value }));
  }
  return node.children.filter((child) => typeof child !== 'string' && (test === '*' || local(child.name) === local(test)));
}

function predicate(text: string): Test {
  if (/^\d+$/.test(text)) return (_item, position) => position === Number(text);
  const equality = /^(.+?)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\d+))$/.exec(text);
  const walk = compile((equality?.[1] ?? text).trim());
  const wanted = equality ? (equality[2] ?? equality[3] ?? equality[4]) : null;
  return (item) => walk(item).some((found) => wanted === null || xmlText(found) === wanted);
}

function bracketed(path: string, start: number): { inside: string; end: number } {
  let depth = 0;
  for (let at = start; at < path.length; at += 1) {
    if (path[at] === '[') depth += 1;
    if (path[at] === ']') depth -= 1;
    if (depth === 0) return { inside: path.slice(start + 1, at).trim(), end: at + 1 };
  }
  throw notBuilt(`the XQuery '${path}'`, 0);
}

function readSteps(path: string): Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at < path.length) {
    const isDeep = path.startsWith('//', at);
    at += isDeep ? 2 : path[at] === '/' ? 1 : 0;
    const test = /^(\.\.|\.|@\*|@?[\w:.-]+(?:\(\))?|\*)/.exec(path.slice(at))?.[0];
    if (!test || (test.endsWith('()') && test !== 'text()' && test !== 'node()')) throw notBuilt(`the XQuery '${path}'`, 0);
    at += test.length;
    const tests: Test[] = [];
    while (path[at] === '[') {
      const { inside, end } = bracketed(path, at);
      tests.push(predicate(inside));
      at = end;
    }
    steps.push({ isDeep, test, tests });
    while (path[at] === ' ') at += 1;
    if (at < path.length && path[at] !== '/') throw notBuilt(`the XQuery '${path}'`, 0);
  }
  return steps;
}

function walkStep({ isDeep, test, tests }: Step, item: XmlItem): XmlItem[] {
  if (!isNode(item)) return test === '.' ? [item] : [];
  const bases = isDeep ? [item, ...descendants(item)] : [item];
  return bases.flatMap((base) => tests.reduce((found, one) => found.filter((each, at) => one(each, at + 1)), stepFrom(base, test)));
}

function compile(path: string): Walk {
  const indexed = /^\((.*)\)\s*\[(\d+)\]$/s.exec(path);
  if (indexed && isBalanced(indexed[1] ?? '')) {
    const [walk, at] = [compile((indexed[1] ?? '').trim()), Number(indexed[2]) - 1];
    return (item) => walk(item).slice(at, at + 1);
  }
  const wrapped = /^(data|string|count|)\((.*)\)$/s.exec(path);
  if (wrapped && isBalanced(wrapped[2] ?? '')) {
    const walk = compile((wrapped[2] ?? '').trim());
    if (wrapped[1] === '') return walk;
    return wrapped[1] === 'count' ? (item) => [String(walk(item).length)] : (item) => walk(item).map(xmlText);
  }
  const steps = readSteps(path);
  const isAbsolute = path.startsWith('/');
  return (item) => {
    let found: XmlItem[] = [isAbsolute && isNode(item) ? rootOf(item) : item];
    for (const step of steps) found = found.flatMap((one) => walkStep(step, one));
    return found;
  };
}

/** A path of the subset that is built: steps, //, .., @a, text(), [n], [a="v"], (path)[n], data(), string(), count(). All else is not built. Namespaces are not told apart. */
export function xpath(path: string): Walk {
  return compile(path.replace(/declare\s+(default\s+element\s+)?namespace[^;]*;/g, '').trim());
}

/** Whether a path can lead to one item at most, as .value() demands it. */
export const isSingleton = (path: string): boolean => /(\[\d+\]|^\.|^@[\w:-]+|^(string|count|data)\(\..*\))\s*$/.test(path.trim());
