import type { Found } from '../../finding.ts';
import type { WitnessInput } from '../../system.ts';
import { findMasters } from './witness-masters.ts';
import { findMembers } from './witness-members.ts';
import { sceneOf } from './witness-parties.ts';
import { findReported, findVersions } from './witness-report.ts';
import { findShards } from './witness-shards.ts';
import { findStates } from './witness-states.ts';
import { findUrls, isBalanced } from './witness-urls.ts';

/**
 * What the nodes of a cluster, each asked for its own word, prove together, and what the cluster's own tables prove beside it: whether they agree on one master and one state, who is not there, and
 * why shards are not assigned. A URL behind which several members answer in turn is heard by nobody: it has no word of its own.
 */
export function witnessCluster({ nodes, standing, now }: WitnessInput<unknown>): Found[] {
  const scene = sceneOf(nodes, standing, now);
  if (scene === null) return [];
  const { parties, whole } = scene;
  const balanced = parties.filter((party) => isBalanced(party, standing));
  const heard = parties.filter((party) => !balanced.includes(party));
  const masters = findMasters(heard, scene);
  // Whoever has another master, or none, is listed nowhere by that: one cause, one line.
  const split = new Set(masters.flatMap(({ rows }) => rows.map(({ node }) => node)));
  return [
    ...findUrls(scene, balanced),
    ...masters,
    ...findStates(heard, scene),
    ...findMembers(
      scene,
      heard.filter(({ node }) => !split.has(node)),
    ),
    ...findVersions(heard, whole),
    ...findShards(scene),
    ...findReported(whole),
  ];
}
