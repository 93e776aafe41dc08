'use client';
import { useContext } from 'react';
import type { Finding } from '#lib/finding.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { useFindingsAbout } from '../../findings/use-findings.ts';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { NodeLine } from '../node-line.ts';
import type { SentinelLine } from './sentinel-line.ts';
import { SentinelRow } from './sentinel-row.tsx';

const HEADS: readonly { head: string; isNumber?: true; title: string }[] = [
  { head: 'Sentinel', title: 'Asked about this group; it holds no data' },
  { head: 'State', title: 'What it does, by its own word' },
  { head: 'Read', isNumber: true, title: 'How old the newest reading is' },
  {
    head: 'Quorum',
    title: 'How many have to agree that the master is down, of how many that are configured, and how many it knows with itself',
  },
  { head: 'Names as master', title: 'What it tells clients, against what that node says itself' },
  { head: 'Holds down', title: 'Hearsay: what it has no answer of, for how long it had not when it said so. Nothing is judged by it' },
  { head: 'Epoch', isNumber: true, title: 'The version of its configuration: it rises with each failover' },
];

type TableProps = { label: string; sentinels: readonly SentinelLine[]; nodes: readonly NodeLine[]; place: string };

/** The Sentinels beside the nodes that they watch: what each says, and whether it is so. `nodes` are those of their groups. */
export function SentinelTable({ label, sentinels, nodes, place }: TableProps) {
  const names = useContext(HostNamesContext);
  const { board } = useBoardTime();
  const about = useFindingsAbout('redis');
  const told = new Set<Finding>();
  const lines = sentinels.map((line) => {
    const findings = about.get(nodeKey(line.probe.source)) ?? [];
    const notes = findings.filter((finding) => finding.verdict.status !== 'ok' && !told.has(finding));
    for (const note of notes) told.add(note);
    return { line, findings, notes, watched: nodes.filter(({ probe }) => probe.source.group === line.probe.source.group) };
  });
  return (
    <div className="scroll pin">
      <table className="redis sentinels" aria-label={label}>
        <thead>
          <tr>
            {HEADS.map(({ head, isNumber, title }) => (
              <th key={head} scope="col" className={isNumber ? 'n' : ''} title={title}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {lines.map(({ line, ...given }) => (
          <SentinelRow key={nodeKey(line.probe.source)} line={line} {...given} width={HEADS.length} place={place} at={{ names, board }} />
        ))}
      </table>
    </div>
  );
}
