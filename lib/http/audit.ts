import { once } from 'node:events';
import { z } from 'zod';
import { may } from '../access/rights.ts';
import { exportRows } from '../act/audit/export.ts';
import { AUDIT_RESULTS, type AuditFilter } from '../act/audit/row.ts';
import { answerJson } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const text = z.string().max(200).optional();
const moment = z.coerce.number().optional();
const filter = { who: text, target: text, action: text, result: z.enum(AUDIT_RESULTS).optional(), from: moment, to: moment };

const MOST_ROWS = 200;
const listing = z.strictObject({
  ...filter,
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
});
const exporting = z.strictObject({ ...filter, format: z.enum(['csv', 'jsonl']) });

type Listing = z.output<typeof listing>;
type Exporting = z.output<typeof exporting>;

const USAGE = 'narrow with who, target, action, result, from and to (epoch ms)';

export const auditRoutes: readonly Route[] = [
  defineRoute<Listing>({
    ...{ method: 'GET', path: '/live/v1/audit', need: { is: 'some view' }, origin: 'any', rate: 'read' },
    ...{ input: listing, usage: `${USAGE}; page with before and limit`, handle: answerAudit },
  }),
  defineRoute<Exporting>({
    ...{ method: 'GET', path: '/live/v1/audit/export', need: { is: 'some view' }, origin: 'any', rate: 'ask' },
    ...{ input: exporting, usage: `${USAGE}; say format=csv or format=jsonl`, handle: answerExport },
  }),
];

/** Lines of a system are for those who may view it; lines of none (who signed in, and from where) for those who may act on everything. */
function rightsOf({ caller: { grants } }: Pick<Call<unknown>, 'caller'>): (system: string | null) => boolean {
  return (system) => (system === null ? grants.all.includes('act') : may(grants, 'view', system));
}

/** A page of what stands in the audit, why nothing can be added to it at present, and the time of it. */
async function answerAudit(call: Call<Listing>): Promise<void> {
  const { before, limit, ...filter } = call.input;
  const page = await call.audit.read(filter, rightsOf(call), { before: before ?? null, limit });
  answerJson(call.response, 200, { ...page, trouble: call.audit.trouble(), now: call.engine.clock.now() });
}

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/jsonl; charset=utf-8' } as const;

/** Sends all that matches, oldest first, as fast as the other side takes it. */
async function answerExport(call: Call<Exporting>): Promise<void> {
  const { response } = call;
  const { format, ...filter } = call.input;
  response.writeHead(200, {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="vigil-audit.${format}"`,
    'cache-control': 'no-store',
  });
  for await (const piece of exportRows(call.audit.rows(filter satisfies AuditFilter, rightsOf(call)), format)) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}
