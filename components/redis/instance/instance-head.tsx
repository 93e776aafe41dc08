import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Status } from '#lib/status.ts';
import { HostLink } from '../../hosts/host-link.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { pathOfNode } from '../../overview/systems.ts';
import { PinButton } from '../../pins/pin-button.tsx';
import { addressBeside, DiscoveredMark } from '../../reading/discovered-mark.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { HappenedLink } from '../../timeline/happened-link.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { serverWords } from '../words.ts';

type HeadProps = { probe: ProbeRow; status: Status; version: string | null; children?: ReactNode };

/** Whose page this is: name, group, address, machine. `children` are the buttons of its kind. */
export function InstanceHead({ probe, status, version, children }: HeadProps) {
  const { system, group, node } = probe.source;
  return (
    <div className="crumb">
      <h1 className="host">
        <StatusShape status={status} label={status} /> {node}
      </h1>
      <span className="q">
        <Link className="see" href={`/redis#${encodeURIComponent(`${system}/${group}`)}`} prefetch={false}>
          {probe.groupTitle}
        </Link>
        {addressBeside(probe) === '' ? null : `, ${probe.address}`}
        {version === null ? null : `, ${serverWords(version)}`}
        {probe.host === null ? null : (
          <>
            {', on '}
            <HostLink said={probe.host} />
          </>
        )}
      </span>
      <DiscoveredMark probe={probe} />
      <span className="grow" />
      {probe.notes.includes('node') ? <NotesButton system={system} group={group} node={node} title={node} /> : null}
      {children}
      <PinButton path={pathOfNode({ system, group, node })} name={node} about={`Redis, ${probe.groupTitle}`} />
      <HappenedLink system={system} group={group} node={node} />
      <PollButton target={{ system, group, node }} name={node} />
    </div>
  );
}
