'use client';
import Link from 'next/link';
import type { Status } from '#lib/status.ts';
import { HostLink } from '../../hosts/host-link.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { pathOfNode } from '../../overview/systems.ts';
import { PinButton } from '../../pins/pin-button.tsx';
import { addressBeside } from '../../reading/discovered-mark.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { HappenedLink } from '../../timeline/happened-link.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { INSTANCES_PATH } from '../paths.ts';
import { type InstanceLine, viewOf } from './line.ts';
import { releaseWords, rolesOf, rolesWords } from './words.ts';

/** Whose page this is: name, cluster, address, release, role in its groups, machine. */
export function InstanceHead({ line, status }: { line: InstanceLine; status: Status }) {
  const { name, first, told } = line;
  const { system, group, node } = first.source;
  const server = viewOf(told.server);
  const roles = told.ag === null ? '' : rolesWords(rolesOf(told.ag.rows));
  return (
    <div className="crumb">
      <h1 className="host">
        <StatusShape status={status} label={status} /> {name}
      </h1>
      <span className="q">
        <Link className="see" href={`${INSTANCES_PATH}#${encodeURIComponent(`${system}/${group}`)}`} prefetch={false}>
          {first.groupTitle}
        </Link>
        {addressBeside(first) === '' ? null : `, ${first.address}`}
        {server === null ? null : `, ${releaseWords(server)}`}
        {roles === '' ? null : `, ${roles}`}
        {first.host === null ? null : (
          <>
            {', on '}
            <HostLink said={first.host} />
          </>
        )}
      </span>
      <span className="grow" />
      {first.notes.includes('node') ? <NotesButton system={system} group={group} node={node} title={node} /> : null}
      <PinButton path={pathOfNode({ system, group, node })} name={name} about={`SQL Server, ${first.groupTitle}`} />
      <HappenedLink system={system} group={group} node={node} />
      <PollButton target={{ system, group, node }} name={node} />
    </div>
  );
}
