import type { Note, Step } from '../../acting.ts';
import { takesTraffic } from './actions-guards.ts';
import { hiddenOn } from './actions-hidden.ts';
import type { Aim, Deed } from './actions-orders.ts';
import { type Done, hasAgent, hasOwnCheck, isOut, type Plan, type Planned } from './actions-steps.ts';
import { nameOf, type Target } from './actions-targets.ts';
import { listWords, nodeWords, placeWords } from './actions-words.ts';
import { figure } from './figures.ts';

/** Of more servers than this, the rest are counted. */
const MOST_DISAGREEMENTS = 6;

/** Words on some servers, which are named before them where an order concerns others too. */
export type Said = Note & { servers: readonly string[] };

/** What there is to know of an order besides what it leaves of the backends, worst first. */
export function notesOf({ planned, done, along }: Plan): Note[] {
  const notes = nameServers(planned, [
    ...outNotes(planned.filter(({ detail }) => isOut(detail.aim))),
    ...backNotes(planned.filter(({ detail }) => !isOut(detail.aim))),
    ...agentNotes(planned),
  ]);
  const more = [...disagreements([...planned, ...done].map(({ target }) => target)), ...alongNotes(along), ...doneNotes(planned, done)];
  return worstFirst([...notes, ...more]);
}

/** Notes that stand against an order before those that do not. */
export function worstFirst(notes: readonly Note[]): Note[] {
  return [...notes.filter(({ status }) => status !== 'ok'), ...notes.filter(({ status }) => status === 'ok')];
}

/** Notes that say "it" of a server, with its name before them where the order is of more than one. */
export function nameServers(planned: readonly { detail: { server: string } }[], said: readonly Said[]): Note[] {
  const isMany = new Set(planned.map(({ detail }) => detail.server)).size > 1;
  return said.map(({ status, words, servers }) => ({
    status,
    words: isMany && servers.length > 0 ? `${listWords(servers)}: ${words}` : words,
  }));
}

/** Steps that drain a server which is down: maintenance may be what is meant. */
export function drainsOfDown(planned: readonly Planned[]): Planned[] {
  return planned.filter(({ detail }) => detail.aim === 'drain' && detail.before === 'down');
}

function outNotes(planned: readonly Planned[]): Said[] {
  const drained = planned.filter(({ detail }) => detail.aim === 'drain');
  const down = drainsOfDown(planned);
  const held = drained.filter(({ detail }) => detail.before === 'maintenance');
  const follows = planned.filter(({ target }) => target.row.tracks !== null);
  return [
    ...note(
      'warning',
      down,
      (where) => `it is down in ${where}: HAProxy shows no drain on a server that is down, and drains it when it recovers`,
    ),
    ...note(
      'warning',
      held,
      (where) => `it is in maintenance in ${where}: in drain, clients held to it come back to it before any check has passed`,
    ),
    ...note('ok', drained, () => cookieWords(drained)).map((said) => ({ ...said, servers: [] })),
    ...note(
      'ok',
      follows,
      (where) => `it follows ${listWords(follows.map(({ target }) => target.row.tracks ?? ''))} in ${where}, which is not touched`,
    ),
  ];
}

function cookieWords(drained: readonly Planned[]): string {
  const cookies = drained.flatMap(({ target }) => target.row.cookie ?? []);
  if (cookies.length === 0)
    return 'a drain never empties a server of clients held to it by a cookie or a stick table; maintenance moves them';
  return `clients that hold its cookie (${listWords(cookies)}) keep coming to it while it drains, however long; maintenance moves them`;
}

function backNotes(planned: readonly Planned[]): Said[] {
  const marked = planned.filter(({ detail }) => detail.before === 'up' || detail.before === 'no check');
  const below = planned.filter(({ detail }) => detail.before === 'down' || detail.before === 'nolb');
  const seen = planned.filter((each) => !below.includes(each) && !marked.includes(each));
  return [
    ...outBackNotes(seen),
    ...note('ok', marked, (where) => `it is in rotation in ${where} already: what goes is the mark of who took it out`),
    ...hiddenNotes(below),
  ];
}

/** Of servers whose state may hide that they are out. */
function hiddenNotes(below: readonly Planned[]): Said[] {
  const told = below.filter(({ target }) => hiddenOn(target.node.beside, target.row) !== null);
  const unseen = below.filter((each) => !told.includes(each));
  return [
    ...note(
      'ok',
      told,
      (where) => `under its state in ${where} the runtime socket shows that it is taken out: it takes traffic again once its checks pass`,
    ),
    ...note(
      'ok',
      unseen,
      (where) =>
        `it is down, or takes no new sessions, in ${where}: whether it is also in drain HAProxy does not show, so "ready" is sent in case it is`,
    ),
  ];
}

