import type { LiveRow } from '#lib/feed/events.ts';
import { MEMBER_TRENDS } from '#lib/systems/elastic/row-trend.ts';
import type { ElasticView } from '#lib/systems/elastic/rows.ts';
import type { TrendSpec } from '../row-trends/trend.ts';

/** A figure of a member of which the last values are kept. */
export type MemberFigure = (typeof MEMBER_TRENDS)[number]['name'];

/** The kept figures of members, as the server reads them. */
export const ELASTIC_TRENDS: TrendSpec = { figures: MEMBER_TRENDS, valuesOf };

function valuesOf({ value }: LiveRow): readonly (number | null)[] {
  // The rows of this system are what its status rules made.
  const view = value as ElasticView;
  return MEMBER_TRENDS.map(({ of }) => (view.kind === 'member' ? of(view) : null));
}
