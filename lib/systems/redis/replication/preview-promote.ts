import type { NodeView, Preview, PreviewInput, Step } from '../../../acting.ts';
import { formatBytes } from '../../../format/bytes.ts';
import type { RedisSettings } from '../config.ts';
import { absentReplicas, masterInReach, whyNotHandedOver } from './guards.ts';
import type { TreeChange } from './model.ts';
import { holdNotes, promotionNotes } from './notes.ts';
import type { NodeRef, NodesInput } from './orders.ts';
import { gapOf, pictureOf } from './picture.ts';
import { orderOf, type Place, placeOf, preview, refused } from './previews.ts';
import { reachOf } from './reach.ts';
import { followersOf, type Member, type Stand } from './stand.ts';
import { failoverSteps, type Handover, promotionSteps } from './steps.ts';

/** One promotion as it would be carried out. */
type Planned = { target: Member; old: Member; stand: Stand; steps: Step[] } & Pick<Preview, 'notes' | 'leftOut'> & { change: TreeChange };

type How = 'promote' | 'failover';

/** The preview of promotions that lose nothing: of one node, or of one in each of several groups, which is how a vacated host is undone. */
export function previewPromote({ input, nodes }: PreviewInput<RedisSettings, NodesInput>): Preview {
  return previewHandover('promote', input, nodes);
}

/** The preview of the failover that Redis does itself. */
export function previewFailover({ input, nodes }: PreviewInput<RedisSettings, NodesInput>): Preview {
  return previewHandover('failover', input, nodes);
}

function previewHandover(how: How, input: NodesInput, nodes: readonly NodeView<RedisSettings>[]): Preview {
  const [first] = input.nodes;
  const names = input.nodes.map(({ node }) => node).join(', ');
  const verb = how === 'promote' ? 'Promote' : 'Fail over to';
  const button = `${verb} ${names}`;
  if (new Set(input.nodes.map(({ group }) => group)).size < input.nodes.length) {
    return refused({ title: button, button }, 'Two nodes of one group cannot be promoted at once: name one of each');
  }
  const plans = input.nodes.map((ref) => planHandover(how, ref, nodes));
  const found = plans.filter((plan) => typeof plan !== 'string');
  const failed = plans.find((plan) => typeof plan === 'string');
  const titles = { title: `${button} in ${found.map(({ stand }) => stand.title).join(', ') || first?.group}`, button };
  if (failed !== undefined || first === undefined) return whyRefused(titles, first, nodes, failed ?? 'Nothing is named');
  return preview({
    ...titles,
    summary: found.map((plan) => summaryOf(how, plan)).join(' '),
    notes: uniqueNotes(found),
    steps: found.flatMap(({ steps }) => steps),
    leftOut: found.flatMap(({ leftOut }) => leftOut),
    picture: { is: 'trees', groups: found.map(({ change }) => change) },
  });
}

/** Plans one promotion that loses nothing; or says why there can be none. */
export function planHandover(how: How, ref: NodeRef, nodes: readonly NodeView<RedisSettings>[]): Planned | string {
  const place = placeOf(nodes, ref);
  if (typeof place === 'string') return place;
  const { member: target, stand } = place;
  if (target.info?.role === 'master') return `${target.node} is a master already`;
  if (target.info === null) return `${target.node} cannot be gone by: ${target.doubt ?? 'never read'}. Poll it first`;
  const old = masterInReach(target, stand);
  if (old === null)
    return `the master of ${target.node} cannot be read, so that nothing can be handed over: a forced promotion says what it may lose`;
  const why = whyNotHandedOver(target, old, stand);
  if (why !== null) return why;
  return planned(how, {
    target,
    old,
    followers: followersOf(old, stand).filter((one) => one !== target),
    reach: reachOf(target, old, stand),
    stand,
  });
}

function planned(how: How, handover: Handover & { old: Member }): Planned {
  const { target, old, followers, reach, stand } = handover;
  const moves = new Map<Member, Member | null>([[target, null], [old, target], ...followers.map((one) => [one, target] as const)]);
  const told = { gapBytes: gapOf(target, old), loses: 'nothing' };
  const notes = [...promotionNotes(old, target, reach, stand), ...(how === 'promote' ? holdNotes(old) : [])];
  const steps = how === 'promote' ? promotionSteps(handover) : failoverSteps({ ...handover, reach: asMasterSees(handover) });
  return { target, old, stand, steps, notes, leftOut: absentReplicas(old, target, stand), change: pictureOf(stand, moves, told) };
}

/** FAILOVER wants the replica as its master has it in its list. */
function asMasterSees({ target, old, reach }: Handover & { old: Member }): Handover['reach'] {
  const port = target.info?.port ?? target.settings.address.port;
  const claims = old.info?.replicas.filter((claim) => claim.port === port) ?? [];
  const [claim] = claims;
  return claim && claims.length === 1 ? { host: claim.host, port, isSure: true } : reach;
}

function summaryOf(how: How, { target, old, steps, change }: Planned): string {
  const told = steps.filter(({ detail, node }) => (detail as { is: string }).is === 'follow' && node !== old.node).length;
  const others = told === 0 ? '' : ` and ${told} more`;
  const behind = change.gapBytes === null ? '' : ` (${formatBytes(change.gapBytes)} now)`;
  if (how === 'failover')
    return `${old.node} holds its writes until ${target.node} has the rest${behind}, and hands over to it. Nothing that was acknowledged is lost.${told === 0 ? '' : ` ${told} more then follow ${target.node}.`}`;
  return `${old.node} holds its writes, for 10 s at most, until ${target.node} has the rest${behind}. Then ${target.node} is the master, and ${old.node}${others} follow it. Nothing that was acknowledged is lost; if it breaks off before that, nothing is changed.`;
}

function whyRefused(
  titles: Pick<Preview, 'title' | 'button'>,
  ref: NodeRef | undefined,
  nodes: readonly NodeView<RedisSettings>[],
  why: string,
): Preview {
  const place: Place | string = ref ? placeOf(nodes, ref) : why;
  if (typeof place === 'string') return refused(titles, why);
  const { member, stand } = place;
  if (member.info?.role === 'master') return refused(titles, why, { isDone: true });
  const old = masterInReach(member, stand);
  if (old?.settings.set) {
    const order = orderOf('sentinel-failover', { nodes: [{ group: old.group, node: old.node }] });
    return refused(titles, why, { instead: { words: `Let a Sentinel fail over ${old.node}`, order } });
  }
  const isAlone = member.info !== null && old === null;
  if (!isAlone) return refused(titles, why);
  return refused(titles, why, {
    instead: { words: `Force the promotion of ${member.node}`, order: orderOf('force-promote', { nodes: [ref] }) },
  });
}

function uniqueNotes(plans: readonly Planned[]): Preview['notes'] {
  return [...new Map(plans.flatMap(({ notes }) => notes).map((note) => [note.words, note])).values()];
}
