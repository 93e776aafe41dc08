'use client';
import { type ReactNode, useContext, useMemo } from 'react';
import { useMarkOf } from '../../actions/mark-note.tsx';
import { useJudgedHosts } from '../../hosts/use-judged-hosts.ts';
import { useIssues } from '../../issues/issues-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { marksOf, RestartMarks } from '../../row-trends/restart-marks.ts';
import { RowTrendsProvider, TrendsContext } from '../../row-trends/trends-provider.tsx';
import { HAPROXY_TRENDS } from '../row-trends/trend-spec.ts';
import { placesByServer } from '../standing.ts';
import { STATS } from '../summary.ts';
import { DrainView } from './drain-view.tsx';
import { type DrainState, drainState } from './places.ts';
import { whoIs } from './who.ts';

type PanelProps = { who: string; close(): void; isAsked: boolean };

/** How a server empties, over the feed. Stands inside MarksContext. */
export function DrainPanel(props: PanelProps) {
  const { events } = useIssues();
  const restarts = useMemo(() => marksOf(events), [events]);
  return (
    <RestartMarks value={restarts}>
      <WithTrends>
        <Followed {...props} />
      </WithTrends>
    </RestartMarks>
  );
}

/** The page may have the last values of rows already. */
function WithTrends({ children }: { children: ReactNode }) {
  return useContext(TrendsContext) ? children : <RowTrendsProvider of={HAPROXY_TRENDS}>{children}</RowTrendsProvider>;
}

function Followed({ who, close, isAsked }: PanelProps) {
  const state = useDrainState(who);
  return <DrainView who={who} state={state} onClose={close} isAsked={isAsked} />;
}

function useDrainState(who: string): DrainState {
  const { parts: all } = useIssues();
  const { server } = whoIs(who);
  const hosts = useJudgedHosts(server);
  const { board } = useBoardTime();
  const markOf = useMarkOf();
  return useMemo(() => {
    const parts = all.filter(({ probe: { source } }) => source.system === 'haproxy' && source.probe === STATS);
    return drainState(who, {
      ...{ places: placesByServer(hosts).get(server) ?? [], parts, board },
      markOf: ({ probe, row }) => (row === null ? null : markOf({ group: probe.source.group, node: probe.source.node, row: row.id })),
    });
  }, [who, server, all, hosts, board, markOf]);
}
