'use client';
import { memo, useMemo, useState } from 'react';
import type { GrantOf, NodeReport } from '#lib/doctor.ts';
import { formatAge } from '#lib/format/age.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import { byRight, countWords, nodeStatus, OLD_MS, type RightRow, STATE_WORDS, statusOf } from './doctor-words.ts';

/** What was found of one node: what is missing for what, and what to run. What is granted is folded. */
export function NodePanel({ report }: { report: NodeReport }) {
  const { own } = useBoardTime();
  const { systemTitle, groupTitle, node, address, version, askedAt, lines, grants, unasked } = report;
  const status = nodeStatus(report);
  const [isOpen, setIsOpen] = useState(false);
  const rows = useMemo(() => byRight(lines), [lines]);
  const [granted, others] = useMemo(() => [rows.filter(isGranted), rows.filter((row) => !isGranted(row))], [rows]);
  const ageMs = Math.max(0, own.now - askedAt);
  const isOld = ageMs > OLD_MS;
  const name = `${systemTitle}, ${groupTitle}, ${node}`;
  return (
    <section className="panel doctor" aria-label={name}>
      <header>
        <h2>
          <StatusShape status={isOld ? 'stale' : status} label={isOld ? 'stale' : status} />
          {node}
        </h2>
        <span className="q small">
          {systemTitle}, {groupTitle}, {address}
          {version === null ? '' : `, ${version}`}
        </span>
        <span className="m">{countWords(lines)}</span>
        <span className="grow" />
        <span className={`small ${isOld ? 'w stale' : 'q'}`}>
          asked {formatAge(ageMs)} ago, at <When at={askedAt} />
          {isOld ? ': old, ask again' : ''}
        </span>
      </header>
      {unasked === null ? null : (
        <Void status={status} title="Nobody could ask it">
          {sentence(unasked)} Which rights are there is not known.
        </Void>
      )}
      <div className={isOld ? 'hatch stale-value' : undefined}>
        {grants.map((grant) => (
          <Grants key={grant.as} grant={grant} />
        ))}
        {others.length === 0 ? null : <Rights rows={others} />}
        {granted.length === 0 ? null : (
          <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
            <summary>{granted.length === 1 ? 'One right that is granted' : `The ${granted.length} rights that are granted`}</summary>
            {isOpen ? <Rights rows={granted} /> : null}
          </details>
        )}
      </div>
    </section>
  );
}

function Grants({ grant: { as, user, statements, note } }: { grant: GrantOf }) {
  if (statements.length === 0) return null;
  return (
    <div className="grants">
      <p>
        To grant what <b>{as}</b>
        {user === null ? '' : ` (${user})`} lacks, run{note === null ? '' : ` (${note})`}:
      </p>
      <pre>{statements.join('\n')}</pre>
    </div>
  );
}

function isGranted({ state }: RightRow): boolean {
  return state === 'granted';
}

const HEADS = ['Right', 'Found', 'For', 'As', 'Why'] as const;

/** Its lines never change: the age above them ticks without drawing them again. */
const Rights = memo(function Rights({ rows }: { rows: readonly RightRow[] }) {
  return (
    <div className="scroll">
      <table className="rights">
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.as} ${row.right} ${row.why}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
});

function Row({ row }: { row: RightRow }) {
  const { right, state, panels, as, user, why } = row;
  const status = statusOf(row);
  return (
    <tr>
      <th scope="row" className="name">
        <code>{right}</code>
      </th>
      <td>
        <span className="state">
          <StatusShape status={status} small label={status} />
          <span className={status === 'ok' ? 'm' : `w ${status}`}>{STATE_WORDS[state]}</span>
        </span>
      </td>
      <td>
        {panels.map(({ panel, isVital }, index) => (
          <span key={panel}>
            {index > 0 ? '; ' : ''}
            {panel}
            {isVital ? <span className="chip">vital</span> : null}
          </span>
        ))}
      </td>
      <td>
        {as}
        {user === null ? null : <span className="q small"> {user}</span>}
      </td>
      <td className="small m">{why === null ? '' : sentence(why)}</td>
    </tr>
  );
}
