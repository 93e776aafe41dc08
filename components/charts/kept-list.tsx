'use client';
import Link from 'next/link';
import { useState } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { SeriesGroup } from '#lib/history.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { FilterBox } from '../ui/filter-box.tsx';
import { Void } from '../ui/void.tsx';
import { chartPath } from './chart-path.ts';
import { nameSeries } from './names.ts';
import { useGroups } from './use-groups.ts';
import type { Period } from './view.ts';

const NO_ROWS = {};

/** What is kept, to choose from: each node with the figures of its own. Those of its rows are opened from where they stand on the board. */
export function KeptList({ problem, period, probes }: { problem: string | null; period: Period; probes: readonly ProbeRow[] }) {
  const { told, trouble } = useGroups(period);
  const format = useTimeFormat();
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const lines = (told?.groups ?? [])
    .filter(({ rows }) => rows.length > 0)
    .map((group) => ({ group, name: nameSeries({ source: group.source, row: '' }, probes, NO_ROWS) }))
    .filter(({ group, name }) => words.every((word) => `${group.source} ${name.group} ${name.system}`.toLowerCase().includes(word)));
  return (
    <>
      <div className="crumb">
        <h1>Charts</h1>
        {told?.keptFrom ? <span className="q">kept since {format.full(told.keptFrom)}</span> : null}
        <span className="grow" />
        <FilterBox text={text} onText={setText} placeholder="Filter nodes" label="Filter what is kept" />
      </div>
      {problem === null ? null : <p className="note w warning">Not all is drawn: {problem}.</p>}
      <section className="panel kept" aria-label="What is kept">
        {trouble === null ? null : (
          <Void status="unknown" title="What is kept could not be read">
            {trouble}
          </Void>
        )}
        {told === null && trouble === null ? (
          <Void status="unknown" title="Reading what is kept…" isRunning>
            Vigil answers within 20 s.
          </Void>
        ) : null}
        {told !== null && lines.length === 0 ? (
          <Void status="unknown" title={text === '' ? 'Nothing is kept yet' : 'Nothing matches'}>
            {text === ''
              ? 'What is read is written down within half a minute: nothing was so far.'
              : 'No node of this name has figures that are kept.'}
          </Void>
        ) : null}
        {lines.length > 0 ? (
          <table>
            <thead>
              <tr>
                <th scope="col">Node</th>
                <th scope="col">Group</th>
                <th scope="col">Asked</th>
                <th scope="col">Figures</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ group, name }) => (
                <tr key={group.source}>
                  <th scope="row" className="name">
                    {name.node}
                  </th>
                  <td className="m">
                    {name.group} <span className="q">{name.system}</span>
                  </td>
                  <td className="q">{group.source.split('/').at(-1)}</td>
                  <td>
                    <Figures group={group} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </section>
    </>
  );
}

/** Those of the node itself; of what has rows alone, those of its first one. */
function Figures({ group: { source, figures, rows } }: { group: SeriesGroup }) {
  const row = rows.includes('') ? '' : (rows[0] ?? '');
  return (
    <span className="links">
      {figures.map(({ name, meaning }) => (
        <Link key={name} href={chartPath([{ source, row, figure: name }])} prefetch={false} title={meaning}>
          {name}
        </Link>
      ))}
    </span>
  );
}
