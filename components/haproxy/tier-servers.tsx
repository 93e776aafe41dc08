'use client';
import { formatAge } from '#lib/format/age.ts';
import { ageMs, freshness } from '#lib/reading.ts';
import { useActions } from '../actions/actions-context.tsx';
import { HostLink } from '../hosts/host-link.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { BarredButton } from '../ui/barred-button.tsx';
import { type Head, TableHeads } from '../ui/table-heads.tsx';
import { whyNot } from './action-menu.tsx';
import type { Scope } from './action-scope.ts';
import { openingOf } from './menu-lines.ts';
import type { Part } from './summary.ts';
import { countServers, type ServerCount } from './tier-count.ts';

const HEADS: readonly Head[] = [
  { head: 'Server' },
  { head: 'In', isNumber: true },
  { head: 'Out', isNumber: true },
  { head: 'Down', isNumber: true },
  { head: 'Read', isNumber: true },
];

type TierProps = { group: string; parts: readonly Part[] };

/** The servers of a tier by name: in how many places each is in, out and down, over all backends and instances, with a way to take it out of all and back. */
export function TierServers({ group, parts }: TierProps) {
  const unread = parts.filter(({ probe }) => probe.newest === null).map(({ probe }) => probe.source.node);
  const counts = countServers(parts);
  return (
    <div className="tier-servers">
      {unread.length > 0 ? <p className="note w stale">{unread.join(', ')}: never read, and not in these counts.</p> : null}
      <div className="scroll">
        <table>
          <TableHeads heads={HEADS} hasActions />
          <tbody>
            {counts.map((count) => (
              <ServerLine key={count.name} group={group} count={count} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function ServerLine({ group, count }: { group: string; count: ServerCount }) {
  const { board } = useBoardTime();
  const { viewer, open } = useActions();
  const { name, probes, taking, out, down, unknown } = count;
  const ages = probes.flatMap(({ newest }) => (newest ? [ageMs(newest, board.now)] : []));
  const isStale = probes.some((probe) => freshness(probe.newest, probe.staleAfterMs, board).is !== 'fresh');
  const scope: Scope = { group, backend: null, server: name, only: null };
  const why = whyNot(viewer, probes);
  return (
    <tr className={isStale ? 'hatch' : down + unknown > 0 ? 'bad' : ''}>
      <th scope="row" className="name">
        <HostLink said={name} className="label" />
      </th>
      <td className="n">{taking}</td>
      <td className="n">{out}</td>
      <td className="n">
        {down}
        {unknown > 0 ? `, ${unknown} unknown` : ''}
      </td>
      <td className={isStale ? 'n age stale' : 'n q'}>{formatAge(Math.max(...ages))}</td>
      <td className="n">
        {viewer && viewer.is !== 'anonymous' ? (
          <span className="pair">
            <BarredButton
              label={`Drain ${name} everywhere in the tier`}
              off={why ?? (taking + down + unknown === 0 ? 'out already' : null)}
              onPress={() => open(openingOf('drain', scope, true))}
            >
              Drain…
            </BarredButton>
            <BarredButton
              label={`Put ${name} back everywhere in the tier`}
              off={why ?? (out === 0 ? 'it is not out' : null)}
              onPress={() => open(openingOf('return', scope, true))}
            >
              Put back…
            </BarredButton>
          </span>
        ) : null}
      </td>
    </tr>
  );
}
