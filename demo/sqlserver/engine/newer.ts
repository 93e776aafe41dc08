import type { Instance } from './catalog.ts';

/** The major version that brought a built-in function, where that is later than 2014 ("Applies to" of its page in the Transact-SQL reference). */
const SINCE: ReadonlyMap<string, number> = new Map([
  ...[
    'compress',
    'datediff_big',
    'decompress',
    'isjson',
    'json_query',
    'json_value',
    'session_context',
    'string_escape',
    'string_split',
  ].map((name) => [name, 13] as const),
  ...['concat_ws', 'string_agg', 'translate', 'trim'].map((name) => [name, 14] as const),
  ...['approx_count_distinct', 'current_timezone'].map((name) => [name, 15] as const),
  ...['date_bucket', 'datetrunc', 'greatest', 'least'].map((name) => [name, 16] as const),
]);

/** Whether a function, by its name in lower case, is newer than the instance, which then knows no such name. */
export function isNewer(name: string, { major }: Pick<Instance, 'major'>): boolean {
  return (SINCE.get(name) ?? 0) > major;
}

/** Whether the instance reads DROP … IF EXISTS (2016). */
export const dropsIfExists = ({ major }: Pick<Instance, 'major'>): boolean => major >= 13;
