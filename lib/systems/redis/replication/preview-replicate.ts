import type { NodeView, Note, Preview, PreviewInput, Step } from '../../../acting.ts';
import type { RedisSettings } from '../config.ts';
import { whyNotTold } from './guards.ts';
import type { TreeChange } from './model.ts';
import { copyNotes, counted, reachNotes } from './notes.ts';
import type { Move, MovesInput } from './orders.ts';
import { gapOf, pictureOf } from './picture.ts';
import { placeOf, preview, refused } from './previews.ts';
import { reachOf } from './reach.ts';
import { isAtOrBelow, type Member, masterOf, memberOf, type Stand } from './stand.ts';
import { moveSteps } from './steps.ts';

type Moved = { member: Member; source: Member; stand: Stand; isCopy: boolean };

/** The preview of letting nodes follow others: what they discard for it, and what that asks of those that they copy. */
export function previewReplicate({ input, nodes }: PreviewInput<RedisSettings, MovesInput>): Preview {
  const names = input.moves.map(({ node }) => node).join(', ');
  const sources = [...new Set(input.moves.map(({ from }) => from))].join(', ');
  const button = `Let ${names} replicate from ${sources}`;
  const titles = { title: button, button };
  const found = input.moves.map((move) => findMove(move, nodes));
  const failed = found.find((move) => typeof move === 'string');
  if (failed !== undefined) return refused(titles, failed, isDone(input, nodes) ? { isDone: true } : {});
  const moves = found.filter((move) => typeof move !== 'string');
  return preview({
    ...titles,
    summary: moves.map(summaryOf).join(' '),
    typed: names,
    notes: moves.flatMap(notesOf),
    steps: moves.flatMap(stepsOf),
    picture: { is: 'trees', groups: picturesOf(moves) },
  });
}

function findMove({ group, node, from }: Move, nodes: readonly NodeView<RedisSettings>[]): Moved | string {
  const place = placeOf(nodes, { group, node });
  if (typeof place === 'string') return place;
  const { member, stand } = place;
  const source = memberOf(stand, from);
  if (source === null) return `there is no node ${from} in ${stand.title}`;
  // Redis takes it, and is a dead replica of itself then, whose own replicas still say that they are online.
  if (source === member) return `${node} cannot replicate from itself`;
  if (isAtOrBelow(source, member, stand))
    return `${from} follows ${node}, directly or by others: none of them would have a master any more`;
  const why = whyNotTold(member) ?? whyNotTold(source) ?? whyUnreadAbove(source, stand);
  if (why !== null) return why;
  if (masterOf(member, stand) === source && member.info?.link?.isUp) return `${node} follows ${from} already`;
  if (source.info?.link && !source.info.link.isUp)
    return `the link of ${from} to its own master is down: what follows it would get nothing`;
  return { member, source, stand, isCopy: !isPartial(member, source) };
}

/** Whom a node follows that cannot be read is not known: it may be a circle. */
function whyUnreadAbove(source: Member, stand: Stand): string | null {
  const seen = new Set<Member>();
  for (let at: Member | null = source; at !== null && !seen.has(at); at = masterOf(at, stand)) {
    seen.add(at);
    if (at.info === null)
      return `${at.node}, which ${source.node} hangs on, cannot be read (${at.doubt ?? 'never read'}): whether this makes a circle is not known`;
  }
  return null;
}

function isDone({ moves }: MovesInput, nodes: readonly NodeView<RedisSettings>[]): boolean {
  return moves.every((move) => {
    const place = placeOf(nodes, move);
    if (typeof place === 'string') return false;
    return masterOf(place.member, place.stand)?.node === move.from && place.member.info?.link?.isUp === true;
  });
}

/** Of one history, no further than the source, and not further back than the source keeps: then only what is missing is sent. */
function isPartial({ info: own }: Member, { info: led }: Member): boolean {
  if (!own || !led || own.offset === null || led.offset === null || own.replicationId === null) return false;
  const isOne = own.replicationId === led.replicationId || own.replicationId === led.olderReplicationId;
  const behind = led.offset - own.offset;
  return isOne && behind >= 0 && behind < (led.backlogBytes ?? 0);
}

function summaryOf({ member, source, isCopy }: Moved): string {
  const { node, info } = member;
  const keys = counted(info?.keys ?? 0, 'key');
  return isCopy
    ? `${node} discards its own ${keys} and copies all data of ${source.node}.`
    : `${node} has the history of ${source.node} and ${keys}: it is likely to be sent only what it lacks. Where that cannot be, it discards all and copies.`;
}

function notesOf({ member, source, stand, isCopy }: Moved): Note[] {
  const { node, info } = member;
  const discards = `The data of ${node} (${counted(info?.keys ?? 0, 'key')}) are discarded${isCopy ? '' : ' where it cannot go on from what it has'}; what only it has is lost.`;
  const isMaster = info?.role === 'master';
  const writes = `${node} is a master now: it takes no writes any more after this.`;
  return [
    { status: isMaster || isCopy ? 'critical' : 'warning', words: discards },
    ...(isMaster ? [{ status: 'warning', words: writes } as const] : []),
    ...(isCopy ? copyNotes(source) : []),
    ...reachNotes(source, reachOf(source, masterOf(source, stand), stand)),
  ];
}

function stepsOf({ member, source, stand }: Moved): Step[] {
  const reach = reachOf(source, masterOf(source, stand), stand);
  return moveSteps(member, member.info?.role ?? 'replica', { target: source, reach, stand });
}

function picturesOf(moves: readonly Moved[]): TreeChange[] {
  return [...Map.groupBy(moves, ({ stand }) => stand.group).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const to = new Map<Member, Member | null>(own.map(({ member, source }) => [member, source]));
    const told = { gapBytes: gapOf(first.member, first.source), loses: own.map(({ member }) => `what only ${member.node} has`).join(', ') };
    return [pictureOf(first.stand, to, told)];
  });
}
