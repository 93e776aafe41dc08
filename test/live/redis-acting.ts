import type { Caller } from '#lib/access/caller.ts';
import { rightsOf } from '#lib/access/rights.ts';
import type { Outcome, Previewed } from '#lib/act/outcome.ts';
import type { Order } from '#lib/acting.ts';
import { Secret } from '#lib/secret.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';

const user = (name: string, details: readonly 'details'[]): Caller => ({
  ...{ is: 'user', name, grants: { all: [...rightsOf('admin'), ...details], systems: {} } },
  ...{ address: '192.0.2.7', session: `s-${name}`, expiresAt: 9e15 },
});
/** May act and see who the clients are. */
export const ann = user('ann', ['details']);
/** May act, and sees ids alone. */
export const bob = user('bob', []);

/** Redis servers that are watched and acted on by the real engine behind the real door, as one group "live". */
export type ActingRedis = {
  vigil: NativeServer;
  preview(action: string, input: object, by?: Caller): Promise<Previewed>;
  /** Previews, agrees, types what is to be typed, and performs. `node` is r1 without another. */
  act(action: string, input: object, by?: Caller): Promise<Outcome>;
  /** Performs an order that an outcome offers. */
  give(order: Order | null): Promise<Outcome>;
  stop(): Promise<void>;
};

type Act = { user?: string; password: string } | null;

/** `ports` by the names of the nodes. Acts as the default user, unless another is given. */
export async function openActingRedis(ports: Readonly<Record<string, number>>, act: Act = null): Promise<ActingRedis> {
  const by = { act: act === null ? { password: null } : { ...act, password: new Secret(act.password) } };
  const nodes = Object.entries(ports).map(([name, port]) => ({ name, address: `127.0.0.1:${port}` }));
  const section = redisSection.read({ interval: '1s', timeout: '600ms', ...by, groups: [{ name: 'live', nodes }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  const vigil = await startNativeServer({ estates: [{ system: redis, groups: section.groups }], access: {} });
  const { actions, views } = vigil.engine;
  await until('all were read', () => views('redis').every(({ newest, doubt }) => newest !== null && doubt === null));
  let given = 0;
  const orderOf = (action: string, input: object): Order => ({ system: 'redis', action, input: { group: 'live', node: 'r1', ...input } });
  const give = async (order: Order, caller: Caller): Promise<Outcome> => {
    given += 1;
    const { hash, typed } = await actions.previewAsked(order, caller);
    return actions.perform({ id: `action-${given}`, order, hash, typed, reason: null, until: null }, caller);
  };
  return {
    vigil,
    preview: (action, input, caller = ann) => actions.previewAsked(orderOf(action, input), caller),
    act: (action, input, caller = ann) => give(orderOf(action, input), caller),
    async give(order) {
      if (order === null) throw new Error('no order is offered');
      return give(order, ann);
    },
    stop: () => vigil.close(),
  };
}
