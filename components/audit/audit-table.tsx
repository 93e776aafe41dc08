'use client';
import { Fragment } from 'react';
import type { AuditResult, AuditRow } from '#lib/act/audit/row.ts';
import type { Status } from '#lib/status.ts';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { AuditDetail } from './audit-detail.tsx';
import { type AuditList, shownRows } from './audit-list.ts';

type TableProps = { list: AuditList; open: ReadonlySet<string>; onOpen(row: string, isOpen: boolean): void };

const HEADS: readonly { id: string; words: string }[] = [
  { id: 'at', words: 'Time' },
  { id: 'who', words: 'Who' },
  { id: 'what', words: 'What' },
  { id: 'result', words: 'Result' },
  { id: 'words', words: 'In words' },
  { id: 'why', words: 'Reason' },
];

export function AuditTable({ list, open, onOpen }: TableProps) {
  const rows = shownRows(list);
  if (rows.length === 0) return null;
  return (
    <table>
      <colgroup>
        {HEADS.map(({ id }) => (
          <col key={id} className={`a-${id}`} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {HEADS.map(({ id, words }) => (
            <th key={id} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = String(row.seq);
          const isOpen = open.has(key);
          return (
            <Fragment key={key}>
              <Row row={row} isOpen={isOpen} onToggle={() => onOpen(key, !isOpen)} />
              {isOpen ? (
                <tr className="all">
                  <td colSpan={HEADS.length}>
                    <AuditDetail row={row} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Row({ row, isOpen, onToggle }: { row: AuditRow; isOpen: boolean; onToggle(): void }) {
  const { by, at, title, result, words, reason, times } = row;
  return (
    <tr>
      <td className="a-at">
        <When at={at} />
      </td>
      <td className="a-who" title={`${by.is}, from ${by.address}`}>
        <span className="b">{by.name}</span> {by.is === 'token' ? <span className="chip">token</span> : null}{' '}
        {by.timer ? <span className="chip">by timer</span> : null}
      </td>
      <th scope="row" className="a-what">
        <button type="button" className="fold" aria-expanded={isOpen} onClick={onToggle}>
          <span className="tri" />
          <span className="label">
            {title}
            {times > 1 ? <span className="q small"> {times} times</span> : null}
          </span>
        </button>
      </th>
      <td className="a-result">
        <ResultMark result={result} />
      </td>
      <td className="a-words">
        <span className="cut">{words}</span>
      </td>
      <td className="a-why m">{reason}</td>
    </tr>
  );
}

const SHAPES: Record<AuditResult, Status | null> = {
  confirmed: 'ok',
  partial: 'warning',
  'sent, not confirmed': 'warning',
  lost: 'warning',
  'under way': 'unknown',
  // It did not go through, which is the octagon; it is history and no trouble now, which is grey: red is kept for what needs eyes.
  refused: 'critical',
  'looked at': null,
  noted: null,
};

function ResultMark({ result }: { result: AuditResult }) {
  const shape = SHAPES[result];
  return (
    <span className={result === 'refused' ? 'state history' : 'state'}>
      {shape ? <StatusShape status={shape} small /> : <span className="i s" />}
      <span className={shape === 'warning' ? 'w warning' : 'm'}>{result}</span>
    </span>
  );
}
