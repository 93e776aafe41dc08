import type { Note, Proof } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import type { Client, ClientsAnswer } from '../model-asked.ts';
import { whyNotKill } from './model.ts';

/** One client that is to be killed: by its id, and its address too, so that after a restart no other one of that id is. */
export type Prey = { id: number; address: string | null };

/** What a client is known by when it comes back. */
export type Trace = { name: string | null; ip: string | null; user: string | null };

/** What is kept of those to be killed for the proof. `newest` is the highest id in the list they were taken from: who comes back has a higher one. */
export type KillDetail = { prey: Prey[]; traces: Trace[]; newest: number };

/** A pool takes a moment to come back: one list more, a second later, tells under which id. */
export const LATER_LISTS = 1;

/** The same for one, or for many: each trace once. */
export function killDetail(clients: readonly Client[], { clients: all }: ClientsAnswer): KillDetail {
  const traces = new Map(clients.map(({ name, ip, user }) => [JSON.stringify([name, ip, user]), { name, ip, user }]));
  return {
    prey: clients.map(({ id, address }) => ({ id, address })),
    traces: [...traces.values()],
    newest: all.reduce((highest, { id }) => Math.max(highest, id), 0),
  };
}

/** Who is to be killed: an id alone may be somebody else's by the time of the consent. */
export function essenceOf({ prey }: KillDetail): string {
  return prey.map(({ id, address }) => `${id} ${address ?? ''}`).join('\n');
}

/** By a list asked after sending: who is there still, and who came back. Ids alone: who a client is is not for everybody. */
export function proveKilled({ prey, traces, newest }: KillDetail, { clients, count }: ClientsAnswer): Proof {
  const wanted = new Map(prey.map(({ id, address }) => [id, address]));
  const left = clients.filter(({ id, address }) => wanted.has(id) && wanted.get(id) === address);
  const back = clients.filter((client) => client.id > newest && traces.some((trace) => isSame(trace, client)));
  const [one] = prey;
  const who = prey.length === 1 && one ? `client ${one.id}` : `${formatCount(prey.length)} clients`;
  if (left.length > 0) {
    const there = prey.length === 1 ? `${who} is still there` : `${formatCount(left.length)} of ${who} are still there: ${idWords(left)}`;
    return { is: 'not proved', words: there };
  }
  if (clients.length < count)
    return { is: 'not proved', words: `the list holds more clients than Vigil reads, so that none can be said to be gone` };
  return { is: 'proved', words: `${who} ${prey.length === 1 ? 'is' : 'are'} gone${backWords(back)}` };
}

function backWords(back: readonly Client[]): string {
  if (back.length === 0) return ', and was not back a second later';
  const named = back.every(({ name }) => name !== null);
  return named ? `; came back as ${idWords(back)}` : `; from the same address came since ${idWords(back)}`;
}

function isSame(trace: Trace, { name, ip, user }: Client): boolean {
  return trace.name === name && trace.ip === ip && trace.user === user;
}

/** "id 5", "ids 5–9, 12", ranges of ids that follow each other as one. */
export function idWords(clients: readonly { id: number }[], most = 12): string {
  const ranges = idRanges(clients.map(({ id }) => id));
  const shown = ranges.slice(0, most).join(', ');
  return `${clients.length === 1 ? 'id' : 'ids'} ${shown}${ranges.length > most ? ', …' : ''}`;
}

/** "5–9", "12". */
export function idRanges(ids: readonly number[]): string[] {
  const ranges: [number, number][] = [];
  for (const id of ids.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === id) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
}

/** "10.0.0.5:41234, named worker, as app": for those alone who may see details. */
export function whoWords({ address, name, user }: Client): string {
  return [address ?? 'no address', ...(name === null ? [] : [`named ${name}`]), ...(user === null ? [] : [`as ${user}`])].join(', ');
}

/** What a client that is to be killed is in the middle of. */
export function stateNotes(clients: readonly Client[]): Note[] {
  const note = (flag: string, words: string): Note[] => {
    const own = clients.filter(({ flags }) => flags.includes(flag));
    if (own.length === 0) return [];
    return [
      { status: 'warning', words: `${clients.length === 1 ? 'it' : `${formatCount(own.length)} of them (${idWords(own, 4)})`} ${words}` },
    ];
  };
  return [
    ...note(
      'x',
      clients.length === 1 ? 'is in MULTI: the commands that it has queued are lost' : 'are in MULTI: the commands queued are lost',
    ),
    ...note('O', clients.length === 1 ? 'watches by MONITOR' : 'watch by MONITOR'),
    ...note(
      'P',
      clients.length === 1
        ? 'is subscribed: what is published until it is back does not reach it'
        : 'are subscribed: what is published until they are back does not reach them',
    ),
    { status: 'ok', words: 'a kill is a reset and no ban: a client that connects again by itself is back at once, under a new id' },
  ];
}

/** Those that may be killed, and the others with why. */
export function divide(clients: readonly Client[]): { prey: Client[]; spared: Map<string, Client[]> } {
  const whys = Map.groupBy(clients, (client) => whyNotKill(client) ?? '');
  const prey = whys.get('') ?? [];
  return { prey, spared: new Map([...whys].filter(([why]) => why !== '')) };
}
