'use client';
import { useJudgedHosts } from '../../hosts/use-judged-hosts.ts';
import { INFO, toLine } from '../node-line.ts';
import { VacateButton } from './vacate-button.tsx';

/** Hands over every master on a machine, by any of its names; nothing where no instance of Redis is configured to live on it. */
export function VacateHere({ said }: { said: string }) {
  const [host] = useJudgedHosts(said);
  const nodes = host?.nodes.filter(({ probe: { source } }) => source.system === 'redis' && source.probe === INFO) ?? [];
  if (!host || nodes.length === 0) return null;
  return <VacateButton host={host.name} nodes={nodes.map(({ probe }) => toLine(probe, []))} />;
}
