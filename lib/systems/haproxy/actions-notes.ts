import type { Note } from '../../acting.ts';
import { takesTraffic } from './actions-guards.ts';
import { hasAgent, hasOwnCheck, isOut, type Plan, type Planned } from './actions-steps.ts';
import { nameOf, type Target } from './actions-targets.ts';
import { listWords, nodeWords, placeWords, stateWords } from './actions-words.ts';
import { figure } from './figures.ts';

/** What there is to know of an order besides what it leaves of the backends, worst first. */
export function notesOf({ planned, done, along }: Plan): Note[] {
  const notes = [
    ...outNotes(planned.filter(({ detail }) => isOut(detail.aim))),
    ...backNotes(planned.filter(({ detail }) => !isOut(detail.aim))),
    ...agentNotes(planned),
    ...disagreements([...planned.map(({ target }) => target), ...done]),
    ...alongNotes(along),
    ...doneNotes(planned, done),
  ];
  return [...notes.filter(({ status }) => status !== 'ok'), ...notes.filter(({ status }) => status === 'ok')];
}

/** Steps that drain a server which is down: maintenance may be what is meant. */
export function drainsOfDown(planned: readonly Planned[]): Planned[] {
  return planned.filter(({ detail }) => detail.aim === 'drain' && detail.before === 'down');
}

function outNotes(planned: readonly Planned[]): Note[] {
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
    ...note('ok', drained, () => cookieWords(drained)),
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

function backNotes(planned: readonly Planned[]): Note[] {
  const unseen = planned.filter(({ detail }) => detail.before === 'down' || detail.before === 'nolb');
  const seen = planned.filter((each) => !unseen.includes(each));
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
    ...note(
      'ok',
      unseen,
      (where) =>
        `it is down, or takes no new sessions, in ${where}: whether it is also in drain HAProxy does not show, so "ready" is sent in case it is`,
    ),
  ];
}

function agentNotes(planned: readonly Planned[]): Note[] {
  const asked = planned.filter(({ target }) => hasAgent(target.row));
  return note(
    'warning',
    asked,
    (where) => `an agent checks it in ${where} and may undo this at its next check: it must stay so for two readings more to count`,
  );
}

function disagreements(targets: readonly Target[]): Note[] {
  const bySubject = new Map<string, Target[]>();
  for (const target of targets) {
    const key = `${target.node.group} ${nameOf(target.row)}`;
    bySubject.set(key, [...(bySubject.get(key) ?? []), target]);
  }
  return [...bySubject.values()].flatMap((alike): Note[] => {
    const [first] = alike;
    const words = [...new Set(alike.map(({ row }) => row.state.word))];
    if (!first || words.length < 2) return [];
    const sides = words.map(
      (word) => `${word} on ${nodeWords(alike.filter(({ row }) => row.state.word === word).map(({ node }) => node))}`,
    );
    return [{ status: 'warning', words: `the instances do not agree on ${nameOf(first.row)}: ${sides.join(', ')}` }];
  });
}

function alongNotes(along: readonly Target[]): Note[] {
  if (along.length === 0) return [];
  const pairs = listWords(along.map(({ row }) => `${nameOf(row)} follows ${row.tracks}`));
  return [{ status: 'ok', words: `${pairs}, and goes out with it` }];
}

function doneNotes(planned: readonly Planned[], done: readonly Target[]): Note[] {
  if (planned.length === 0) return [];
  const states = [...new Set(done.map(({ aim }) => stateWords(aim)))];
  return states.map((state) => {
    const own = done.filter(({ aim }) => stateWords(aim) === state);
    const where = `${listWords(own.map(({ row }) => row.proxy))} on ${nodeWords(own.map(({ node }) => node))}`;
    return { status: 'ok', words: `it is ${state} already in ${where}` };
  });
}

function isAnyTaking({ row, stats }: Target): boolean {
  return stats.rows.some((other) => other.kind === 'server' && other.proxy === row.proxy && takesTraffic(other));
}

function note(status: Note['status'], planned: readonly Planned[], words: (where: string) => string): Note[] {
  return planned.length === 0 ? [] : [{ status, words: words(placeWords(planned)) }];
}
