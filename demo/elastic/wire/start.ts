import { advance } from '../model/advance.ts';
import type { Cluster, Product } from '../model/cluster.ts';
import { type EstateSpec, largeEstate, logsEstate, smallEstate } from '../model/estates.ts';
import { type ElasticOrder, obey } from '../model/orders.ts';
import { answers } from '../model/view.ts';
import type { WireUser } from './access.ts';
import { answer } from './answer.ts';
import type { WireFault } from './faults.ts';
import { type Certificate, type Listener, type Serving, startListener } from './listener.ts';

/**
 * `estate` is one of the model's, or what makes one. `users` null: nobody is asked for a password. `clock` null: a clock of its own, which `pass` alone moves. `hasBalancer`: one more URL, which
 * asks the nodes in turn. `waitsForMaster`: a node without one waits before it says so, as servers do.
 */
export type ElasticOptions = {
  version: string;
  product?: Product;
  estate?: 'small' | 'logs' | 'large' | ((spec: EstateSpec) => Cluster);
  name?: string;
  nodeNames?: readonly string[];
  users?: readonly WireUser[] | null;
  tls?: Certificate | null;
  clock?: (() => number) | null;
  hasBalancer?: boolean;
  waitsForMaster?: boolean;
};

export type AskedLine = { node: string; method: string; target: string; body: string };

/** A stand-in that runs: every node of the cluster listens on a port of its own on 127.0.0.1. */
export type RunningElastic = {
  cluster: Cluster;
  /** Of a node by its name. */
  url(node: string): string;
  /** Of all of them, in the order of the cluster. */
  urls: { node: string; url: string }[];
  /** Null where there is none. */
  balancer: string | null;
  /** Epoch ms. */
  now(): number;
  /** Moves the clock and the cluster on; only for one with a clock of its own. */
  pass(ms: number): void;
  /** Carries out an order, and closes or opens ports that go with it. */
  order(told: ElasticOrder): Promise<void>;
  /** What goes wrong between an asker and that node (`balancer` for that URL); null ends it. */
  spoil(node: string, fault: WireFault | null): void;
  /** Every request that was answered or left unanswered, in order; the oldest of very many are forgotten. */
  asked: AskedLine[];
  stop(): Promise<void>;
};

const ESTATES = { small: smallEstate, logs: logsEstate, large: largeEstate };
const BALANCER = 'balancer';
const KEPT = 100_000;

/** Starts a cluster of that version. Rejects, and leaves nothing behind, when a port cannot be had. */
export async function startElastic(options: ElasticOptions): Promise<RunningElastic> {
  const { version, product = 'elasticsearch', estate = 'small', name = 'search', nodeNames } = options;
  const own = { at: Date.now() };
  const now = options.clock ?? (() => own.at);
  const make = typeof estate === 'function' ? estate : ESTATES[estate];
  const cluster = make({ ...{ name, product, version, now: now() }, ...(nodeNames === undefined ? {} : { nodeNames }) });
  const faults = new Map<string, WireFault>();
  const asked: AskedLine[] = [];
  const listeners = await listenAll({ cluster, options, faults, asked, now });
  const url = (node: string): string => {
    const listener = listeners.get(node);
    if (!listener) throw new Error(`stand-in: ${cluster.name} has no node ${node}`);
    return `${options.tls ? 'https' : 'http'}://127.0.0.1:${listener.port}`;
  };
  return {
    ...{ cluster, url, asked, now },
    urls: [...cluster.nodes.values()].map((node) => ({ node: node.name, url: url(node.name) })),
    balancer: options.hasBalancer === true ? url(BALANCER) : null,
    pass: (ms) => {
      own.at += ms;
      advance(cluster, now());
    },
    order: async (told) => {
      obey(cluster, told, now());
      for (const { name: node } of cluster.nodes.values())
        await listeners.get(node)?.[answers(cluster, node) === 'refused' ? 'close' : 'open']();
    },
    spoil: (node, fault) => void (fault === null ? faults.delete(node) : faults.set(node, fault)),
    stop: () => closeAll(listeners),
  };
}

type Listening = { cluster: Cluster; options: ElasticOptions; faults: Map<string, WireFault>; asked: AskedLine[]; now: () => number };

/** A listener for every node, whose port the node then has for its own, and one for the balancer. */
async function listenAll(all: Listening): Promise<Map<string, Listener>> {
  const { cluster, options, faults } = all;
  const listeners = new Map<string, Listener>();
  const listen = async (name: string, choose: () => string | null): Promise<number> => {
    const serving = { answer: answering(all, name, choose), fault: () => faults.get(name) ?? null, tls: options.tls ?? null };
    const listener = await startListener(serving);
    listeners.set(name, listener);
    return listener.port;
  };
  try {
    for (const node of cluster.nodes.values()) node.httpPort = await listen(node.name, () => node.name);
    if (options.hasBalancer === true) await listen(BALANCER, inTurn(cluster));
  } catch (error) {
    await closeAll(listeners);
    throw error;
  }
  return listeners;
}

async function closeAll(listeners: Map<string, Listener>): Promise<void> {
  await Promise.all([...listeners.values()].map((listener) => listener.close()));
}

/** Notes what is asked, and answers as the node that `choose` gives. */
function answering({ cluster, options, asked, now }: Listening, listened: string, choose: () => string | null): Serving['answer'] {
  return (request) => {
    const node = choose();
    if (asked.length >= KEPT) asked.splice(0, KEPT / 2);
    asked.push({ node: node ?? listened, method: request.method, target: request.target, body: request.body });
    if (node === null || answers(cluster, node) === 'silent') return null;
    advance(cluster, now());
    const made = answer({ cluster, node, users: options.users ?? null, now: now() }, request);
    return options.waitsForMaster === true ? made : { ...made, afterMs: 0 };
  };
}

/** The nodes that answer, one after another; null while none does. */
function inTurn(cluster: Cluster): () => string | null {
  let turn = 0;
  return () => {
    const up = [...cluster.nodes.values()].filter(({ name }) => answers(cluster, name) === 'answers');
    turn += 1;
    return up[turn % Math.max(1, up.length)]?.name ?? null;
  };
}
