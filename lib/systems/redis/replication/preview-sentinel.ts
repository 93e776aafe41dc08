import type { NodeView, Preview, PreviewInput } from '../../../acting.ts';
import type { RedisSettings } from '../config.ts';
import type { SentinelInfo } from '../sentinel/model.ts';
import { whyNotTold } from './guards.ts';
import type { NodesInput } from './orders.ts';
import { gapOf, pictureOf } from './picture.ts';
import { placeOf, preview, refused } from './previews.ts';
import { followersOf } from './stand.ts';
import { sentinelSteps } from './steps.ts';

/** What was measured of SENTINEL FAILOVER under load: the old master went on taking writes until it was told to follow. */
const MEASURED = 'Measured under load, 603 of 10,550 acknowledged writes were lost.';

/** The preview of a failover by a configured Sentinel, of the master that is named: it chooses the replica itself, and may lose writes. */
export function previewSentinel({ input, nodes }: PreviewInput<RedisSettings, NodesInput>): Preview {
  const [ref] = input.nodes;
  const titles = { title: `Let a Sentinel fail over ${ref?.node}`, button: `Fail over ${ref?.node}` };
  if (ref === undefined) return refused(titles, 'Nothing is named');
  const place = placeOf(nodes, ref);
  if (typeof place === 'string') return refused(titles, place);
  const { member: master, stand } = place;
  const why = whyNotTold(master);
  if (why !== null) return refused(titles, why);
  if (master.info?.role !== 'master') return refused(titles, `${master.node} is no master`);
  const replicas = followersOf(master, stand);
  if (replicas.length === 0) return refused(titles, `no replica that is read follows ${master.node}: nobody could take over`);
  const sentinel = nodes.find((view) => view.group === ref.group && view.settings.kind === 'sentinel' && whyUnfit(view) === null);
  const { set } = master.settings;
  if (set === null)
    return refused(titles, `no Sentinels are configured for ${stand.title}: add sentinels: to the group, with act: for them`);
  if (sentinel === undefined) return refused(titles, whyNoSentinel(nodes, ref.group));
  const words = `${master.node} takes writes until it is told to follow, and those are lost. ${MEASURED}`;
  return preview({
    ...titles,
    summary: `${sentinel.node} promotes a replica of its own choice${replicas.length === 1 ? ` (${replicas[0]?.node})` : ''}, and tells the others and its clients. ${words}`,
    typed: master.node,
    notes: [{ status: 'critical', words }],
    steps: sentinelSteps(sentinel, set.name, master),
    picture: {
      is: 'trees',
      groups: [
        pictureOf(stand, new Map(), {
          gapBytes: gapOf(replicas[0] ?? master, master),
          loses: `what ${master.node} takes until it is told`,
        }),
      ],
    },
  });
}

type Seen = Pick<NodeView<RedisSettings>, 'node' | 'settings' | 'beside'>;

function whyUnfit({ node, settings, beside }: Seen): string | null {
  // The engine hands back what the probe of this system made; only what is fresh stands beside.
  const said = beside?.sentinel?.value as SentinelInfo | undefined;
  if (said === undefined) return `${node} was not read freshly`;
  if (settings.act === null) return `no user to act with is configured for ${node}`;
  if (said.watched === null) return `${node} does not know the set`;
  if (said.tilt !== null) return `${node} is in TILT and does nothing`;
  return said.watched.check?.isReachable === false ? `${node} cannot reach enough others: ${said.watched.check.words}` : null;
}

function whyNoSentinel(nodes: readonly NodeView<RedisSettings>[], group: string): string {
  const sentinels = nodes.filter((view) => view.group === group && view.settings.kind === 'sentinel');
  return `no Sentinel can be told: ${sentinels.map(whyUnfit).join('; ')}`;
}
