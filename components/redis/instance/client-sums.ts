import type { Client } from '#lib/systems/redis/model-asked.ts';
import { matchesFilter, parseFilter } from '../../ui/filter-terms.ts';

/** Clients that have an IP or a name in common; `key` is empty where they have none. `idleSeconds` is that of the least idle one. */
export type ClientSum = { key: string; count: number; idleSeconds: number; outputBytes: number | null };

export type By = 'ip' | 'name';

const FIELDS: readonly string[] = ['ip', 'name', 'user', 'cmd', 'db', 'flags'];

/** Those that pass the filter that somebody typed; all of them without one. */
export function filterClients(text: string, clients: readonly Client[]): readonly Client[] {
  const terms = parseFilter(text, FIELDS);
  if (terms.length === 0) return clients;
  return clients.filter(({ address, name, user, command, db, flags }) =>
    matchesFilter(terms, {
      ip: (address ?? '').toLowerCase(),
      name: (name ?? '').toLowerCase(),
      user: (user ?? '').toLowerCase(),
      cmd: command.replace('|', ' ').toLowerCase(),
      db: String(db),
      flags: flags.toLowerCase(),
    }),
  );
}

/** Counted by IP or by name, the most first. */
export function sumClients(clients: readonly Client[], by: By): ClientSum[] {
  const sums = Map.groupBy(clients, (client) => client[by] ?? '');
  return [...sums]
    .map(([key, own]) => ({
      key,
      count: own.length,
      idleSeconds: own.reduce((least, { idleSeconds }) => Math.min(least, idleSeconds), Number.POSITIVE_INFINITY),
      outputBytes: own.reduce<number | null>(
        (sum, { outputBytes }) => (sum === null || outputBytes === null ? null : sum + outputBytes),
        0,
      ),
    }))
    .sort((a, b) => b.count - a.count);
}
