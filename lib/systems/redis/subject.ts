import type { RowSubject } from '../../system.ts';
import type { RedisView } from './model.ts';

/** The one row of a reading is its node. The machine is known by the node already. */
export function subjectOf({ name, address }: RedisView): RowSubject {
  return { name, alike: `${address.host}:${address.port}`, heads: null, under: null, host: null };
}
