import type { ListAnswer, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import type { ListAddress } from './address.ts';
import { shapeKeyOf } from './shape-table.tsx';

export type Listed = { key: string; guid: string };

/** The lines of a list in their order, each with the error that stands for it. */
export function listedOf(by: ListAddress['by'], list: ListAnswer | null, shapes: ShapesAnswer | null): readonly Listed[] {
  if (by === 'shape') return (shapes?.rows ?? []).map((row) => ({ key: shapeKeyOf(row), guid: row.newest.guid }));
  return (list?.rows ?? []).map(({ guid }) => ({ key: guid, guid }));
}
