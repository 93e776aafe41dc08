import type { NodeView, Preview } from '#lib/acting.ts';
import type { MasterLink, RedisInfo } from '#lib/systems/redis/model.ts';
import { parseRedis } from '#lib/systems/redis/parse.ts';
import { replicationActions } from '#lib/systems/redis/replication/actions.ts';
import { NOW, readCapture, settings } from '../hand-made.ts';

/** A node of these tests: whom it follows by name, what it says besides, and how it is seen; `never` was never read. */
export type Said = { of?: string; never?: true; info?: Partial<RedisInfo>; link?: Partial<MasterLink>; act?: null } & Partial<
  Pick<NodeView, 'doubt' | 'host' | 'tags'>
>;

const MASTER = parseRedis(readCapture('master'));

/** Where a node of these tests listens: "a" at 10.0.0.1:1. */
const portOf = (name: string): number => name.charCodeAt(0) - 96;

/** The nodes of some groups as actions see them; every node is read just now and can be acted on, unless it is said otherwise. */
export function views(groups: Record<string, Record<string, Said>>): NodeView[] {
  return Object.entries(groups).flatMap(([group, nodes]) => Object.entries(nodes).map(([node, said]) => viewOf(group, node, said)));
}

function viewOf(group: string, node: string, { of, never, info = {}, link = {}, act, doubt = null, host, tags }: Said): NodeView {
  const offset = info.offset === undefined ? 1_000 : info.offset;
  const up = { isUp: true, said: 'connected', lastIoSeconds: 0, downSeconds: null, readOffset: offset, appliedOffset: offset, sync: null };
  const own: Partial<RedisInfo> = of === undefined ? {} : { role: 'replica', link: { host: '10.0.0.1', port: portOf(of), ...up, ...link } };
  const value: RedisInfo = { ...MASTER, port: null, replicas: [], replicationId: 'h1', offset, ...own, ...info };
  const source = { system: 'redis', group, node, probe: 'info' };
  const base = { ...settings(), name: node, address: { host: '10.0.0.1', port: portOf(node) } };
  return {
    ...{ group, groupTitle: group, node, doubt: never ? 'never read' : doubt },
    settings: { ...base, act: act === null ? null : { user: null, password: null } },
    newest: never ? null : { value, observedAt: NOW, producedAt: null, source },
    ...(host === undefined ? {} : { host }),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** What an order would do to them. Throws where it cannot be read. */
export function previewOf(action: string, raw: unknown, nodes: readonly NodeView[]): Preview {
  const found = replicationActions.find(({ name }) => name === action);
  const read = found?.read(raw);
  if (!found || !read?.ok) throw new Error(read?.ok === false ? read.message : `there is no ${action}`);
  return found.preview({ input: read.input, nodes: nodes as Parameters<typeof found.preview>[0]['nodes'], inFlight: [] });
}
