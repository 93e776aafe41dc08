'use client';
import Link from 'next/link';
import { worsened } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import { isWorse, type Status, worst } from '#lib/status.ts';
import type { Team } from '#lib/systems/exceptions/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { storePath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';
import { type ListAddress, listHref } from './address.ts';

type ChipsProps = { store: StoreLine; address: ListAddress };

/** What a chip tells: how many errors there are and came lately, null where that was not read. */
type Counts = { total: number | null; recent: number | null; status: Status };

/** The groups of applications, and the applications of the one that is picked. What was not read has no number. */
export function TeamChips({ store, address }: ChipsProps) {
  const counts = useCounts(store);
  const { team, app } = address.filter;
  const picked = store.teams.find(({ name }) => name === team);
  const shownTeams = store.teams.length === 1 && store.teams[0]?.name === '' ? [] : store.teams;
  const apps = picked?.applications ?? (shownTeams.length === 0 ? (store.teams[0]?.applications ?? []) : []);
  const to = (filter: { team?: string | null; app?: string | null }): string =>
    listHref(storePath(store.name), { filter: { ...address.filter, app: null, ...filter }, period: address.period, by: address.by });
  return (
    <>
      <nav className="ex-chips" aria-label="Groups of applications">
        <Chip
          href={to({ team: null })}
          isHere={team === null && app === null}
          title="All"
          counts={counts.ofStore()}
          recentMs={counts.recentMs}
        />
        {shownTeams.map((one) => (
          <Chip
            key={one.name}
            href={to({ team: one.name })}
            isHere={team === one.name && app === null}
            title={one.title}
            counts={counts.ofTeam(one)}
            recentMs={counts.recentMs}
          />
        ))}
      </nav>
      {apps.length === 0 ? null : (
        <nav className="ex-chips apps" aria-label="Applications">
          {apps.map((name) => (
            <Chip
              key={name}
              href={to({ team, app: name })}
              isHere={app === name}
              title={name}
              counts={counts.ofApp(name)}
              recentMs={counts.recentMs}
            />
          ))}
        </nav>
      )}
    </>
  );
}

type ChipProps = { href: string; isHere: boolean; title: string; counts: Counts; recentMs: number };

function Chip({ href, isHere, title, counts: { total, recent, status }, recentMs }: ChipProps) {
  return (
    <Link href={href} prefetch={false} aria-current={isHere ? 'page' : undefined}>
      {status === 'ok' ? null : <StatusShape status={status} small />}
      <bdi>{title}</bdi> <b>{total === null ? '–' : formatCount(total)}</b>
      {recent === null || recent === 0 ? null : (
        <span className={status === 'ok' ? 'q' : `w ${status}`}>
          {formatCount(recent)} in {formatAge(recentMs).replace(/ 00s$/, '')}
        </span>
      )}
      {status === 'ok' ? null : <span className="vh">{status}</span>}
    </Link>
  );
}

type Counting = { recentMs: number; ofStore(): Counts; ofTeam(team: Team): Counts; ofApp(app: string): Counts };

/** Counts as the newest readings have them. An application that a reading does not name has no errors there: as long as it was read at all. */
function useCounts({ recent, totals, board, name }: StoreLine): Counting {
  const { board: moment } = useBoardTime();
  const findings = useFindingsIn({ system: board.system, group: name });
  const isFresh = [recent, totals].every(({ probe }) => probe !== null && isReliedOn(probe, moment));
  const status = (statuses: readonly (Status | undefined)[]): Status => {
    const judged = worst(statuses.filter((one) => one !== undefined));
    const own = statuses.some((one) => one !== undefined) ? judged : 'ok';
    return isFresh || isWorse(own, 'stale') ? own : 'stale';
  };
  const sum = (apps: readonly string[]): Pick<Counts, 'total' | 'recent'> => ({
    total: totals.isRead ? apps.reduce((all, app) => all + (totals.apps.get(app)?.view.total.errors ?? 0), 0) : null,
    recent: recent.isRead ? apps.reduce((all, app) => all + (recent.apps.get(app)?.view.recent.recent ?? 0), 0) : null,
  });
  const statusOfApp = (app: string): Status =>
    worsened(
      status([recent.apps.get(app)?.row.verdict.status, totals.apps.get(app)?.row.verdict.status]),
      findings.filter(({ subject }) => subject === app),
    );
  return {
    recentMs: recent.store?.view.reading.recentMs ?? 0,
    ofStore: () => ({
      total: totals.isRead ? (totals.store?.view.errors ?? 0) : null,
      recent: recent.isRead ? (recent.store?.view.recent ?? 0) : null,
      status: status([recent.store?.row.verdict.status, totals.store?.row.verdict.status]),
    }),
    ofTeam: (team) => ({
      ...sum(team.applications),
      status: worst([
        status([recent.teams.get(team.name)?.row.verdict.status, totals.teams.get(team.name)?.row.verdict.status]),
        ...team.applications.map(statusOfApp),
      ]),
    }),
    ofApp: (app) => ({ ...sum([app]), status: statusOfApp(app) }),
  };
}
