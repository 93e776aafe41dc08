import type { Sent } from '../../../acting.ts';
import { FetchError } from '../../../failure.ts';
import type { ElasticAsk } from '../../../io/elastic.ts';
import { type ActingUrl, type ElasticActor, reach } from '../actor.ts';
import { JsonPart } from '../json-part.ts';
import type { Product } from '../model.ts';
import { parseUuid } from '../parse-own.ts';
import type { Command } from './command.ts';

/** What is kept of a step: the cluster that it is meant for, what answered there, and what is sent. */
export type Detail = Command & { uuid: string; product: Product; extra: unknown };

/** A failure before any of a command has left. */
const UNSENT: readonly string[] = ['refused', 'dns', 'tls', 'unreachable'];

const ANSWER_LENGTH = 400;

/**
 * Sends one command, once. Right before it the URL is asked who it is: only the cluster of the preview, in the version that it had then, is sent anything. Never throws.
 */
export async function sendCommand(actor: ElasticActor, { uuid, product, ask, first }: Detail, signal: AbortSignal): Promise<Sent> {
  const at = await reached(actor, signal);
  if ('is' in at) return at;
  const why = whyOther(at, { uuid, product });
  if (why !== null) return { is: 'not sent', answer: `${at.node} ${why}: nothing was sent` };
  if (first) {
    const dry = await attempt(at, first);
    if (dry.is !== 'taken') return { is: 'refused', answer: `a dry run of it was not taken, and nothing was changed: ${dry.answer}` };
    const refused = refusedIn(dry.body);
    if (refused !== null)
      return { is: 'refused', answer: `a dry run of it says that it may not be done, and nothing was changed: ${refused}` };
  }
  const { is, answer } = await attempt(at, ask);
  return { is, answer };
}

async function reached(actor: ElasticActor, signal: AbortSignal): Promise<ActingUrl | Sent> {
  try {
    return await reach(actor, signal);
  } catch (error) {
    return { is: 'not sent', answer: error instanceof Error ? error.message : String(error) };
  }
}

function whyOther({ root, product: now }: ActingUrl, { uuid, product }: Pick<Detail, 'uuid' | 'product'>): string | null {
  const own = parseUuid(new JsonPart(root, '').text('cluster_uuid'));
  if (own !== uuid) return `is of another cluster now (${own ?? 'none'}, and not ${uuid})`;
  return now.is === product.is && now.version === product.version
    ? null
    : `is ${now.version} of ${now.is} now, and was ${product.version} of ${product.is}`;
}

async function attempt(at: ActingUrl, ask: ElasticAsk): Promise<Sent & { body?: unknown }> {
  try {
    const body = await at.send(ask);
    const failed = failedIn(body);
    if (failed !== null) return { is: 'refused', answer: `${at.node} took it and says: ${failed}` };
    return { is: 'taken', answer: `${at.node} says ${JSON.stringify(body).slice(0, ANSWER_LENGTH)}`, body };
  } catch (error) {
    if (!(error instanceof FetchError)) return { is: 'no answer', answer: error instanceof Error ? error.message : String(error) };
    return endOf(error, at.node);
  }
}

/** An answer in words is a refusal; where there is none, nobody knows whether it was carried out. */
function endOf({ kind, message }: FetchError, node: string): Sent {
  if (UNSENT.includes(kind)) return { is: 'not sent', answer: `${node}: ${message}` };
  if (['auth', 'permission', 'http', 'busy', 'unsupported'].includes(kind)) return { is: 'refused', answer: `${node}: ${message}` };
  return { is: 'no answer', answer: `${node}: ${message}: whether it was carried out only readings tell` };
}

/** What an answer of status 200 says went wrong: `acknowledged: false`, shards that failed, tasks or nodes that did not take it. */
function failedIn(body: unknown): string | null {
  const told = new JsonPart(body, 'the answer');
  if (told.flag('acknowledged') === false) return 'not acknowledged: the master did not hear from all nodes in time';
  const shards = told.has('_shards') ? told.part('_shards') : null;
  const failed = shards?.count('failed') ?? 0;
  if (failed > 0) return `it failed on ${failed} of ${shards?.count('total') ?? '?'} copies`;
  const troubles = [...told.list('node_failures'), ...told.list('task_failures')];
  if (troubles.length > 0) return JSON.stringify(told.value('node_failures') ?? told.value('task_failures')).slice(0, ANSWER_LENGTH);
  return told.flag('failures') === true ? JSON.stringify(told.value('failed_indices') ?? 'it failed').slice(0, ANSWER_LENGTH) : null;
}

/** Which rules of the cluster forbid it, by a reroute that explains itself. */
function refusedIn(body: unknown): string | null {
  const [explanation] = new JsonPart(body, 'the dry run').list('explanations');
  const no = (explanation?.list('decisions') ?? []).filter((one) => one.text('decision') !== 'YES');
  if (explanation === undefined) return 'it does not explain itself, so that nobody can tell whether it would be done';
  return no.length === 0
    ? null
    : no.map((one) => `${one.text('decider') ?? '?'} (${one.text('decision') ?? '?'}): ${one.text('explanation') ?? ''}`).join('; ');
}
