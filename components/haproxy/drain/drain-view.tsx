'use client';
import { useMemo, useRef } from 'react';
import type { Finding } from '#lib/finding.ts';
import type { Status } from '#lib/status.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { FindingNote } from '../../findings/finding-note.tsx';
import { useIssues } from '../../issues/issues-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { OldestAge } from '../../reading/oldest-age.tsx';
import { DrainFooter } from './drain-footer.tsx';
import { DrainFrame } from './drain-frame.tsx';
import { DrainLeft } from './drain-left.tsx';
import { DrainNotes } from './drain-notes.tsx';
import { DrainPlain } from './drain-plain.tsx';
import { DrainSteps } from './drain-steps.tsx';
import { DrainTable } from './drain-table.tsx';
import { phaseWords } from './drain-words.ts';
import { outlookOf } from './outlook.ts';
import type { DrainState } from './places.ts';
import { useDrainTrends } from './use-drain-trends.ts';

type ViewProps = { who: string; state: DrainState; onClose(): void; isAsked: boolean };

/** A drain from its order to the way back, as it stands at this moment. */
export function DrainView({ who, state, onClose, isAsked }: ViewProps) {
  const { events, findings } = useIssues();
  const { board } = useBoardTime();
  const format = useTimeFormat();
  const trends = useDrainTrends(state.counted);
  const own = useMemo(() => events.filter(({ system }) => system === 'haproxy'), [events]);
  const outlook = useMemo(() => outlookOf(state, trends, own), [state, trends, own]);
  const wasDraining = useRef(false);
  if (state.phase === 'draining') wasDraining.current = true;
  const about = useMemo(() => findings.filter((finding) => isAbout(finding, state)), [findings, state]);
  const telling = { board, format };
  const title = (
    <>
      {state.server}, <span className="m">{phaseWords(state)}</span>
    </>
  );
  return (
    <DrainFrame
      {...{ title, onClose, isAsked }}
      status={statusOf(state)}
      age={<OldestAge probes={state.spots.map(({ probe }) => probe)} />}
    >
      {state.phase === 'draining' ? (
        <>
          <DrainLeft {...{ state, trends, outlook, telling }} />
          <DrainTable {...{ state, outlook, telling }} />
        </>
      ) : (
        <DrainPlain {...{ state, telling }} wasDraining={wasDraining.current} />
      )}
      {about.length > 0 ? (
        <div className="pad">
          {about.map((finding) => (
            <FindingNote key={`${finding.group} ${finding.id}`} finding={finding} />
          ))}
        </div>
      ) : null}
      <DrainNotes {...{ who, state, outlook }} />
      <DrainSteps {...{ state, outlook, telling }} wasDraining={wasDraining.current} />
      <DrainFooter {...{ who, state }} />
    </DrainFrame>
  );
}

/** Blue while it is out on purpose; nothing is well while one that counts is not read. */
function statusOf({ phase, unread }: DrainState): Status {
  switch (phase) {
    case 'nobody':
      return 'unknown';
    case 'unread':
      return 'stale';
    case 'draining':
      return unread.length > 0 ? 'stale' : 'maintenance';
    case 'down':
      return 'warning';
    case 'back':
      return unread.length > 0 ? 'stale' : 'ok';
  }
}

function isAbout({ system, group, rows, verdict }: Finding, { spots }: DrainState): boolean {
  if (system !== 'haproxy' || verdict.status === 'ok') return false;
  return spots.some((spot) => spot.group === group && rows.some(({ node, row }) => node === spot.node && row === spot.row));
}
