'use client';
import Link from 'next/link';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { JudgedOn, JudgedRole } from '#lib/hosts/host.ts';
import { sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import { wordsOf } from '../overview/systems.ts';
import { Age } from '../reading/age.tsx';
import { barTone } from '../reading/row-tone.ts';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { rolesWords, standingWord } from './host-words.ts';

type PanelProps = {
  host: string;
  roles: readonly JudgedRole[];
  /** What it comes to stands in the head of the page already. */
  isAlone: boolean;
};

/** What a machine does in one group: a line for each place, and what each node says of it there, with the age of its word. */
export function RolesPanel({ host, roles, isAlone }: PanelProps) {
  const [first] = roles;
  if (!first) return null;
  const { place: noun, pageOf } = wordsOf(first.system);
  const probes = [...new Map(roles.flatMap(({ on }) => on.map(({ probe }) => [sourceId(probe.source), probe] as const))).values()];
  const title = `${probes[0]?.systemTitle ?? first.system}, ${first.groupTitle}`;
  return (
    <section className="panel doing" aria-label={`What it does: ${title}`}>
      <header>
        <h2>{title}</h2>
        {isAlone ? null : <span className="m small">{rolesWords(roles)}</span>}
        <span className="grow" />
        {[...new Set(roles.map(({ name }) => name))].map((name) => (
          <Link key={name} className="see small m" href={pageOf(name)} prefetch={false}>
            Where is {name}?
          </Link>
        ))}
      </header>
      <div className="scroll pin">
        <table>
          <thead>
            <tr>
              <th scope="col">{`${noun.one.charAt(0).toUpperCase()}${noun.one.slice(1)}`}</th>
              <th scope="col" title="What all that are read say">
                Together
              </th>
              {probes.map((probe) => (
                <th key={sourceId(probe.source)} scope="col">
                  {probe.source.node}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roles.map((role) => (
              <RoleRow key={role.key} host={host} role={role} probes={probes} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function RoleRow({ host, role, probes }: { host: string; role: JudgedRole; probes: readonly ProbeRow[] }) {
  const { system, group, name, place, standing, on, verdict } = role;
  const words = wordsOf(system);
  const rows = on.flatMap(({ told }) => (told ? [told.live] : []));
  const search = new URLSearchParams({ q: words.filter(group, rows) });
  return (
    <tr className={barTone(verdict.status)}>
      <th scope="row" className="name">
        <Link className="b" href={`${words.path}?${search}`} prefetch={false} aria-label={`${name} in ${place}`}>
          {place}
        </Link>
        {name.toLowerCase() === host.toLowerCase() ? null : <span className="q small"> as {name}</span>}
      </th>
      <td className={standing === 'disagree' ? 'b' : 'm'}>{standingWord(standing)}</td>
      {probes.map((probe) => (
        <OnCell key={sourceId(probe.source)} on={on.filter((one) => one.probe === probe)} />
      ))}
    </tr>
  );
}

/** What one node says; hatched when it can no longer be relied on. */
function OnCell({ on }: { on: readonly JudgedOn[] }) {
  const [first] = on;
  if (!first) return <td className="q">–</td>;
  return (
    <td className={first.isKnown ? '' : 'hatch stale-value'}>
      {on.map(({ probe, told, said, verdict }) => (
        <span key={told?.live.id ?? 'none'} className="said">
          {told ? (
            <Flash of={verdict.status} className="state">
              <StatusShape status={verdict.status} small label={verdict.status} />
              <span className={tone(verdict.status)} title={verdict.reason}>
                {said?.state ?? verdict.reason}
              </span>
            </Flash>
          ) : (
            <span className="q">{probe.newest ? 'not named there' : 'not read yet'}</span>
          )}
          <Age probe={probe} isInRow />
        </span>
      ))}
    </td>
  );
}

// Good is quiet; what is stale is said by the ground and the age.
function tone(status: Status): string {
  return status === 'ok' || status === 'stale' ? '' : `w ${status}`;
}
