'use client';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import { StatusShape } from '../../ui/status-shape.tsx';
import { shortNames } from '../instances.ts';
import { ProxyLink } from '../proxy-name.tsx';
import { RowSparkline } from '../row-trends/row-sparkline.tsx';
import { emptyInWords, type Telling } from './drain-words.ts';
import type { BackendFall, Outlook } from './outlook.ts';
import { backendKey, type DrainState, type Spot } from './places.ts';

type TableProps = { state: DrainState; outlook: Outlook; telling: Telling };

/** What is left by backend and instance, a table for each tier. */
export function DrainTable({ state, outlook, telling }: TableProps) {
  const tiers = [...Map.groupBy(state.spots, ({ group }) => group)];
  return tiers.map(([group, spots]) => (
    <TierTable key={group} server={state.server} spots={spots} isAlone={tiers.length === 1} {...{ outlook, telling }} />
  ));
}

type TierProps = { server: string; spots: readonly Spot[]; isAlone: boolean; outlook: Outlook; telling: Telling };

function TierTable({ server, spots, isAlone, outlook, telling }: TierProps) {
  const nodes = [...new Set(spots.map(({ node }) => node))];
  const shorts = shortNames(nodes);
  const title = spots[0]?.groupTitle ?? '';
  return (
    <div className="scroll">
      <table aria-label={`Sessions left on ${server} in ${title}`}>
        <thead>
          <tr>
            <th scope="col">{isAlone ? 'Backend' : title}</th>
            {nodes.map((node, index) => (
              <th key={node} scope="col" className="n" title={`Sessions on ${node}`}>
                {shorts[index]}
              </th>
            ))}
            <th scope="col" className="n">
              <span className="vh">Last minutes</span>
            </th>
            <th scope="col" className="n">
              Empty in
            </th>
          </tr>
        </thead>
        <tbody>
          {[...Map.groupBy(spots, backendKey)].map(([key, own]) => (
            <BackendRow
              key={key}
              spots={own}
              nodes={nodes}
              fall={outlook.backends.find((one) => one.key === key) ?? null}
              {...{ server, telling }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { server: string; spots: readonly Spot[]; nodes: readonly string[]; fall: BackendFall | null; telling: Telling };

function BackendRow({ server, spots, nodes, fall, telling }: RowProps) {
  const backend = spots[0]?.backend ?? '';
  const isUnread = spots.some(({ is }) => is === 'unread');
  const parts = (fall?.spots ?? []).flatMap(({ source, row }) => (row === null ? [] : [{ source, row }]));
  return (
    <tr>
      <th scope="row" className="name">
        <ProxyLink proxy={backend} alias={spots.find(({ view }) => view !== null)?.view?.alias ?? null} />
      </th>
      {nodes.map((node) => (
        <SpotCell key={node} spot={spots.find((spot) => spot.node === node) ?? null} />
      ))}
      <td className="n trend">
        {parts.length > 0 ? <RowSparkline parts={parts} figure="sessions" of={`${server} in ${backend}`} isStale={false} /> : null}
      </td>
      <td className="n">
        <EmptyIn fall={fall} isUnread={isUnread} isSplit={spots.some(({ is }) => is === 'in')} telling={telling} />
      </td>
    </tr>
  );
}

function SpotCell({ spot }: { spot: Spot | null }) {
  const text = formatCount(spot?.view?.sessions ?? null);
  switch (spot?.is) {
    case 'leaving':
    case 'down':
      return (
        <td className="n" title={spot.view?.state.said}>
          {text}
        </td>
      );
    case 'in':
      return (
        <td className="n q" title={`In rotation: ${text} sessions, not counted`}>
          up
        </td>
      );
    case 'unread':
      return (
        <td className="n hatch" title={`Not read: ${text} sessions when it was read last`}>
          <StatusShape status="stale" small label="not read" /> {text}
        </td>
      );
    case 'untold':
      return (
        <td className="n q" title={`In a state that is not known: ${spot.view?.state.said ?? ''}`}>
          ?
        </td>
      );
    case 'absent':
    case undefined:
      return (
        <td className="n q" title="Not named there">
          {NO_VALUE}
        </td>
      );
  }
}

type EmptyProps = { fall: BackendFall | null; isUnread: boolean; isSplit: boolean; telling: Telling };

/** Nothing is called empty of which a part is not read. */
function EmptyIn({ fall, isUnread, isSplit, telling }: EmptyProps) {
  if (!fall) return isUnread ? <span className="w stale">not read</span> : <span className="q">in rotation</span>;
  const words = emptyInWords(fall, telling);
  if (isUnread && fall.fall.is === 'empty') return <span className="w stale">not known</span>;
  if (fall.fall.is === 'level' && fall.fall.isLong) return <span className="w warning">{words}</span>;
  if (fall.fall.is !== 'falling' || isSplit) return <span className="q">{words}</span>;
  return words;
}
