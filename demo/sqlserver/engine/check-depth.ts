import type { Statement } from './ast.ts';
import { tooDeep } from './cursor.ts';

/** A tree deeper than this would not be walked by plain recursion on Node's stack. */
const DEEPEST_TREE = 1500;

/** Throws SqlError 191 for a tree too deep to be walked, as a sum of thousands of terms makes one. Walks without recursion itself. */
export function checkDepth(statements: readonly Statement[]): void {
  let level: { node: object; line: number }[] = [{ node: statements, line: 1 }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST_TREE) throw tooDeep(level[0]?.line ?? 1);
    level = level.flatMap(({ node, line }) => {
      const own = 'line' in node && typeof node.line === 'number' ? node.line : line;
      return childrenOf(node).map((child) => ({ node: child, line: own }));
    });
  }
}

function childrenOf(node: object): object[] {
  if (node instanceof Uint8Array) return [];
  return Object.values(node).filter((value): value is object => typeof value === 'object' && value !== null);
}
