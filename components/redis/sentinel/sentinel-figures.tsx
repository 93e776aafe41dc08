import Link from 'next/link';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import type { SentinelClaim, SentinelView, WatchedSet } from '#lib/systems/redis/sentinel/model.ts';
import type { Line } from '../instance/summary-part.tsx';
import type { NodeLine } from '../node-line.ts';
import { nodePath } from '../paths.ts';
import { addressOf, nodeFinder } from '../tree.ts';
import { upWords } from '../words.ts';
import { MasterWords } from './master-words.tsx';
import { namedMaster, stateWords } from './sentinel-words.ts';

/** The Sentinel's own probe, whom it watches, and the Sentinels of its group. */
type Around = { probe: ProbeRow; nodes: readonly NodeLine[]; sentinels: readonly ProbeRow[]; names: HostNames; board: Moment };

/** What a Sentinel said last, in parts: of itself and its set, and of others, which is hearsay. */
export function sentinelParts(view: SentinelView, around: Around): [title: string, lines: Line[]][] {
  const own: [string, Line[]] = ['What it does, by its own word', ownLines(view, around)];
  const { watched } = view;
  if (watched === null) return [own];
  return [
    own,
    ['Quorum', quorumLines(watched, view)],
    ['Its link to the master', linkLines(watched)],
    ['What it says of the data nodes: hearsay', claimLines([watched.master, ...watched.replicas], nodesAt(around))],
    ['What it says of the other Sentinels: hearsay', claimLines(watched.sentinels, sentinelsAt(around))],
  ];
}

function ownLines(view: SentinelView, { probe, nodes, names, board }: Around): Line[] {
  const { watched, tilt, sets, scriptsQueued } = view;
  const others = sets.filter((name) => name !== view.set);
  return [
    ['state', stateWords(view)],
    ['TILT', tilt === null ? 'no' : tilt.forSeconds === null ? 'yes' : `for ${formatAge(tilt.forSeconds * 1_000)}`],
    ...(watched === null
      ? []
      : ([
          ['names as master', <MasterWords key="master" {...namedMaster(watched, nodes, { names, board })} />],
          ['failover', watched.failover === null ? 'none' : watched.failover.replaceAll('_', ' ')],
          ['epoch of its configuration', formatCount(watched.configEpoch)],
        ] satisfies Line[])),
    ['other sets', others.length === 0 ? 'none' : others.join(', ')],
    ['scripts that wait', scriptsQueued === null ? NO_VALUE : formatCount(scriptsQueued)],
    ['up', upWords(view, probe, board)],
  ];
}

function quorumLines({ quorum, others, check, downAfterMs }: WatchedSet, { configured, isDiscovering }: SentinelView): Line[] {
  const known = others + 1;
  return [
    ['have to agree that the master is down', formatCount(quorum)],
    ['have to elect who promotes', `${formatCount(Math.max(quorum, Math.floor(known / 2) + 1))} of ${formatCount(known)}`],
    ['known to it, itself included', formatCount(known)],
    ['in the configuration', `${formatCount(configured)}${isDiscovering ? ', others are looked for' : ''}`],
    [
      'can be reached, by its word',
      check === null ? 'not told: needs +sentinel|ckquorum' : `${check.isReachable ? 'yes' : 'no'}: ${check.words}`,
    ],
    ['holds down what gives no answer for', formatAge(downAfterMs)],
  ];
}

function linkLines({ pendingCommands, infoAgeMs }: WatchedSet): Line[] {
  return [
    ['commands that wait for an answer', formatCount(pendingCommands)],
    ['what it knows by INFO is', infoAgeMs === null ? NO_VALUE : `${formatAge(infoAgeMs)} old`],
  ];
}

/** How a node is called that is known here; null where it is not. */
type Find = (claim: SentinelClaim) => ProbeRow | null;

function nodesAt({ nodes, names }: Around): Find {
  const find = nodeFinder(nodes, names);
  return (claim) => find(claim)?.probe ?? null;
}

/** A Sentinel names others by their IP, which the configuration may have by a name, or as the machine that they live on. */
function sentinelsAt({ sentinels, names }: Around): Find {
  const key = (host: string, port: string) => `${names.nameOf(host.replace(/^\[|\]$/g, '').toLowerCase())} ${port}`;
  const keysOf = ({ address, host }: ProbeRow): string[] => {
    const colon = address.lastIndexOf(':');
    return [address.slice(0, colon), ...(host === null ? [] : [host])].map((own) => key(own, address.slice(colon + 1)));
  };
  return ({ host, port }) => sentinels.find((probe) => keysOf(probe).includes(key(host, String(port)))) ?? null;
}

function claimLines(claims: readonly SentinelClaim[], find: Find): Line[] {
  if (claims.length === 0) return [['all', 'it names none']];
  return claims.map((claim) => {
    const known = find(claim);
    const address = addressOf(claim);
    const flags = claim.flags.map((flag) => (flag === 'slave' ? 'replica' : flag)).join(', ');
    const down = claim.downMs === null ? '' : `, down for ${formatAge(claim.downMs)}`;
    if (known === null) return [address, `${flags}${down}; not asked here`];
    return [
      address,
      <>
        <Link href={nodePath(known.source)} prefetch={false}>
          {known.source.node}
        </Link>{' '}
        {flags}
        {down}
      </>,
    ];
  });
}