/** Of servers that say that they are out. */
function outBackNotes(seen: readonly Planned[]): Said[] {
  const safely = seen.filter(({ detail }) => detail.aim === 'return');
  const atOnce = seen.filter(({ detail }) => detail.aim === 'ready' && detail.before === 'maintenance');
  const unchecked = safely.filter(({ target }) => !hasOwnCheck(target.row) && target.row.tracks === null);
  const follows = seen.filter(({ target }) => target.row.tracks !== null);
  const checked = safely.filter(({ target }) => hasOwnCheck(target.row));
  const busy = checked.filter(({ target, detail }) => detail.before === 'drain' && (figure(target.row, 'sessions') ?? 0) > 0);
  const alone = checked.filter(({ target, detail }) => detail.before === 'drain' && !isAnyTaking(target));
  return [
    ...note('warning', atOnce, (where) => `back from maintenance it takes traffic in ${where} before any check has passed, dead or alive`),
    ...note('warning', unchecked, (where) => `it has no health check in ${where}: it takes traffic at once, dead or alive`),
    ...note(
      'warning',
      busy,
      (where) =>
        `it counts as down in ${where} until its checks have passed: its clients are moved, and cut off where "on-marked-down shutdown-sessions" is set`,
    ),
    ...note(
      'warning',
      alone,
      (where) =>
        `nothing else takes traffic in ${where}: clients held to it are turned away until its checks have passed; back at once avoids that`,
    ),
    ...note('ok', checked, () => 'it counts as down, and is shown as that, until its checks have passed'),
    ...note(
      'ok',
      follows,
      (where) => `it follows ${listWords(follows.map(({ target }) => target.row.tracks ?? ''))} in ${where}, and is up when that is`,
    ),
  ];
}

function agentNotes(planned: readonly Planned[]): Said[] {
  const asked = planned.filter(({ target }) => hasAgent(target.row));
  return note(
    'warning',
    asked,
    (where) => `an agent checks it in ${where} and may undo this at its next check: it must stay so for two readings more to count`,
  );
}

/** Servers of which the instances say different things. */
export function disagreements(targets: readonly Target<Aim | Deed>[]): Note[] {
  const bySubject = new Map<string, Target<Aim | Deed>[]>();
  for (const target of targets) {
    const key = `${target.node.group} ${nameOf(target.row)}`;
    bySubject.set(key, [...(bySubject.get(key) ?? []), target]);
  }
  const notes = [...bySubject.values()].flatMap((alike): Note[] => {
    const [first] = alike;
    const words = [...new Set(alike.map(({ row }) => row.state.word))];
    if (!first || words.length < 2) return [];
    const sides = words.map(
      (word) => `${word} on ${nodeWords(alike.filter(({ row }) => row.state.word === word).map(({ node }) => node))}`,
    );
    return [{ status: 'warning', words: `the instances do not agree on ${nameOf(first.row)}: ${sides.join(', ')}` }];
  });
  if (notes.length <= MOST_DISAGREEMENTS) return notes;
  const rest = notes.length - MOST_DISAGREEMENTS;
  return [...notes.slice(0, MOST_DISAGREEMENTS), { status: 'warning', words: `and on ${rest} servers more` }];
}

/** Of servers that follow others of the order: `what` becomes of them. */
export function alongNotes(along: readonly Target<Aim | Deed>[], what = 'goes out with it'): Note[] {
  if (along.length === 0) return [];
  const pairs = listWords(along.map(({ row }) => `${nameOf(row)} follows ${row.tracks}`));
  return [{ status: 'ok', words: `${pairs}, and ${what}` }];
}

/** Of servers that need nothing, where others do. */
export function doneNotes(planned: readonly { detail: { server: string } }[], done: readonly Done<Aim | Deed>[]): Note[] {
  if (planned.length === 0) return [];
  const said = [...Map.groupBy(done, ({ words }) => words)].map(([words, own]): Said => {
    const targets = own.map(({ target }) => target);
    const where = `${listWords(targets.map(({ row }) => row.proxy))} on ${nodeWords(targets.map(({ node }) => node))}`;
    return { status: 'ok', words: `it is ${words} in ${where}`, servers: targets.map(({ row }) => row.name) };
  });
  const all = [...planned, ...done.map(({ target }) => ({ detail: { server: target.row.name } }))];
  return nameServers(all, said);
}

function isAnyTaking({ row, stats }: Target): boolean {
  return stats.rows.some((other) => other.kind === 'server' && other.proxy === row.proxy && takesTraffic(other));
}

/** A note on these servers, none where there are none. `words` are told where they are. */
export function note(
  status: Note['status'],
  planned: readonly { step: Step; detail: { backend: string; server: string } }[],
  words: (where: string) => string,
): Said[] {
  return planned.length === 0 ? [] : [{ status, words: words(placeWords(planned)), servers: planned.map(({ detail }) => detail.server) }];
}
