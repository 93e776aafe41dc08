import type { ElasticAsk } from '../../io/elastic.ts';
import { type AskOne, askCluster, type ElasticNode } from './connection.ts';
import type { Teller } from './model.ts';

/** Asks the cluster, for a question, at the first URL that answers, and says who that was. Throws FetchError. */
export function askOf(
  node: ElasticNode,
  ask: (product: Teller['product']) => ElasticAsk,
  signal: AbortSignal,
): Promise<Teller & { body: unknown }> {
  return askAllOf(node, async (one, teller) => one(ask(teller.product)), signal);
}

/** The same where it takes several requests, all of them of one URL. */
export function askAllOf(
  node: ElasticNode,
  ask: (one: AskOne, teller: Teller) => Promise<unknown>,
  signal: AbortSignal,
): Promise<Teller & { body: unknown }> {
  return askCluster(node, signal, async (one, teller) => ({ ...teller, body: await ask(one, teller) }));
}
