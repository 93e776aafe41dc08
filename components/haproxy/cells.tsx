import type { ReactNode } from 'react';
import type { LiveRow } from '#lib/feed/events.ts';
import { measureBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, measureMs, NO_VALUE } from '#lib/format/number.ts';
import type { Status } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { Flash } from '../ui/flash.tsx';
import { Quantity } from '../ui/quantity.tsx';
import type { ProxyLine } from './lines.ts';
import type { MergedRow } from './merge.ts';
import { RowSparkline } from './row-trends/row-sparkline.tsx';
import type { RowPart } from './row-trends/row-trend.ts';
import { checkCode, countWords, hasPassed, stateWord, stateWords } from './words.ts';

/** The words of a state; where instances have it in different ones, each of them: "drain ≠ up". The shapes stand with the instances. */
export function StateCell({ row, status }: { row: MergedRow; status: Status }) {
  return (
    <Flash of={status} className="state">
      <span className={row.differs ? contraryTone(status) : tone(status)} title={saidWords(row)}>
        {row.differs ? statesOf(row).join(' ≠ ') : stateWords(row.view)}
      </span>
    </Flash>
  );
}

function statesOf({ on }: MergedRow): string[] {
  return [...new Set(on.flatMap(({ view }) => (view ? [stateWord(view.state)] : [])))];
}

/** Why it is as it is, and what HAProxy says, by each instance where they are several. */
function saidWords({ on, reason, view }: MergedRow): string {
  if (on.length === 1) return `${reason}\nHAProxy says: ${view.state.said}`;
  return on.map(({ probe, row, view: own, isUnread }) => `${probe.source.node} ${saidBy(row, own, isUnread)}`).join('\n');
}

function saidBy(row: LiveRow | null, view: RowView | null, isUnread: boolean): string {
  if (row && view) return `says ${view.state.said}: ${row.verdict.reason}`;
  return isUnread ? 'was never read' : 'does not have it';
}

/** The state of a proxy by what stands under it: "7 up, 1 drain". By its own state where nothing does. */
export function ProxyStateCell({ line }: { line: ProxyLine }) {
  const { head, status, side } = line;
  if (line.children.length === 0 && head) return <StateCell row={head} status={status} />;
  const counts = countWords(line.children);
  // A backend that is down or paused itself says so before its servers do.
  const own = head && (head.differs || !['up', 'open'].includes(head.view.state.word)) ? head : null;
  return (
    <Flash of={status} className="state">
      <span title={head ? saidWords(head) : `no row of the ${side} itself in this reading`}>
        {own ? <span className={tone(own.status)}>{statesOf(own).join(' ≠ ')}: </span> : null}
        {counts.map(({ word, count, status: counted }, index) => (
          <span key={word}>
            {index > 0 ? ', ' : ''}
            <span className={tone(counted)}>
              {formatCount(count)} {word}
            </span>
          </span>
        ))}
      </span>
    </Flash>
  );
}

// Good is quiet; what is stale is said by the row.
function tone(status: Status): string {
  return status === 'ok' || status === 'stale' ? 'm' : `w ${status}`;
}

// That they disagree is news of its own; what is worse stays what it is.
function contraryTone(status: Status): string {
  return `w ${status === 'critical' ? 'critical' : 'warning'}`;
}

type NumberCellProps = { children: React.ReactNode };

function NumberCell({ children }: NumberCellProps) {
  return <td className="n">{children}</td>;
}

/** Of which row the last minutes are drawn beside its figures, and how it is called there. */
export type RowSpark = { parts: readonly RowPart[]; of: string; isStale: boolean };

/** The figures of a row, from sessions to response time. What the product does not tell is an en dash and never a zero. */
export function FigureCells({ row: { view }, spark }: { row: MergedRow; spark: RowSpark }) {
  return (
    <>
      <SessionsCell view={view} spark={spark} />
      <RateCell view={view} spark={spark} />
      <NumberCell>
        <Quantity {...measureBytes(view.bytesInPerSecond)} />
      </NumberCell>
      <NumberCell>
        <Quantity {...measureBytes(view.bytesOutPerSecond)} />
      </NumberCell>
      <NumberCell>
        <Quantity text={formatCount(view.queue)} unit="" />
      </NumberCell>
      <NumberCell>
        <Quantity text={formatRate(view.errorsPerMinute)} unit="" />
      </NumberCell>
      <NumberCell>
        <Quantity text={formatRate(view.retriesPerMinute)} unit="" />
      </NumberCell>
      <NumberCell>
        <Quantity text={formatRate(view.responses5xxPerMinute)} unit="" />
      </NumberCell>
      <NumberCell>
        <Quantity {...measureMs(view.responseTimeMs)} />
      </NumberCell>
    </>
  );
}

function SessionsCell({ view: { sessions, sessionsLimit: limit }, spark }: { view: RowView; spark: RowSpark }) {
  return (
    <NumberCell>
      <RowSparkline {...spark} figure="sessions" />
      <Quantity text={formatCount(sessions)} unit="" />
      {limit === null ? null : <span className="u">/{formatCount(limit)}</span>}
    </NumberCell>
  );
}

function RateCell({ view: { requestRate, sessionRate }, spark }: { view: RowView; spark: RowSpark }) {
  const rate = requestRate ?? sessionRate;
  return (
    <NumberCell>
      <RowSparkline {...spark} figure="rate" />
      <Quantity text={formatRate(rate)} unit={requestRate === null ? 'ses' : 'req'} />
    </NumberCell>
  );
}

/** The last check: code and status; what went wrong stands beside it, as far as there is room. What the sums lack comes first. */
export function CheckCell({ view, sums }: { view: RowView | null; sums: ReactNode }) {
  const told = view?.check ?? view?.agentCheck ?? null;
  if (!view || !told)
    return (
      <td className="check">
        {sums}
        {view?.kind === 'server' ? <span className="q">{NO_VALUE}</span> : null}
      </td>
    );
  const { check, agentCheck } = view;
  const took = told.durationMs === null ? '' : ` in ${formatCount(told.durationMs)} ms`;
  const agent = agentCheck && check ? `\nAgent: ${checkCode(agentCheck)} ${agentCheck.text}` : '';
  return (
    <td className="check" title={`${checkCode(told)}${took} ${told.text}${agent}`}>
      {sums}
      {check ? '' : 'agent '}
      {checkCode(told)} {hasPassed(told) ? null : <span className="q small">{told.text}</span>}
    </td>
  );
}

/** The weight; where instances have it at different ones, each of them: "10 ≠ 5". That of a backend is what its servers come to, and no news of its own. */
export function WeightCell({ row: { on, view: whole } }: { row: MergedRow }) {
  const weights = [...new Set(on.flatMap(({ view }) => (view ? [view.weight] : [])))];
  const said = on.flatMap(({ probe, view }) => (view ? [`${probe.source.node}: ${formatCount(view.weight)}`] : []));
  return (
    <td className="n" title={weights.length > 1 ? said.join('\n') : undefined}>
      {weights.length > 1 ? (
        <span className={whole.kind === 'server' ? 'w warning' : 'm'}>{weights.map((weight) => formatCount(weight)).join(' ≠ ')}</span>
      ) : (
        <Quantity text={formatCount(weights[0] ?? null)} unit="" />
      )}
    </td>
  );
}
