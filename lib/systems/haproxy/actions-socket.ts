import * as z from 'zod';
import type { Sent } from '../../acting.ts';
import { type LineSocket, openLineSocket } from '../../io/line-socket.ts';
import type { Meter } from '../../io/meter.ts';
import { connectActor, type HAProxyActor } from './actions-send.ts';
import { type HAProxyNode, HOW_TO_ENABLE, type LeftOut, statsOf } from './actions-targets.ts';
import type { HAProxySettings } from './config.ts';
import { cutWords, isWhole } from './fetch-socket.ts';
import type { Stats } from './model.ts';

/** One HAProxy to send commands to: by its statistics page, and by its runtime API where that is configured. */
export type SocketActor = HAProxyActor & { socket: LineSocket | null };

/** What to add to the configuration so that weights can be set and frontends paused. */
export const HOW_TO_ENABLE_SOCKET = 'add actSocket: to the node, the address of a "stats socket ... level admin" of its haproxy.cfg';

/** More than any answer to a command. */
const MOST_ANSWER_BYTES = 64 * 1024;

/** Null where neither a user to act with nor a socket to act by is configured. Opens no socket before the first command. */
export function connectSocketActor(settings: HAProxySettings, meter: Meter): SocketActor | null {
  const page = connectActor(settings, meter);
  const { actSocket, url } = settings;
  if (page === null && actSocket === null) return null;
  const socket = actSocket === null ? null : openLineSocket({ address: actSocket, maxBytes: MOST_ANSWER_BYTES }, meter);
  return { ...(page ?? withoutPage(url)), socket };
}

/** The ways of acting that are configured: `page` for what the form of the statistics page can, `socket` for what needs the runtime API. */
export function waysOf({ act, actSocket }: HAProxySettings): string[] {
  return [...(act === null ? [] : ['page']), ...(actSocket === null ? [] : ['socket'])];
}

export function closeSocketActor({ poster, socket }: SocketActor): void {
  poster.close();
  socket?.close();
}

/** Sends one command over the runtime API, where an empty line is success and any text a refusal (management.txt 9.3). Never throws. */
export async function sendLine({ socket }: SocketActor, line: string, signal: AbortSignal): Promise<Sent> {
  if (socket === null) return { is: 'not sent', answer: HOW_TO_ENABLE_SOCKET };
  const sent = await socket.send(line, signal);
  switch (sent.is) {
    case 'not sent':
      return { is: 'not sent', answer: sent.words };
    case 'no answer':
      return { is: 'no answer', answer: `${sent.words}: whether "${line}" was taken, only readings tell` };
    case 'answered':
      return judgeText(sent.text, line);
  }
}

/** The nodes of an order by the socket: which of them can be sent to, and why the others cannot. `unread` keeps those whose readings are in doubt. */
export function socketNodes(
  nodes: readonly HAProxyNode[],
  { group, only, unread }: { group: string; only: readonly NodeRef[] | null; unread: boolean },
): { ready: { node: HAProxyNode; stats: Stats }[]; leftOut: LeftOut[] } {
  const among = nodes.filter((node) => node.group === group && (only === null || only.some((one) => one.node === node.node)));
  const ready: { node: HAProxyNode; stats: Stats }[] = [];
  const leftOut: LeftOut[] = [];
  for (const node of among) {
    const stats = statsOf(node);
    const why = whyNot(node, stats !== null && (unread || node.doubt === null));
    if (why === null && stats !== null) ready.push({ node, stats });
    else leftOut.push({ group: node.group, node: node.node, why: why ?? 'never read' });
  }
  return { ready, leftOut };
}

/** Names of proxies and servers as HAProxy allows them: nothing in them ends a command or begins another. */
export const wireName = z
  .string({ error: 'is not a text' })
  .max(200, { error: 'is longer than 200 characters' })
  .regex(/^[\w.:-]+$/, { error: 'is no name that HAProxy allows' });

const nodeRef = z.strictObject({ node: z.string().min(1).max(200) });
export type NodeRef = z.output<typeof nodeRef>;

/** The instances that are meant; null for all of the group. */
export const onlyNodes = z.array(nodeRef).min(1).max(500).nullable().default(null);

/** The nodes of these steps and of those left out. */
export function nodesOf(steps: readonly NodeRef[], leftOut: readonly NodeRef[]): NodeRef[] {
  return [...new Set([...steps, ...leftOut].map(({ node }) => node))].map((node) => ({ node }));
}

function whyNot({ settings, doubt }: HAProxyNode, isRead: boolean): string | null {
  if (settings.actSocket === null) return `no socket to act by is configured: ${HOW_TO_ENABLE_SOCKET}`;
  return isRead ? null : (doubt ?? 'never read');
}

function judgeText(raw: string, line: string): Sent {
  if (!isWhole(raw)) return { is: 'no answer', answer: `${cutWords(line, raw)}; whether it was taken, only readings tell` };
  const text = raw.trim();
  if (text === '') return { is: 'taken', answer: `HAProxy takes "${line}" without a word: the next reading proves it` };
  if (/^Permission denied\b/.test(text))
    return { is: 'refused', answer: `"${line}" is not permitted: actSocket needs a stats socket of level admin` };
  return { is: 'refused', answer: `HAProxy says: ${text.slice(0, 300)}` };
}

/** Nothing is ever sent to a statistics page for which no user to act with is configured. */
function withoutPage(url: string): HAProxyActor {
  return { url, user: '', poster: { post: async () => ({ is: 'not sent', words: HOW_TO_ENABLE }), close: () => undefined } };
}
