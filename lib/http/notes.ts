import { z } from 'zod';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const name = z.string().max(100);
const placeQuery = z
  .strictObject({ system: name, group: name.optional(), node: name.optional() })
  .refine(({ group, node }) => node === undefined || group !== undefined);
type PlaceQuery = z.output<typeof placeQuery>;

export const notesRoutes: readonly Route[] = [
  defineRoute<PlaceQuery>({
    ...{ method: 'GET', path: '/live/v1/notes', need: { is: 'view', of: ({ system }) => system }, origin: 'any', rate: 'read' },
    ...{ input: placeQuery, usage: 'say where: ?system=…&group=…&node=…, the last two if wanted', handle: answerNotes },
  }),
];

/** What people wrote in the configuration of a node, its group and its system, the nearest first. */
function answerNotes({ engine, input: { system, group, node }, response }: Call<PlaceQuery>): void {
  const notes = engine.notes({ system, group: group ?? null, node: node ?? null });
  const place = [system, group, node].filter((part) => part !== undefined).join('/');
  if (notes === null) throw new HttpProblem(404, `there are no notes of ${place}: it is not configured`);
  answerJson(response, 200, { notes });
}
