import type { AuditRow, AuditStep } from '#lib/act/audit/row.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';

/** All that is kept of one row: what was sent to whom, what it answered, what it came to, and by which numbers it is found again. */
export function AuditDetail({ row }: { row: AuditRow }) {
  const { steps, leftOut } = row;
  return (
    <div className="detail">
      {steps.length > 0 ? (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                {['Instance', 'Target', 'Before', 'Sent', 'Answered', 'After'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <StepRow key={`${step.group}/${step.node} ${step.target}`} step={step} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {leftOut.map(({ group, node, why }) => (
        <p key={`${group}/${node}`} className="small">
          <StatusShape status="stale" small label="left out" /> {group}/{node} left out: {why}
        </p>
      ))}
      <Facts row={row} />
    </div>
  );
}

function StepRow({ step: { group, node, target, before, commands, sent, after, isConfirmed } }: { step: AuditStep }) {
  return (
    <tr>
      <td>
        {group}/{node}
      </td>
      <td>{target}</td>
      <td>{before}</td>
      <td>
        <code>{commands.join(', ')}</code>
      </td>
      <td>{sent === null ? 'not known' : sent.answer === '' ? sent.is : `${sent.is}: ${sent.answer}`}</td>
      <td>
        <StatusShape status={isConfirmed ? 'ok' : 'warning'} small label={isConfirmed ? 'confirmed' : 'not confirmed'} />{' '}
        {after ?? 'not known'}
      </td>
    </tr>
  );
}

function Facts({ row: { id, seq, at, endedAt, result, until, by, system, systems, action } }: { row: AuditRow }) {
  const format = useTimeFormat();
  const facts: [string, string | null][] = [
    ['asked', format.full(at)],
    // What was only noted has no end of its own, and planned work would seem to be over.
    ['ended', endedAt === null || result === 'noted' || result === 'looked at' ? null : format.full(endedAt)],
    [action.startsWith('timer ') ? 'due' : 'until', until === null ? null : format.full(until)],
    ['by', `${by.is} ${by.name} from ${by.address}`],
    ['by timer', by.timer ? `set ${format.full(by.timer.setAt)}, due ${format.full(by.timer.dueAt)}` : null],
    ['session', by.session],
    ['action', system === null ? action : `${system} ${action}`],
    ['concerns', system === null && systems.length > 0 ? systems.join(', ') : null],
    ['action id', id],
    ['line', String(seq)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
