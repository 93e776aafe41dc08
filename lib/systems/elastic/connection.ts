import { FetchError } from '../../failure.ts';
import { type ElasticAsk, type ElasticConnection, openElastic } from '../../io/elastic.ts';
import type { Meter } from '../../io/meter.ts';
import { authorizationOf } from './authorization.ts';
import type { Product, Teller } from './model.ts';
import { parseProduct } from './parse-product.ts';
import type { ElasticSettings, ElasticUrl } from './settings.ts';

/** One configured URL, and what answered there by its own word the last time it was asked. */
type Place = { node: string; line: ElasticConnection; product: Product | null };

/** A routing table as it was read, of which state, and by whom. */
export type KeptTable = { stateUuid: string; readAt: number; table: unknown };

/**
 * The way to the URLs of one node of a group: its own one, or all of the cluster's. Whoever answered last is asked first. What is kept between two attempts is who that was, which product each
 * is, and the last routing table.
 */
export type ElasticNode = { places: Place[]; timeoutMs: number; table: KeptTable | null };

/** Asks the URL that was chosen. */
export type AskOne = (ask: ElasticAsk) => Promise<unknown>;

const ROOT: ElasticAsk = { method: 'GET', path: '/' };

/** Opens no socket before the first question. */
export function connectElastic({ urls, timeoutMs, maxBytes }: ElasticSettings, meter: Meter): ElasticNode {
  return { places: urls.map((url) => ({ node: url.node, line: openPlace(url, maxBytes, meter), product: null })), timeoutMs, table: null };
}

function openPlace({ url, read, tls }: ElasticUrl, maxBytes: number, meter: Meter): ElasticConnection {
  return openElastic({ url, authorization: authorizationOf(read), tls, maxBytes }, meter);
}

/** Leaves no socket open. */
export function closeElastic({ places }: ElasticNode): void {
  for (const { line } of places) line.close();
}

/** Asks one URL for its own word: whatever `ask` makes of it, once it is known what answers there. */
export async function askOwn<Answer>(
  node: ElasticNode,
  signal: AbortSignal,
  ask: (one: AskOne, root: unknown, product: Product) => Promise<Answer>,
): Promise<Answer> {
  const [place] = node.places;
  if (!place) throw new Error('a node without a URL');
  const one: AskOne = (asked) => place.line.ask(asked, signal);
  const root = await one(ROOT);
  return ask(one, root, identify(place, root));
}

/**
 * Asks the cluster at the first URL that answers, each within its own time: what fails at one is asked of the next, and where all fail each is named with what it said. What a version does not
 * have is an answer.
 */
export async function askCluster<Answer>(
  node: ElasticNode,
  signal: AbortSignal,
  ask: (one: AskOne, teller: Teller) => Promise<Answer>,
): Promise<Answer> {
  const failures: { node: string; error: FetchError }[] = [];
  for (const place of [...node.places]) {
    try {
      const answer = await askPlace(place, { signal, timeoutMs: node.timeoutMs }, ask);
      lead(node, place);
      return answer;
    } catch (error) {
      if (!(error instanceof FetchError) || error.kind === 'unsupported') throw error;
      place.product = null;
      failures.push({ node: place.node, error });
      if (signal.aborted) break;
    }
  }
  throw together(failures, node.places.length);
}

async function askPlace<Answer>(
  place: Place,
  given: { signal: AbortSignal; timeoutMs: number },
  ask: (one: AskOne, teller: Teller) => Promise<Answer>,
): Promise<Answer> {
  const signal = AbortSignal.any([given.signal, AbortSignal.timeout(given.timeoutMs)]);
  const one: AskOne = async (asked) => {
    const body = await place.line.ask(asked, signal);
    // Whoever says who he is may be another than before: a node that was upgraded meanwhile.
    if (asked.path === ROOT.path) identify(place, body);
    return body;
  };
  if (place.product === null) await one(ROOT);
  return ask(one, { by: place.node, product: productOf(place) });
}

/** Asked first from now on. What the others were when they were asked last may be long ago. */
function lead(node: ElasticNode, place: Place): void {
  if (node.places[0] === place) return;
  for (const other of node.places) if (other !== place) other.product = null;
  node.places = [place, ...node.places.filter((other) => other !== place)];
}

function productOf({ product }: Place): Product {
  if (product === null) throw new Error('a node that did not say what it is');
  return product;
}

function identify(place: Place, root: unknown): Product {
  place.product = parseProduct(root);
  return place.product;
}

/** Silence is told as silence where nobody said anything: it ages. */
function together(failures: readonly { node: string; error: FetchError }[], of: number): FetchError {
  const [first] = failures;
  if (!first) return new FetchError('timeout', 'no connection');
  if (of === 1) return first.error;
  const told = failures.find(({ error }) => error.kind !== 'timeout') ?? first;
  const words = failures.map(({ node, error }) => `${node}: ${error.message}`).join('; ');
  return new FetchError(told.error.kind, `none of its ${of} URLs answers for the cluster: ${words}`, told.error.received);
}
