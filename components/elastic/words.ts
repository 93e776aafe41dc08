import { formatCount } from '#lib/format/number.ts';
import type { Status } from '#lib/status.ts';
import type { Color, Product } from '#lib/systems/elastic/model.ts';

/** "1 index", "2 indices". */
export function counted(count: number, word: string, words = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : words}`;
}

/** "Elasticsearch 8.17.0". */
export function productWords({ is, version }: Product): string {
  return `${is === 'opensearch' ? 'OpenSearch' : 'Elasticsearch'} ${version}`;
}

/** How roles are told where there is little room. */
const SHORT: Readonly<Record<string, string>> = {
  cluster_manager: 'manager',
  data_content: 'content',
  data_hot: 'hot',
  data_warm: 'warm',
  data_cold: 'cold',
  data_frozen: 'frozen',
  remote_cluster_client: 'remote',
};

/** What every member has and nobody looks for. */
const USUAL: readonly string[] = ['remote_cluster_client', 'transform'];

/** "master, hot, content": what a member is for. One that has no role only passes requests on. */
export function rolesWords(roles: readonly string[]): string {
  if (roles.length === 0) return 'coordinating only';
  const told = roles.filter((role) => !USUAL.includes(role));
  return (told.length > 0 ? told : roles).map((role) => SHORT[role] ?? role).join(', ');
}

/** "3 master, 6 data": how many members have each role, those that decide and hold first. */
export function roleCounts(members: readonly { roles: readonly string[] }[]): string {
  const counts = new Map<string, number>();
  for (const { roles } of members) for (const role of roles) if (!USUAL.includes(role)) counts.set(role, (counts.get(role) ?? 0) + 1);
  const bare = members.filter(({ roles }) => roles.length === 0).length;
  const told = [...counts].toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b, 'en'));
  return [
    ...told.map(([role, count]) => `${formatCount(count)} ${SHORT[role] ?? role}`),
    ...(bare === 0 ? [] : [`${formatCount(bare)} coordinating only`]),
  ].join(', ');
}

const FIRST = ['master', 'cluster_manager', 'data', 'data_hot', 'data_content', 'data_warm', 'data_cold', 'data_frozen'];

function rank(role: string): number {
  const place = FIRST.indexOf(role);
  return place < 0 ? FIRST.length : place;
}

/** How bad a colour is. */
export function colorStatus(color: Color): Status {
  switch (color) {
    case 'green':
      return 'ok';
    case 'yellow':
      return 'warning';
    case 'red':
      return 'critical';
  }
}
