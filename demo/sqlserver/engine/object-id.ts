import type { Given } from './built-in.ts';
import { findObject } from './catalog.ts';

/** A number that a name has for good: what OBJECT_ID answers. */
function idOf(name: string): number {
  let hash = 17;
  for (const character of name.toLowerCase()) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return (hash & 0x3fffffff) + 100;
}

/** OBJECT_ID: a number for an object that is there, temporary tables too, NULL for one that is not. */
export function objectId(name: string, { context, state }: Given): number | null {
  const path = pathOf(name);
  const last = path.at(-1) ?? '';
  if (last.startsWith('#')) return state.temporary.has(last.toLowerCase()) ? idOf(last) : null;
  return findObject(context.instance, path, context.database) ? idOf(`${context.database}.${last}`) : null;
}

/** The parts of a name that stands in a text, without their quotes: "[dbo].[My.Table]". */
export function pathOf(name: string): string[] {
  const parts = name.matchAll(/(?:^|\.)(?:\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.]*))/g);
  return [...parts].map(([, bracketed, quoted, plain = '']) => bracketed?.replaceAll(']]', ']') ?? quoted?.replaceAll('""', '"') ?? plain);
}
