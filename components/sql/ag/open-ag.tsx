'use client';
import { type ReactNode, useState } from 'react';
import { isWorse } from '#lib/status.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Flash } from '../../ui/flash.tsx';
import { PlaceLink } from '../../ui/place-link.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import { AgFacts } from './ag-facts.tsx';
import { CopyButton } from './copy-button.tsx';
import { DatabaseBody } from './database-body.tsx';
import { type DatabaseLine, databaseLines, SHOWN_AT_FIRST } from './database-lines.ts';
import { evidenceOf } from './evidence.ts';
import { distanceOf, type WroteSince } from './figures.ts';
import { FindingBand } from './finding-band.tsx';
import { isSplit } from './groups.ts';
import { type AgState, type Judging, rank } from './judge.ts';
import { LogChart } from './log-chart.tsx';
import { LogVolumes } from './log-volumes.tsx';
import type { SqlCluster } from './nodes.ts';
import { ReplicaHeads } from './replica-heads.tsx';
import { SeedingPanel } from './seeding-panel.tsx';
import { sideColumns } from './side-columns.ts';
import { useWide } from './use-wide.ts';
import { primaryWrote, useWritten } from './use-written.ts';
import { counted, isListenerDown, listenerWords } from './words.ts';

type OpenProps = { state: AgState; cluster: SqlCluster; judging: Judging; place: string; onShut(): void };

/** A group drawn large: what is found, its replicas beside each other, its databases under them, its logs and its settings. */
export function OpenAg({ state, cluster, judging, place, onShut }: OpenProps) {
  const { ag, verdict } = state;
  const written = useWritten(ag);
  const wroteSince: WroteSince = (id, moment) => primaryWrote(ag, id, { moment, written });
  // What says nothing but "moving" is told by the table itself.
  const wrong = state.findings
    .filter((finding) => isWorse(finding.verdict.status, 'maintenance'))
    .toSorted((a, b) => rank(a.verdict.status) - rank(b.verdict.status));
  const [first, ...others] = wrong;
  const loud = first && isWorse(first.verdict.status, 'unknown') ? first : null;
  const copy = (
    <CopyButton label={`Copy evidence: ${ag.name}`} textOf={() => evidenceOf(state, cluster, judging)}>
      Copy evidence
    </CopyButton>
  );
  return (
    <section
      className="openag"
      aria-label={`Availability group ${ag.name}`}
      id={ag.key}
      tabIndex={-1}
      aria-current={markOf(place === ag.key)}
    >
      <header>
        <h3>
          <button type="button" className="fold" aria-expanded onClick={onShut} aria-label={`Fold ${ag.name}`}>
            <span className="tri" aria-hidden="true" />
          </button>
          <StatusShape status={verdict.status} label={verdict.status} />
          <PlaceLink id={ag.key}>{ag.name}</PlaceLink>
        </h3>
        {loud || verdict.status === 'ok' ? null : (
          <Flash of={verdict.status} className={`w ${verdict.status} reason`}>
            {verdict.reason}
          </Flash>
        )}
        <Listeners state={state} judging={judging} />
        <span className="grow" />
        {loud ? null : copy}
      </header>
      {loud ? <FindingBand finding={loud} group={ag.name} {...{ judging }} action={copy} /> : null}
      {(loud ? others : wrong).map((finding) => (
        <FindingBand key={finding.id} finding={finding} group={ag.name} judging={judging} />
      ))}
      <AgTable {...{ state, judging, wroteSince }} />
      <SeedingPanel ag={ag} />
      <LogChart {...{ state, judging, written, wroteSince }} />
      <div className="below">
        <AgFacts ag={ag} />
        <LogVolumes ag={ag} />
      </div>
    </section>
  );
}

function Listeners({ state: { ag }, judging }: { state: AgState; judging: Judging }): ReactNode {
  const leader = ag.primary?.node?.ag ?? null;
  const isTold = leader !== null && isReliedOn(leader, judging.board);
  const { listeners } = ag.view.group;
  const words = listeners.map((listener) => {
    const said = `listener ${listenerWords(listener)}`;
    return isListenerDown(listener) ? <b key={listener.id}>{said}</b> : <span key={listener.id}>{said}</span>;
  });
  return <span className={`q small listeners${isTold ? '' : ' hatch stale-value'}`}>{words.length === 0 ? 'no listener' : words}</span>;
}

function AgTable({ state, judging, wroteSince }: { state: AgState; judging: Judging; wroteSince: WroteSince }) {
  const { ag, replicas } = state;
  const [isWhole, setWhole] = useState(false);
  const isWide = useWide();
  const lines = databaseLines(ag, judging);
  const columns = replicas.map((one) => sideColumns(one, isWide));
  const shown = isWhole ? lines : lines.slice(0, SHOWN_AT_FIRST);
  const leader = ag.primary?.node?.ag ?? null;
  // What one of two primaries says of the others is the word of one side.
  const isTold = leader !== null && isReliedOn(leader, judging.board) && !isSplit(ag);
  const span = 1 + columns.reduce((sum, own) => sum + own.length, 0);
  const behind = replicas.map((_, at) => sumBehind(lines, at, wroteSince));
  return (
    <>
      <div className="scroll pin">
        <table className="ag" aria-label={`Replicas and databases of ${ag.name}`} aria-rowcount={lines.length + 4}>
          <ReplicaHeads {...{ state, columns, judging, behind }} />
          <DatabaseBody {...{ state, columns, judging, span, isTold, wroteSince }} lines={shown} />
        </table>
      </div>
      {lines.length > SHOWN_AT_FIRST ? (
        <button type="button" className="rest" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer databases' : `Show all ${counted(lines.length, 'database')}: ${restWords(lines.slice(SHOWN_AT_FIRST))}`}
        </button>
      ) : null}
      {lines.length === 0 ? <p className="note none">No database of this group is known.</p> : null}
    </>
  );
}

/** How far a replica is behind over all databases; null where one of them is not told. */
function sumBehind(lines: readonly DatabaseLine[], at: number, wroteSince: WroteSince): number | null {
  return lines.reduce((sum: number | null, { id, places }) => {
    const place = places[at];
    const own = place ? distanceOf(place.side, id, wroteSince) : null;
    return sum === null || own === null ? null : sum + own;
  }, 0);
}

/** "88 more, all ok", "88 more, 3 critical": nothing that is wrong is out of sight without a word. */
function restWords(rest: readonly DatabaseLine[]): string {
  const counts = [...Map.groupBy(rest, ({ status }) => status)].toSorted(([a], [b]) => rank(a) - rank(b));
  const said =
    counts.length === 1 && counts[0]?.[0] === 'ok' ? 'all ok' : counts.map(([status, own]) => `${own.length} ${status}`).join(', ');
  return `${rest.length} more, ${said}`;
}
