'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatAge } from '#lib/format/age.ts';
import type { JudgedHost, JudgedNode } from '#lib/hosts/host.ts';
import type { HostNames } from '#lib/hosts.ts';
import { ageMs } from '#lib/reading.ts';
import type { OpenIssues } from '../issues/open-issues.ts';
import { IssueLine } from '../overview/issue-line.tsx';
import { pathOfNode } from '../overview/systems.ts';
import { PinButton } from '../pins/pin-button.tsx';
import { Age } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { addressBeside, DiscoveredMark } from '../reading/discovered-mark.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { HappenedLink } from '../timeline/happened-link.tsx';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { type Head, TableHeads } from '../ui/table-heads.tsx';
import { Void } from '../ui/void.tsx';
import { issuesOf } from './host-issues.ts';
import { hostPath } from './host-link.tsx';
import { hostSays, rolesWords } from './host-words.ts';
import { RolesPanel } from './roles-panel.tsx';
import { Tags } from './tags.tsx';

type BoardProps = { host: JudgedHost; names: HostNames; issues: OpenIssues };

/** One machine: what is wrong on it, what lives on it and what it does. */
export function HostBoard({ host, names, issues, deeds = null }: BoardProps & { deeds?: ReactNode }) {
  const { name, nodes, roles } = host;
  const groups = [...Map.groupBy(roles, ({ system, group }) => `${system}/${group}`)];
  return (
    <>
      <HostHead host={host} deeds={deeds} />
      <WrongOn host={host} names={names} issues={issues} />
      {nodes.length > 0 ? <NodesPanel name={name} nodes={nodes} /> : null}
      {groups.map(([key, own]) => (
        <RolesPanel key={key} host={name} roles={own} isAlone={groups.length === 1} />
      ))}
    </>
  );
}

function HostHead({ host, deeds }: { host: JudgedHost; deeds: ReactNode }) {
  const { name, aliases, tags, verdict, roles, oldest } = host;
  const { status } = verdict;
  return (
    <div className="crumb">
      <h1 className="host">
        <StatusShape status={status} label={status} /> {name}
      </h1>
      {aliases.length > 0 ? <span className="q small">also {aliases.join(', ')}</span> : null}
      <Tags tags={tags} path="/hosts" of={name} />
      <Flash of={status} className={`w ${status} small reason`}>
        {status === 'ok' ? '' : `${status}: ${hostSays(host)}`}
      </Flash>
      <span className="grow" />
      {roles.length > 0 ? <span className="m small">{rolesWords(roles)}</span> : null}
      {oldest ? (
        <>
          <span className="q small">oldest reading</span>
          <Age probe={oldest} />
        </>
      ) : null}
      <PinButton path={hostPath(name)} name={name} about="host" />
      <HappenedLink q={name} />
      {deeds}
    </div>
  );
}

function WrongOn({ host, names, issues }: BoardProps) {
  const probes = issues.parts.map(({ probe }) => probe);
  const open = [...issues.loud, ...issues.quiet];
  const wrong = new Set(
    issuesOf(
      host,
      open.map(({ issue }) => issue),
      names,
    ),
  );
  return (
    <section className="issues" aria-label="What is wrong">
      {wrong.size > 0 ? (
        <ul className="wrong">
          {open.map((attended) =>
            wrong.has(attended.issue) ? <IssueLine key={attended.issue.key} attended={attended} probes={probes} /> : null,
          )}
        </ul>
      ) : (
        <NothingWrong host={host} />
      )}
    </section>
  );
}

function NothingWrong({ host: { verdict, oldest } }: { host: JudgedHost }) {
  const { board } = useBoardTime();
  switch (verdict.status) {
    case 'ok':
    case 'maintenance':
      return (
        <Void status={verdict.status} title="Nothing is wrong on it">
          {verdict.status === 'ok' ? 'By all that is known of it.' : 'What is out on purpose stands below.'} The oldest reading that this
          rests on is {oldest?.newest ? formatAge(ageMs(oldest.newest, board.now)) : 'of no known time'} old.
        </Void>
      );
    case 'unknown':
      return oldest ? (
        <Void status="unknown" title="Not known">
          Nothing was read yet of what it rests on.
        </Void>
      ) : (
        <Void status="unknown" title="Nothing is known of it">
          It stands in the configuration, no node of it is asked, and no reading names it. Give a node this host, or an alias by which it is
          named elsewhere.
        </Void>
      );
    case 'critical':
    case 'stale':
    case 'warning':
      return (
        <Void status={verdict.status} title="No issue of its own">
          What it rests on is {verdict.status}: {verdict.reason}.
        </Void>
      );
  }
}

function NodesPanel({ name, nodes }: { name: string; nodes: readonly JudgedNode[] }) {
  return (
    <section className="panel onhost" aria-label={`Nodes on ${name}`}>
      <header>
        <h2>Nodes on it</h2>
      </header>
      <div className="scroll pin">
        <table>
          <TableHeads heads={NODE_HEADS} hasActions />
          <tbody>
            {nodes.map((node) => (
              <NodeRow key={node.key} node={node} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const NODE_HEADS: readonly Head[] = [{ head: 'Node' }, { head: 'System, group' }, { head: 'Status' }, { head: 'Age', isNumber: true }];

function NodeRow({ node }: { node: JudgedNode }) {
  const { probe, verdict } = node;
  const { system, group, node: name } = probe.source;
  return (
    <tr className={rowTone(verdict.status, false)}>
      <th scope="row" className="name">
        <Link className="b" href={pathOfNode(probe.source)} prefetch={false}>
          {name}
        </Link>{' '}
        <span className="q small">{addressBeside(probe)}</span> <DiscoveredMark probe={probe} />
      </th>
      <td className="m">
        {probe.systemTitle}, {probe.groupTitle}
      </td>
      <td className="says">
        <Flash of={verdict.status} className="state">
          <StatusShape status={verdict.status} small label={verdict.status} />
          <span className={verdict.status === 'ok' ? 'm' : `w ${verdict.status}`}>{verdict.reason}</span>
        </Flash>
      </td>
      <td className="n">
        <Age probe={probe} />
      </td>
      <td className="x">
        <PollButton target={{ system, group, node: name }} name={name} isPlain />
      </td>
    </tr>
  );
}
