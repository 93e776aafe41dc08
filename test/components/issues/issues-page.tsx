import { screen } from '@testing-library/react';
import { useState } from 'react';
import { SWRConfig } from 'swr';
import type { Answer } from '#components/access/ask-vigil.ts';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { AttendingProvider } from '#components/issues/attending-provider.tsx';
import type { ClosedAnswer } from '#components/issues/attention-client.ts';
import { IssuesBoard } from '#components/issues/issues-board.tsx';
import { type BoardIssues, IssuesContext } from '#components/issues/issues-context.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Moment } from '#lib/reading.ts';
import { ADMIN } from '../actions/door.tsx';
import { Board, draw } from '../draw.tsx';
import { found, PARTS, pretendClient } from './made-up.ts';

export type Told = {
  issues?: BoardIssues;
  viewer?: Viewer;
  filter?: string;
  answer?: Answer<never>;
  closed?: Answer<ClosedAnswer>[];
  moment?: Moment;
};

/** The issues page over a way to Vigil that answers as it is told. */
export function page({ issues = found(PARTS), viewer = ADMIN, filter = '', answer, closed, moment }: Told = {}) {
  const { client, sent } = pretendClient(answer ?? null, closed);
  const drawnWith = (now: BoardIssues) => (
    <SWRConfig value={{ provider: () => new Map() }}>
      <IssuesContext value={now}>
        <ActionsProvider viewer={viewer}>
          <AttendingProvider client={client}>
            <Filtering issues={now} first={filter} />
          </AttendingProvider>
        </ActionsProvider>
      </IssuesContext>
    </SWRConfig>
  );
  const around = { ...(moment ? { moment } : {}), probes: issues.parts.map(({ probe }) => probe) };
  const drawn = draw(drawnWith(issues), around);
  return { sent, container: drawn.container, redraw: (now: BoardIssues) => drawn.rerender(<Board {...around}>{drawnWith(now)}</Board>) };
}

function Filtering({ issues, first }: { issues: BoardIssues; first: string }) {
  const [filter, setFilter] = useState(first);
  return <IssuesBoard issues={issues} marks={[]} filter={filter} onFilter={setFilter} />;
}

export const region = (name: string): HTMLElement => screen.getByRole('region', { name });
