import { type Found, toldInUtc } from '#lib/finding.ts';
import type { WitnessInput, WitnessNode } from '#lib/system.ts';
import type { MasterLink } from '#lib/systems/redis/model.ts';
import { witnessGroup } from '#lib/systems/redis/witness.ts';
import type { Said } from '#lib/systems/redis/witness-parties.ts';
import { NOW, settings } from './hand-made.ts';

const STEP_MS = 5_000;

/** Where a node of these tests listens: "a" at 10.0.0.1:1, "b" at 10.0.0.1:2. */
const portOf = (name: string): number => name.charCodeAt(0) - 96;

/** What a master says at an offset. */
export function master(offset: number | null, over: Partial<Said> = {}): Said {
  const own = {
    mode: 'standalone',
    runId: 'run',
    port: null,
    role: 'master',
    link: null,
    replicationId: 'h1',
    olderReplicationId: null,
  } as const;
  return { ...own, offset, isWritable: null, backlogBytes: 1_048_576, fullSyncsTotal: 0, ...over };
}

/** What a replica of the node of that name says at an offset. */
export function replica(of: string, offset: number | null, over: Partial<Said> = {}, link: Partial<MasterLink> = {}): Said {
  const up = { host: '10.0.0.1', port: portOf(of), isUp: true, said: 'connected', lastIoSeconds: 0, downSeconds: null };
  const own = { ...up, readOffset: offset, appliedOffset: offset, sync: null, ...link };
  return { ...master(offset), role: 'replica', link: own, isWritable: false, ...over };
}

/** A group whose nodes said this, the newest first and 5 s apart where nothing else is said; nothing of a node that cannot be heard. */
export function group(
  said: Record<string, readonly Said[]>,
  over: Partial<WitnessInput<unknown>> = {},
  stepMs = STEP_MS,
): WitnessInput<unknown> {
  const nodes = Object.entries(said).map(
    ([node, readings]): WitnessNode<unknown> => ({
      node,
      settings: { ...settings(), address: { host: '10.0.0.1', port: portOf(node) } },
      windows: {
        info: readings.map((value, index) => ({
          value,
          observedAt: NOW - index * stepMs,
          producedAt: null,
          source: { system: 'redis', group: 'sessions', node, probe: 'info' },
        })),
      },
    }),
  );
  return { nodes, marks: [], inFlight: [], events: [], standing: new Set(), now: NOW, ...over };
}

export function found(said: Record<string, readonly Said[]>, over: Partial<WitnessInput<unknown>> = {}): Found[] {
  return witnessGroup(group(said, over));
}

/** What is found of one kind or another, as "critical b, c: stuck". */
export function kinds(findings: readonly Found[]): string[] {
  return findings.map(({ judged, rows, kind }) => `${judged.status} ${rows.map(({ node }) => node).join()}: ${kind}`);
}

/** The sentences, moments as the time of the day in UTC. */
export function sentences(findings: readonly Found[]): string {
  return findings.map(({ subject, told }) => `${subject} ${toldInUtc(told)}`).join('\n');
}
