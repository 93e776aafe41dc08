import type { ProbeRow } from '#lib/feed/events.ts';
import type { Host } from '#lib/hosts/host.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { worstVerdict } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { judgeVouched } from '#lib/vouch.ts';
import { type Findable, type Look, lower, saysOf } from '../finding/findable.ts';
import { findHosts, judgeFound } from '../hosts/found-hosts.ts';
import { oldestPart } from '../reading/arrange.ts';
import type { BoardTime } from '../reading/board-context.tsx';
import { VIEWS } from './haproxy-head.tsx';
import { viewOf } from './lines.ts';
import { proxyPath, serverPath } from './paths.ts';
import { toServerLines } from './server-lines.ts';
import { placesByServer } from './standing.ts';
import { STATS } from './summary.ts';

/** What can be found of HAProxy besides its tiers and instances: the other views, the proxies and the server names. */
export function findBalanced(all: readonly Part[], cards: readonly HostCard[]): Findable[] {
  const parts = all.filter(({ probe: { source } }) => source.system === 'haproxy' && source.probe === STATS);
  return parts.length === 0 ? [] : [...findViews(), ...findProxies(parts), ...findHosts(parts, cards).flatMap(serversOf)];
}

function findViews(): Findable[] {
  return VIEWS.slice(1).map(({ path, title }) => ({
    ...{ id: `page ${path}`, name: `HAProxy ${title.toLowerCase()}`, about: 'page' },
    names: lower([title, `haproxy ${title}`]),
    words: ['page'],
    leads: { to: 'path', path },
    look: () => null,
  }));
}

type Told = { probe: ProbeRow; row: Part['rows'][number]; view: RowView };

function findProxies(parts: readonly Part[]): Findable[] {
  const told = parts.flatMap(({ probe, rows }) => rows.map((row): Told => ({ probe, row, view: viewOf(row) })));
  const proxies = Map.groupBy(
    told.filter(({ view }) => view.kind === 'frontend' || view.kind === 'backend'),
    ({ view }) => view.proxy,
  );
  return [...proxies].map(([proxy, own]) => {
    const alias = own.find(({ view }) => view.alias !== null)?.view.alias ?? null;
    const tiers = [...new Set(own.map(({ probe }) => probe.groupTitle))];
    return {
      id: `proxy ${proxy}`,
      name: alias ?? proxy,
      about: [...(alias === null ? [] : [proxy]), 'proxy', tiers.join(', ')].join(', '),
      names: lower([proxy, alias]),
      words: lower(['haproxy', 'proxy', ...tiers]),
      leads: { to: 'path', path: proxyPath(proxy) },
      look: (time) => proxyLook(own, time),
    };
  });
}

function proxyLook(told: readonly Told[], { board }: BoardTime): Look {
  const verdict = worstVerdict(told.map(({ row, probe }) => judgeVouched(row.verdict, probe, board)));
  const oldest = oldestPart(told.map(({ probe }) => probe));
  return verdict ? { status: verdict.status, says: saysOf(verdict), oldest } : { status: 'unknown', says: 'in no reading', oldest };
}

/** The names by which HAProxy knows a machine. */
function serversOf(host: Host): Findable[] {
  const names = new Set(host.roles.map(({ name }) => name));
  return [...names].map((name) => ({
    id: `server ${name}`,
    name,
    about: 'server, where it is in rotation',
    names: lower([name]),
    words: lower(['haproxy', 'server', ...host.roles.map((role) => role.groupTitle)]),
    leads: { to: 'path', path: serverPath(name) },
    look: (time) => serverLook(host, name, time),
  }));
}

function serverLook(host: Host, name: string, { board }: BoardTime): Look {
  const places = placesByServer(judgeFound([host], board)).get(name) ?? [];
  const [line] = toServerLines(new Map([[name, places]]));
  if (!line) throw new Error(`the server ${name} was not judged`);
  const { status } = line.verdict;
  return { status, says: saysOf({ status, reason: line.says }), oldest: line.oldest };
}
