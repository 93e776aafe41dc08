'use client';
import Link from 'next/link';
import type { JudgedHost, JudgedNode } from '#lib/hosts/host.ts';
import { pathOfNode } from '../overview/systems.ts';
import { Age } from '../reading/age.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { hostPath } from './host-link.tsx';
import { hostSays, rolesWords } from './host-words.ts';
import { Tags } from './tags.tsx';

/** One machine: how it is, what it does, what lives on it, and how old the oldest reading is that says so. */
export function HostLine({ host }: { host: JudgedHost }) {
  const { name, aliases, tags, nodes, roles, verdict, oldest } = host;
  const { status } = verdict;
  return (
    <tr className={rowTone(status, false)}>
      <th scope="row" className="name">
        <span className="cell">
          <StatusShape status={status} label={status} />
          <span>
            <Link className="b label" href={hostPath(name)} prefetch={false}>
              {name}
            </Link>
            <Also aliases={aliases} />
          </span>
        </span>
      </th>
      <td className="says" title={hostSays(host)}>
        <Flash of={status}>
          {status === 'ok' ? null : (
            <>
              <span className={`w ${status}`}>{status}</span> <span className="m small">{hostSays(host)}</span>
            </>
          )}
        </Flash>
      </td>
      <td className="roles m">{rolesWords(roles)}</td>
      <td className="on">
        <NodesOf nodes={nodes} />
      </td>
      <td className="tagged">
        <Tags tags={tags} path="/hosts" of={name} />
      </td>
      <td className="n oldest">{oldest ? <Age probe={oldest} isInRow /> : <span className="q">–</span>}</td>
    </tr>
  );
}

/** One other name; the rest are told when it is pointed at, and on the page of the host. */
function Also({ aliases: [one, ...more] }: { aliases: readonly string[] }) {
  if (one === undefined) return null;
  return (
    <span className="q small also" title={more.length > 0 ? `Also ${more.join(', ')}` : undefined}>
      {one}
      {more.length > 0 ? ` +${more.length}` : ''}
    </span>
  );
}

/** The nodes by system: "HAProxy lb05". */
function NodesOf({ nodes }: { nodes: readonly JudgedNode[] }) {
  const systems = [...Map.groupBy(nodes, ({ probe }) => probe.source.system)];
  return systems.map(([system, own]) => (
    <span key={system} className="ofsystem">
      <span className="q small">{own[0]?.probe.systemTitle}</span>
      {own.map((node) => (
        <span key={node.key}>
          <StatusShape status={node.verdict.status} small label={node.verdict.status} />{' '}
          <Link href={pathOfNode(node.probe.source)} prefetch={false}>
            {node.probe.source.node}
          </Link>
        </span>
      ))}
    </span>
  ));
}
