'use client';
import Link from 'next/link';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import { Sparkline } from '../../reading/sparkline.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { storePath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';
import { type ListAddress, listHref } from './address.ts';
import { shownApps } from './shown-apps.ts';
import { type Counts, useCounts } from './use-counts.ts';

const TREND_WIDTH = 46;

type ChipsProps = { store: StoreLine; address: ListAddress };

/** The groups of applications, and the applications of the one that is picked. What was not read has no number. */
export function TeamChips({ store, address }: ChipsProps) {
  const counts = useCounts(store);
  const { filter, period, by, trend } = address;
  const { team, app } = filter;
  const { teams, apps } = shownApps(store.teams, team);
  const to = (changed: { team?: string | null; app?: string | null }): string =>
    listHref(storePath(store.name), { filter: { ...filter, app: null, ...changed }, period, by, trend });
  return (
    <>
      <nav className="ex-chips" aria-label="Groups of applications">
        <Chip href={to({ team: null })} isHere={team === null && app === null} title="All" counts={counts.ofStore()} />
        {teams.map((one) => (
          <Chip
            key={one.name}
            href={to({ team: one.name })}
            isHere={team === one.name && app === null}
            title={one.title}
            counts={counts.ofTeam(one)}
          />
        ))}
      </nav>
      {apps.length === 0 ? null : (
        <nav className="ex-chips apps" aria-label="Applications">
          {apps.map((name) => (
            <Chip key={name} href={to({ team, app: name })} isHere={app === name} title={name} counts={counts.ofApp(name)} />
          ))}
        </nav>
      )}
    </>
  );
}

type ChipProps = { href: string; isHere: boolean; title: string; counts: Counts };

function Chip({ href, isHere, title, counts: { total, recent, within, status, trend, words } }: ChipProps) {
  return (
    <Link href={href} prefetch={false} aria-current={isHere ? 'page' : undefined} title={words}>
      {status === 'ok' ? null : <StatusShape status={status} small />}
      <bdi>{title}</bdi> <b>{total === null ? NO_VALUE : formatCount(total)}</b>
      {recent === null || recent === 0 ? null : (
        <span className={status === 'ok' ? 'q' : `w ${status}`}>
          {formatCount(recent)} in {within}
        </span>
      )}
      {trend === null ? null : <Sparkline {...trend} width={TREND_WIDTH} />}
      {status === 'ok' ? null : <span className="vh">{status}</span>}
    </Link>
  );
}
