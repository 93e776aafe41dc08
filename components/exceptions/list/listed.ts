import type { ListAnswer, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { counted, shortType } from '../words.ts';
import type { ListAddress } from './address.ts';
import { shapeKeyOf } from './shape-table.tsx';

/** A line of a list: the error that stands for it, and what it is in words. */
export type Listed = { key: string; guid: string; words: string };

/** The lines of a list in their order. */
export function listedOf(by: ListAddress['by'], list: ListAnswer | null, shapes: ShapesAnswer | null): readonly Listed[] {
  const wordsOf = (type: string, app: string, count: number): string => `${shortType(type)} of ${app}, ${counted(count, 'error')}`;
  if (by === 'error')
    return (list?.rows ?? []).map(({ guid, type, app, count }) => ({ key: guid, guid, words: wordsOf(type, app, count) }));
  return (shapes?.rows ?? []).map((row) => {
    const { guid, type } = row.newest;
    return { key: shapeKeyOf(row), guid, words: wordsOf(type, row.app, row.count) };
  });
}
