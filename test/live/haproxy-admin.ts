import type { Action, NodeView, Order, Preview, Proof, Sent, Step } from '#lib/acting.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import { Secret } from '#lib/secret.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import type { Stats, StatsRow } from '#lib/systems/haproxy/model.ts';
import { systems } from '#lib/systems/index.ts';
import { until } from '#test/fakes/until.ts';

type User = { user: string; password: string };

/** What one order came to: what it said it would do, what was answered, and what the very next readings proved, step by step. */
export type Performed = { preview: Preview; sent: Sent[]; proofs: Proof[] };

/** Somebody who acts on instances as the engine does: reads all, previews, sends, reads again, proves. */
export type Admin = {
  order(action: string, input: unknown): Promise<Performed>;
  /** What would put back what was done. */
  undo(done: Performed): Promise<Performed>;
  preview(action: string, input: unknown): Promise<Preview>;
  send(step: Step, signal?: AbortSignal): Promise<Sent>;
  /** The row of a server ("be/srv") on an instance, read now. */
  row(node: string, server: string): Promise<StatsRow>;
  /** Reads until the state of a server, as HAProxy says it, is this. */
  untilSays(node: string, server: string, said: RegExp): Promise<void>;
  close(): void;
};

const DEADLINE_MS = 3_000;

/** `urls` by the names of the instances, which are one group, "live". Reads and acts as `act`, unless another reads. */
export function openAdmin(urls: Readonly<Record<string, string>>, act: User | null, read = act): Admin {
  const found = systems.find(({ name }) => name === 'haproxy');
  const probe = found?.probes.find(({ name }) => name === found.acting?.probe);
  if (!found?.acting || !probe) throw new Error('haproxy cannot be acted on');
  const { acting, connect, close } = found;
  const nodes = nodesOf(urls, { act, read }).map(({ name, settings }) => ({
    name,
    settings,
    connection: connect(settings, NO_METER),
    actor: acting.connect(settings, NO_METER),
  }));
  const nodeOf = (name: string) => {
    const node = nodes.find((each) => each.name === name);
    if (!node) throw new Error(`there is no instance ${name}`);
    return node;
  };
  const readOne = async (name: string): Promise<Reading<Stats>> => {
    const observedAt = Date.now();
    const { value } = probe.parse(await probe.fetch(nodeOf(name).connection, AbortSignal.timeout(DEADLINE_MS)));
    return {
      value: value as Stats,
      observedAt,
      producedAt: null,
      source: { system: 'haproxy', group: 'live', node: name, probe: probe.name },
    };
  };
  const viewOf = async ({ name, settings }: { name: string; settings: unknown }): Promise<NodeView> => {
    const base = { group: 'live', groupTitle: 'Live', node: name, settings };
    return readOne(name).then(
      (newest) => ({ ...base, newest, doubt: null }),
      (error: Error) => ({ ...base, newest: null, doubt: error.message }),
    );
  };
  const preview = async (action: Action<unknown, unknown, unknown>, raw: unknown): Promise<Preview> => {
    const input = action.read(raw);
    if (!input.ok) throw new Error(input.message);
    return action.preview({ input: input.input, nodes: await Promise.all(nodes.map(viewOf)), inFlight: [] });
  };
  const actionOf = (name: string) => {
    const action = acting.actions.find((each) => each.name === name);
    if (!action) throw new Error(`there is no action ${name}`);
    return action;
  };
  const send = (step: Step, signal = AbortSignal.timeout(DEADLINE_MS)) => actionOf('drain').send(nodeOf(step.node).actor, step, signal);
  const perform = async (name: string, raw: unknown): Promise<Performed> => {
    const action = actionOf(name);
    const done: Performed = { preview: await preview(action, raw), sent: [], proofs: [] };
    for (const step of done.preview.steps) done.sent.push(await send(step));
    for (const step of done.preview.steps) done.proofs.push(action.prove(step, await readOne(step.node)));
    return done;
  };
  const row = async (node: string, server: string) => {
    const found = (await readOne(node)).value.rows.find((each) => each.kind === 'server' && `${each.proxy}/${each.name}` === server);
    if (!found) throw new Error(`${node} has no ${server}`);
    return found;
  };
  return {
    order: perform,
    undo(done) {
      const order: Order | null = actionOf('drain').undo(done.preview.steps);
      if (order === null) throw new Error('nothing can be undone');
      return perform(order.action, order.input);
    },
    preview: (name, raw) => preview(actionOf(name), raw),
    send,
    row,
    async untilSays(node, server, said) {
      let last = '';
      const isSaid = async () => {
        last = (await row(node, server)).state.said;
        return said.test(last);
      };
      await until(`${server} on ${node} says ${said}`, isSaid, 15_000).catch((error: Error) => {
        throw new Error(`${error.message}; it says "${last}"`, { cause: error });
      });
    },
    close() {
      for (const { connection, actor } of nodes) {
        close(connection);
        if (actor !== null) acting.close(actor);
      }
    },
  };
}

function nodesOf(
  urls: Readonly<Record<string, string>>,
  users: { act: User | null; read: User | null },
): readonly { name: string; settings: unknown }[] {
  const credentials = Object.fromEntries(
    Object.entries(users).map(([key, user]) => [key, user && { user: user.user, password: new Secret(user.password) }]),
  );
  const nodes = Object.entries(urls).map(([name, url]) => ({ name, url }));
  const section = haproxySection.read({ ...credentials, groups: [{ name: 'live', nodes }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  return section.groups[0]?.nodes ?? [];
}
