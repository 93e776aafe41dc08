'use client';
import Link from 'next/link';
import { formatCount, formatRate } from '#lib/format/number.ts';
import { STATUSES, worst } from '#lib/status.ts';
import { PinButton } from '../pins/pin-button.tsx';
import { Age, Ago } from '../reading/age.tsx';
import { OldestAge } from '../reading/oldest-age.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { type Head, TableHeads } from '../ui/table-heads.tsx';
import { CheckCell, StateCell, WeightCell } from './cells.tsx';
import type { TierRow } from './frontend-lines.ts';
import { InstanceDots } from './instance-dots.tsx';
import { BytesCell, FigureCell, RateCell, SessionsCell } from './list-cells.tsx';
import { proxyPath, tierPath } from './paths.ts';
import { ProxyName, ServerLink } from './proxy-name.tsx';
import { BackendButton, ServerButton } from './server-button.tsx';
import { WatchStar } from './watch.tsx';

type BoardProps = { name: string; rows: readonly TierRow[] };

/** One proxy in all tiers that have it: its own figures, and what stands in it, each merged over the instances of its tier. */
export function ProxyBoard({ name, rows }: BoardProps) {
  const status = worst(rows.map((row) => row.status));
  const alias = rows[0]?.view.alias ?? null;
  const tiers = [...Map.groupBy(rows, ({ group }) => group)];
  return (
    <>
      <div className="crumb">
        <h1 className="host">
          <StatusShape status={status} label={status} /> <ProxyName proxy={name} alias={alias} />
        </h1>
        <PinButton path={proxyPath(name)} name={alias ?? name} about="proxy" />
        <WatchStar name={name} />
        <span className="m small">{tiers.length === 1 ? 'in 1 tier' : `in ${tiers.length} tiers`}</span>
        <span className="grow" />
        <OldestAge probes={rows.map((row) => row.oldest)} />
      </div>
      {tiers.map(([group, own]) => (
        <TierPanel key={group} name={name} group={group} rows={own} />
      ))}
    </>
  );
}

const KINDS = ['frontend', 'listener', 'backend', 'server'] as const;

function TierPanel({ name, group, rows }: BoardProps & { group: string }) {
  const title = rows[0]?.groupTitle ?? group;
  const ordered = rows.toSorted(
    (a, b) => KINDS.indexOf(a.view.kind) - KINDS.indexOf(b.view.kind) || STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
  );
  return (
    <section className="panel list parts" aria-label={`${name} in ${title}`}>
      <header>
        <h2>{title}</h2>
        <span className="m small">{holdsWords(rows)}</span>
        <span className="grow" />
        <Link className="see small" href={tierPath(group, name)} prefetch={false}>
          Among the tiers
        </Link>
      </header>
      <div className="scroll pin">
        <table>
          <TableHeads heads={HEADS} hasActions />
          <tbody>
            {ordered.map((row) => (
              <PartRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** "frontend, 2 listeners, 9 servers": what of it there is. */
function holdsWords(rows: readonly TierRow[]): string {
  const counts = KINDS.map((kind) => ({ kind, count: rows.filter(({ view }) => view.kind === kind).length })).filter(
    ({ count }) => count > 0,
  );
  const isHead = (kind: string): boolean => kind === 'frontend' || kind === 'backend';
  return counts.map(({ kind, count }) => (isHead(kind) ? kind : `${formatCount(count)} ${kind}${count === 1 ? '' : 's'}`)).join(', ');
}

const HEADS: readonly Head[] = [
  { head: 'Part' },
  { head: 'Instances' },
  { head: 'State', title: 'By the instance that has it worst' },
  { head: 'Sessions', isNumber: true },
  { head: 'Per s', isNumber: true },
  { head: 'In /s', isNumber: true },
  { head: 'Out /s', isNumber: true },
  { head: 'Queue', isNumber: true },
  { head: 'Err/min', isNumber: true },
  { head: '5xx/min', isNumber: true },
  { head: 'Check' },
  { head: 'Weight', isNumber: true },
  { head: 'Changed', isNumber: true },
  { head: 'Age', isNumber: true },
];

function PartRow({ row }: { row: TierRow }) {
  const { view, status, on, oldest, isWhole } = row;
  const isHead = view.kind === 'frontend' || view.kind === 'backend';
  return (
    <tr className={`${isHead ? 'proxy ' : ''}${rowTone(status, !isWhole)}`}>
      <th scope="row" className={isHead ? 'name' : 'name child'}>
        <span className="cell">
          {view.kind === 'server' ? <ServerLink name={view.name} /> : <span className="label">{isHead ? view.kind : view.name}</span>}
          {view.isBackup ? <span className="chip">backup</span> : null}
        </span>
      </th>
      <td>
        <InstanceDots on={on} />
      </td>
      <td>
        <StateCell row={row} status={status} />
      </td>
      <SessionsCell view={view} isWhole={isWhole} />
      <RateCell view={view} isWhole={isWhole} />
      <BytesCell bytes={view.bytesInPerSecond} isWhole={isWhole} />
      <BytesCell bytes={view.bytesOutPerSecond} isWhole={isWhole} />
      <FigureCell text={formatCount(view.queue)} isWhole={isWhole} />
      <FigureCell text={formatRate(view.errorsPerMinute)} isWhole={isWhole} />
      <FigureCell text={formatRate(view.responses5xxPerMinute)} isWhole={isWhole} />
      <CheckCell view={view} sums={null} />
      <WeightCell row={row} />
      <td className="n small m">
        <Ago at={view.changedAt} />
      </td>
      <td className="n">
        <Age probe={oldest} isInRow />
      </td>
      <td className="x">
        <PartButton row={row} />
      </td>
    </tr>
  );
}

function PartButton({ row: { view, on, group } }: { row: TierRow }) {
  if (view.kind === 'backend') return <BackendButton group={group} backend={view.proxy} />;
  const [first, ...others] = on.flatMap(({ probe, row }) => (row ? [{ probe, row }] : []));
  return view.kind === 'server' && first ? <ServerButton on={[first, ...others]} /> : null;
}
