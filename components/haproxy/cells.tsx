import { measureBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, measureMs, NO_VALUE } from '#lib/format/number.ts';
import type { Status } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { Flash } from '../ui/flash.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import type { ProxyLine } from './lines.ts';
import { checkCode, countWords, hasPassed, stateWord, stateWords } from './words.ts';

/** Shape and words of a state. `status` is already aged, so that what is stale never wears the shape of what is ok. */
export function StateCell({ view, status, reason }: { view: RowView; status: Status; reason: string }) {
  return (
    <Flash of={status} className="state">
      <StatusShape status={status} small label={status} />
      <span className={tone(status)} title={`${reason}\nHAProxy says: ${view.state.said}`}>
        {stateWords(view)}
      </span>
    </Flash>
  );
}

/** The state of a proxy by what stands under it: "7 up, 1 drain". By its own state where nothing does. */
export function ProxyStateCell({ line, reason }: { line: ProxyLine; reason: string }) {
  if (line.children.length === 0 && line.head) return <StateCell view={line.head.view} status={line.status} reason={reason} />;
  const counts = countWords(line.children);
  // A backend that is down or paused itself says so before its servers do.
  const own = line.head && !['up', 'open'].includes(line.head.view.state.word) ? line.head : null;
  return (
    <Flash of={line.status} className="state">
      <StatusShape status={line.status} small label={line.status} />
      <span title={reason}>
        {own ? <span className={tone(own.status)}>{stateWord(own.view.state)}: </span> : null}
        {counts.map(({ word, count, status }, index) => (
          <span key={word}>
            {index > 0 ? ', ' : ''}
            <span className={tone(status)}>
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

type NumberCellProps = { children: React.ReactNode };

function NumberCell({ children }: NumberCellProps) {
  return <td className="n">{children}</td>;
}

/** The figures of a row, from sessions to response time. What the product does not tell is an en dash and never a zero. */
export function FigureCells({ view }: { view: RowView }) {
  const { sessionsLimit: limit } = view;
  return (
    <>
      <NumberCell>
        <Quantity text={formatCount(view.sessions)} unit="" />
        {limit === null ? null : <span className="u">/{formatCount(limit)}</span>}
      </NumberCell>
      <NumberCell>
        <Quantity {...rateOf(view)} />
      </NumberCell>
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
        <Quantity text={formatRate(view.responses5xxPerMinute)} unit="" />
      </NumberCell>
      <NumberCell>
        <Quantity {...measureMs(view.responseTimeMs)} />
      </NumberCell>
    </>
  );
}

function rateOf({ requestRate, sessionRate }: RowView): {
  text: string;
  unit: string;
} {
  if (requestRate !== null) return { text: formatRate(requestRate), unit: 'req' };
  return { text: formatRate(sessionRate), unit: 'ses' };
}

/** The last check: code and status; what went wrong stands beside it, as far as there is room. */
export function CheckCell({ view }: { view: RowView }) {
  const { check, agentCheck } = view;
  const told = check ?? agentCheck;
  if (!told) return <td className="q">{NO_VALUE}</td>;
  const took = told.durationMs === null ? '' : ` in ${formatCount(told.durationMs)} ms`;
  const agent = agentCheck && check ? `\nAgent: ${checkCode(agentCheck)} ${agentCheck.text}` : '';
  return (
    <td className="check" title={`${checkCode(told)}${took} ${told.text}${agent}`}>
      {check ? '' : 'agent '}
      {checkCode(told)} {hasPassed(told) ? null : <span className="q small">{told.text}</span>}
    </td>
  );
}

export function WeightCell({ view }: { view: RowView }) {
  return (
    <td className="n">
      <Quantity text={formatCount(view.weight)} unit="" />
    </td>
  );
}
