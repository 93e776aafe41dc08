import { items, type Place, valueAt } from '../../section-check.ts';
import { name } from '../../settings.ts';
import { nearest } from '../../text/nearest.ts';

/**
 * One instance on one server, as written: the server's own entry (null where it runs all shared ones), the shared one of its name (null where there is none), and the levels
 * that it inherits from, the nearest first. `near` is the shared one whose name is most like its own.
 */
export type Run = {
  name: string;
  server: Place;
  own: Place | null;
  base: Place | null;
  near: string | null;
  levels: readonly Place[];
};

/** The shared instances, the servers, and what these run, of whatever is readable. */
export type Written = { shared: Place[]; servers: Place[]; runs: Run[] };

/** Reads them out of a section that may be broken anywhere. */
export function writtenServers(section: Place): Written {
  const shared = items(section, 'instances');
  const servers = items(section, 'servers').map(({ path, raw }) => ({ path, raw: typeof raw === 'string' ? { host: raw } : raw }));
  const named = new Map(shared.flatMap((place) => nameOf(place).map((name) => [name, place] as const)));
  const runOf = (server: Place, own: Place | null, name: string): Run => {
    const base = named.get(name) ?? null;
    const near = nearest(name, [...named.keys()]);
    return { name, server, own, base, near, levels: [own, server, base, section].filter((level) => level !== null) };
  };
  const runs = servers.flatMap((server) =>
    valueAt(server.raw, ['instances']) === undefined
      ? [...named.keys()].map((name) => runOf(server, null, name))
      : items(server, 'instances').flatMap((own) => nameOf(own).map((name) => runOf(server, own, name))),
  );
  return { shared, servers, runs };
}

/** The name of an instance, which may stand for the whole of it; none where it is no name, so that none is told that could be a secret. */
function nameOf({ raw }: Place): string[] {
  const read = name().safeParse(typeof raw === 'string' ? raw : valueAt(raw, ['name']));
  return read.success ? [read.data] : [];
}
