import type { NodeView, Step, Told } from '../../../acting.ts';
import {
  ALLOCATION,
  type AllocationInfo,
  CLUSTER_NODE,
  type HealthInfo,
  INDICES,
  LOAD,
  type LoadInfo,
  OWN,
  type OwnInfo,
  SHARDS,
  UPKEEP,
} from '../model.ts';
import type { IndicesInfo, ShardsInfo, UpkeepInfo } from '../model-data.ts';
import type { ElasticSettings } from '../settings.ts';

export const HOW_TO_ENABLE =
  'add act: { user, password }, { apiKey } or { token } to the elastic section, the cluster or the node, and give it the rights that README.md lists';

type View = NodeView<ElasticSettings>;

/** A cluster in its newest readings, all of which are fresh; null what is not. `owns` is what each configured URL says of itself. */
export type FoundCluster = {
  group: string;
  title: string;
  health: HealthInfo;
  uuid: string;
  allocation: AllocationInfo | null;
  load: LoadInfo | null;
  shards: ShardsInfo | null;
  indices: IndicesInfo | null;
  upkeep: UpkeepInfo | null;
  owns: { node: string; own: OwnInfo | null }[];
};

/** The cluster that is meant, or why nothing can be sent to it, in words and with what to do. */
export function findCluster(nodes: readonly View[], group: string): { found: FoundCluster } | { refusal: string } {
  const own = nodes.filter((one) => one.group === group);
  const whole = own.find(({ node }) => node === CLUSTER_NODE);
  if (!whole) return { refusal: `There is no cluster ${group}` };
  if (whole.settings.urls.every(({ act }) => act === null))
    return { refusal: `no credentials to act with are configured: ${HOW_TO_ENABLE}` };
  if (whole.newest === null || whole.doubt !== null)
    return { refusal: `${whole.groupTitle} cannot be acted on: ${whole.doubt ?? 'never read'}` };
  // The engine hands back what the probe made, here and below.
  const health = whole.newest.value as HealthInfo;
  if (health.uuid === null)
    return { refusal: `${whole.groupTitle} never formed a cluster: it has no identity (cluster_uuid) to hold a command against` };
  const owns = own
    .filter(({ settings }) => settings.kind === 'node')
    .map(({ node, beside }) => ({ node, own: (beside?.[OWN]?.value ?? null) as OwnInfo | null }));
  const why = disagreement(owns, { uuid: health.uuid, by: health.by });
  if (why !== null) return { refusal: why };
  const besides = <Info>(probe: string): Info | null => (whole.beside?.[probe]?.value ?? null) as Info | null;
  return {
    found: {
      ...{ group, title: whole.groupTitle, health, uuid: health.uuid, owns },
      ...{ allocation: besides<AllocationInfo>(ALLOCATION), load: besides<LoadInfo>(LOAD), shards: besides<ShardsInfo>(SHARDS) },
      ...{ indices: besides<IndicesInfo>(INDICES), upkeep: besides<UpkeepInfo>(UPKEEP) },
    },
  };
}

/** While the nodes do not agree on who is master, or are of two clusters, nobody knows to which of them a command would go. */
function disagreement(owns: FoundCluster['owns'], { uuid, by }: { uuid: string; by: string }): string | null {
  const read = owns.flatMap(({ node, own }) => (own === null ? [] : [{ node, own }]));
  const [first] = read;
  if (!first) return 'none of its nodes is read for its own word just now, so that nobody knows whether they agree on a master: poll first';
  const strange = read.filter(({ own }) => own.uuid !== uuid);
  if (strange.length > 0)
    return `nothing is sent while its nodes are of different clusters: ${by} is of ${uuid}, ${strange.map(({ node, own }) => `${node} of ${own.uuid ?? 'none'}`).join(', ')}`;
  const lost = read.filter(({ own }) => own.masterId === null);
  if (lost.length === read.length) return 'nothing is sent: none of its nodes knows an elected master';
  if (new Set(read.map(({ own }) => own.masterId)).size > 1)
    return `nothing is sent while its nodes do not agree on the master: ${read.map(({ node, own }) => `${node} says ${own.masterId ?? 'none'}`).join(', ')}`;
  return null;
}

/** What a question of the action came to, or why there is no answer. */
export function answerIn<Answer>(answers: readonly Told[], question: string): { answer: Answer } | { why: string } {
  const told = answers.find((one) => one.question === question);
  if (!told) return { why: 'it was not asked' };
  return told.failure === null ? { answer: told.answer as Answer } : { why: told.failure };
}

/** A step on the cluster as a whole, as the deeds of this folder make it. */
export type StepOf = Pick<Step, 'target' | 'row' | 'before' | 'wanted' | 'isProvedByAnswer'>;
