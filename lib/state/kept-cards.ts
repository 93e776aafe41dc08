import type { Access } from '../access/access.ts';
import type { PreferenceBook } from '../access/preferences.ts';
import type { Audit } from '../act/audit/audit.ts';
import type { Engine } from '../engine.ts';
import type { HistoryState } from './history/history.ts';
import type { Unkept } from './kept-file.ts';

/**
 * What is kept over a restart of one kind. `place` is its file in the folder of state; `count` how much there is of it now, null where that is not counted; `since` (epoch ms) is of the oldest.
 * `trouble` says why it is not on disk, and `cost` what that costs, both in words; null where it is.
 */
export type KeptCard = {
  kind: string;
  place: string;
  count: number | null;
  since: number | null;
  trouble: string | null;
  cost: string;
};

type Files = Record<'attention' | 'timers' | 'discovered' | 'marks' | 'runFiles', { unkept(): Unkept | null }> & {
  issues: Record<'open' | 'closed', { unkept(): Unkept | null }>;
};

type Kept = { engine: Engine; access: Access; audit: Audit; preferences: PreferenceBook; files: Files };

/** Everything that is kept, and why what is not. */
export function keptCards(given: Kept): KeptCard[] {
  return [...writtenCards(given), ...attentionCards(given), ...ownCards(given)];
}

/** What happened, and what was found. */
function writtenCards({ engine: { history, watching, jobs }, audit, files }: Kept): KeptCard[] {
  const runs = jobs.all();
  return [
    { ...counted('Audit', 'audit/', null, 'no action is possible'), trouble: audit.trouble() },
    historyCard(history.state()),
    {
      ...counted(
        'Closed issues, and since when others are open',
        'issues.json, closed-issues.json',
        watching.closed().length,
        'after a restart every issue is new',
      ),
      ...{ since: watching.watched().since, trouble: wordsOf(files.issues.open) ?? wordsOf(files.issues.closed) },
    },
    {
      ...counted('What came of jobs', 'jobs/', runs.length, 'a restart loses it'),
      ...{ since: oldest(runs.map(({ startedAt }) => startedAt)), trouble: wordsOf(files.runFiles) },
    },
  ];
}

function historyCard({ isOff, writtenAt, keptFrom, trouble }: HistoryState): KeptCard {
  const unwritten = isOff ? 'the configuration says so (state.history: false)' : 'nothing has been written since Vigil was started';
  const card = counted(
    'History',
    'history.sqlite',
    null,
    isOff ? 'there are no charts and no past boards' : 'charts and past boards have gaps',
  );
  return { ...card, since: keptFrom, trouble: trouble?.words ?? (writtenAt === null ? unwritten : null) };
}

/** What people have said and set. */
function attentionCards({ engine: { watching, timing, actions }, files }: Kept): KeptCard[] {
  const { acknowledgements, maintenances } = watching.desk.attention();
  const said = [...acknowledgements, ...maintenances];
  const [timers, marks] = [timing.keeper.timers(), actions.marks()];
  return [
    {
      ...counted('Acknowledgements and planned maintenance', 'attention.json', said.length, 'nothing can be acknowledged or planned'),
      ...{ since: oldest(said.map(({ at }) => at)), trouble: wordsOf(files.attention) },
    },
    {
      ...counted('Timers', 'timers.json', timers.length, 'no timer can be set'),
      ...{ since: oldest(timers.map(({ setAt }) => setAt)), trouble: wordsOf(files.timers) },
    },
    {
      ...counted('Who took what out of service', 'marks.json', marks.length, 'a restart reads it from the audit'),
      ...{ since: oldest(marks.map(({ at }) => at)), trouble: wordsOf(files.marks) },
    },
  ];
}

/** What is of people and of Vigil itself. */
function ownCards({ access, preferences, files }: Kept): KeptCard[] {
  const sessions = access.sessions();
  return [
    {
      ...counted('Sessions', 'sessions.json', sessions.length, 'a restart signs everybody out'),
      ...{ since: oldest(sessions.map(({ startedAt }) => startedAt)), trouble: access.unkeptSessions()?.words ?? null },
    },
    {
      ...counted('Pins and preferences', 'preferences.json', preferences.count(), 'a restart forgets what was chosen'),
      trouble: wordsOf(preferences),
    },
    {
      ...counted('Discovered nodes', 'discovered.json', null, 'one that is down at a restart is forgotten'),
      trouble: wordsOf(files.discovered),
    },
  ];
}

function wordsOf(file: { unkept(): Unkept | null }): string | null {
  return file.unkept()?.words ?? null;
}

function counted(kind: string, place: string, count: number | null, cost: string): Omit<KeptCard, 'trouble'> {
  return { kind, place, count, cost, since: null };
}

function oldest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}
