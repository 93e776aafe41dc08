import { formatCount } from '#lib/format/number.ts';

/** "1 error", "4,316 errors". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** The last part of a type: "SqlException" of "Microsoft.Data.SqlClient.SqlException". */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1) || type;
}
