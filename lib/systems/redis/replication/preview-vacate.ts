import type { NodeView, Preview, PreviewInput } from '../../../acting.ts';
import type { RedisSettings } from '../config.ts';
import { counted } from './notes.ts';
import type { HostInput, NodeRef } from './orders.ts';
import { planHandover } from './preview-promote.ts';
import { preview, refused } from './previews.ts';
import { followersOf, type Member, memberOf, type Stand, standOf } from './stand.ts';

type Planned = Exclude<ReturnType<typeof planHandover>, string>;

/** A master on the machine: how it is handed over, or why it is not. */
type Handed = { master: Member; plan: Planned | string };

/** The preview of handing over every master on a machine to a replica elsewhere, all groups in one. */
export function previewVacate({ input, nodes }: PreviewInput<RedisSettings, HostInput>): Preview {
  const titles = { title: `Vacate ${input.host}`, button: `Vacate ${input.host}` };
  const here = nodes.filter((view) => isHere(view, input));
  if (here.length === 0) return refused(titles, `no instance of Redis is configured to live on ${input.host}`);
  const handed = here.flatMap((view) => handOver(view, input, nodes));
  const others = counted(here.length - handed.length, 'replica');
  if (handed.length === 0)
    return refused(titles, `there is no master on ${input.host}: ${others} live there, and their masters elsewhere`, { isDone: true });
  const plans = handed.flatMap(({ plan }) => (typeof plan === 'string' ? [] : [plan]));
  const leftOut = handed.flatMap(({ master: { group, node }, plan }) => (typeof plan === 'string' ? [{ group, node, why: plan }] : []));
  const absent = plans.flatMap((plan) => plan.leftOut);
  if (plans.length === 0) return refused(titles, leftOut.map(({ node, why }) => `${node}: ${why}`).join('; '));
  const moved = plans.map(({ old, target }) => `${old.node} to ${target.node}`).join(', ');
  return preview({
    ...titles,
    summary: `${counted(plans.length, 'master')} on ${input.host} ${plans.length === 1 ? 'hands' : 'hand'} over: ${moved}. ${plans.length === 1 ? 'It' : 'Each'} holds its writes, for 10 s at most, until the other has all of them; nothing that was acknowledged is lost.${here.length === handed.length ? '' : ` ${others} on it stay.`}`,
    typed: input.host,
    notes: [...new Map(plans.flatMap(({ notes }) => notes).map((note) => [note.words, note])).values()],
    steps: plans.flatMap(({ steps }) => steps),
    leftOut: [...leftOut, ...absent],
    picture: { is: 'trees', groups: plans.map(({ change }) => change) },
  });
}

function isHere({ group, node, host, settings }: NodeView<RedisSettings>, input: HostInput): boolean {
  if (settings.kind !== 'data') return false;
  if (input.nodes === null) return (host ?? settings.address.host) === input.host;
  return input.nodes.some((ref) => ref.group === group && ref.node === node);
}

function handOver(view: NodeView<RedisSettings>, input: HostInput, nodes: readonly NodeView<RedisSettings>[]): Handed[] {
  const stand = standOf(nodes, view.group);
  const master = stand === null ? null : memberOf(stand, view.node);
  if (stand === null || master === null) return [];
  // What cannot be read may be a master.
  if (master.info === null)
    return [{ master, plan: `it cannot be gone by: ${master.doubt ?? 'never read'}; whether it is a master is not known` }];
  if (master.info.role !== 'master') return [];
  const isElsewhere = ({ group, node }: NodeRef): boolean =>
    !nodes.some((one) => one.group === group && one.node === node && isHere(one, input));
  return [{ master, plan: choose(master, stand, isElsewhere, nodes) }];
}

/** The same place first, by the tags that both have, and then the one that has the most. */
function choose(
  master: Member,
  stand: Stand,
  isElsewhere: (ref: NodeRef) => boolean,
  nodes: readonly NodeView<RedisSettings>[],
): Planned | string {
  const replicas = followersOf(master, stand).filter(isElsewhere);
  if (replicas.length === 0) return 'no replica of it lives elsewhere';
  const shared = ({ tags }: Member): number => tags.filter((tag) => master.tags.includes(tag)).length;
  const best = replicas.toSorted((a, b) => shared(b) - shared(a) || (b.info?.offset ?? 0) - (a.info?.offset ?? 0));
  const plans = best.map(({ group, node }) => planHandover('promote', { group, node }, nodes));
  return plans.find((plan) => typeof plan !== 'string') ?? plans[0] ?? 'no replica of it is fit to take over';
}
