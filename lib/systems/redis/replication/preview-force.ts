import type { Note, Preview, PreviewInput } from '../../../acting.ts';
import { formatAge } from '../../../format/age.ts';
import { formatBytes } from '../../../format/bytes.ts';
import type { RedisSettings } from '../config.ts';
import { masterInReach, whyNotTold } from './guards.ts';
import { reachNotes } from './notes.ts';
import type { NodesInput } from './orders.ts';
import { gapOf, pictureOf } from './picture.ts';
import { orderOf, placeOf, preview, refused } from './previews.ts';
import { reachOf } from './reach.ts';
import { followersOf, type Member, masterOf, type Stand } from './stand.ts';
import { forcedSteps } from './steps.ts';

/** The preview of promoting a replica whose master gives no answer: what that may lose, and which replica has the most. */
export function previewForce({ input, nodes }: PreviewInput<RedisSettings, NodesInput>): Preview {
  const [ref] = input.nodes;
  const button = `Force ${ref?.node} to be a master`;
  if (ref === undefined) return refused({ title: button, button }, 'Nothing is named');
  const place = placeOf(nodes, ref);
  if (typeof place === 'string') return refused({ title: button, button }, place);
  const { member: target, stand } = place;
  const titles = { title: `${button} in ${stand.title}`, button };
  const why = whyNotForced(target, stand);
  if (why !== null) return refused(titles, why, insteadOf(target, stand));
  const old = masterOf(target, stand);
  const alike = siblings(target, stand);
  const followers = alike.filter((one) => whyNotTold(one) === null);
  const reach = reachOf(target, old, stand);
  const lost = lossWords(target, old);
  const further = furthest([target, ...alike]);
  return preview({
    ...titles,
    summary: `${target.node} becomes a master with what it has${followers.length === 0 ? '' : `, and ${followers.map(({ node }) => node).join(', ')} follow it`}. ${lost}`,
    typed: target.node,
    notes: [
      { status: 'critical', words: lost },
      ...unreadNotes(target, old, stand),
      ...furtherNotes(target, further),
      ...reachNotes(target, reach),
    ],
    steps: forcedSteps({ target, old, followers, reach, stand }),
    leftOut: leftOutOf(target, old, stand),
    instead:
      further === target
        ? null
        : {
            words: `Force ${further.node} instead, which has more`,
            order: orderOf('force-promote', { nodes: [{ group: ref.group, node: further.node }] }),
          },
    picture: { is: 'trees', groups: [pictureOf(stand, movesOf(target, followers), { gapBytes: gapOf(target, old), loses: lost })] },
  });
}

function movesOf(target: Member, followers: readonly Member[]): Map<Member, Member | null> {
  return new Map<Member, Member | null>([[target, null], ...followers.map((one) => [one, target] as const)]);
}

function whyNotForced(target: Member, stand: Stand): string | null {
  const why = whyNotTold(target);
  if (why !== null) return why;
  if (target.info?.link == null) return `${target.node} is a master already`;
  const master = masterInReach(target, stand);
  if (master !== null) return `${master.node}, which ${target.node} follows, can be read: promote it without a loss instead`;
  // Another one may be the master by now, and two of them would take writes.
  const other = stand.members.find(({ info }) => info?.role === 'master');
  return other ? `${other.node} is a master in this group and can be read: let ${target.node} replicate from it instead` : null;
}

function insteadOf(target: Member, stand: Stand): { instead?: Preview['instead'] } {
  if (!target.info?.link || masterInReach(target, stand) === null) return {};
  const { group, node } = target;
  return { instead: { words: `Promote ${node} without a loss`, order: orderOf('promote', { nodes: [{ group, node }] }) } };
}

/** Those that name the same master by its address, whether that is configured or not. */
function siblings(target: Member, stand: Stand): Member[] {
  const old = masterOf(target, stand);
  if (old !== null) return followersOf(old, stand).filter((one) => one !== target);
  const link = target.info?.link;
  return stand.members.filter(
    ({ info }) => info !== target.info && info?.link && info.link.host === link?.host && info.link.port === link.port,
  );
}

/** The one with the most of what was written, among those of one history; the first where they are equal. */
function furthest([first, ...others]: readonly [Member, ...Member[]]): Member {
  const own = others.filter(({ info }) => info?.replicationId === first.info?.replicationId);
  return own.reduce((most: Member, one) => ((one.info?.offset ?? 0) > (most.info?.offset ?? 0) ? one : most), first);
}

function furtherNotes(target: Member, further: Member): Note[] {
  if (further === target) return [];
  const more = (further.info?.offset ?? 0) - (target.info?.offset ?? 0);
  return [
    {
      status: 'critical',
      words: `${further.node} has ${formatBytes(more)} more of what was written than ${target.node}: promote that one.`,
    },
  ];
}

function lossWords(target: Member, old: Member | null): string {
  const gap = gapOf(target, old);
  if (old === null || gap === null || !old.last || !target.last)
    return 'What is lost is not known: the master was never read together with this replica.';
  const ageMs = Math.max(0, target.last.observedAt - old.last.observedAt);
  const had = gap === 0 ? `${target.node} has all that ${old.node} had` : `At least ${formatBytes(gap)} are lost that ${old.node} had`;
  return `${had} when it was last read, ${formatAge(ageMs)} before ${target.node}. What ${old.node} wrote since then is not known, and is lost where it did not arrive.`;
}

/** The dead one is a second master when it comes back; those that cannot be told stay with it. */
function leftOutOf(target: Member, old: Member | null, stand: Stand): Preview['leftOut'] {
  const { group } = stand;
  const untold = siblings(target, stand).flatMap(({ node, ...rest }) => {
    const why = whyNotTold({ node, ...rest });
    return why === null ? [] : [{ group, node, why }];
  });
  const unread = unreadBeside(target, old, stand).map(({ node, doubt }) => ({
    ...{ group, node },
    why: `it cannot be read (${doubt ?? 'never read'}): it may be a master by now. When it is back, look at what it has before it replicates from ${target.node}`,
  }));
  if (old === null) return [...untold, ...unread];
  const why = `it gives no answer. When it comes back it is a second master: let it replicate from ${target.node} then, before anybody writes to it`;
  return [{ group, node: old.node, why }, ...untold, ...unread];
}

/** Those of the group that nothing is known of now, besides the master itself. */
function unreadBeside(target: Member, old: Member | null, { members }: Stand): Member[] {
  return members.filter((member) => member.info === null && member !== target && member !== old);
}

function unreadNotes(target: Member, old: Member | null, stand: Stand): Note[] {
  const unread = unreadBeside(target, old, stand);
  if (unread.length === 0) return [];
  const names = unread.map(({ node, doubt }) => `${node} (${doubt ?? 'never read'})`).join(', ');
  const words = `A node that is not read may be a master by now, promoted by somebody else, and then there are two that take writes: ${names}.`;
  return [{ status: 'critical', words }];
}
