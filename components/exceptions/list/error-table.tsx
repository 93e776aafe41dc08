'use client';
import { formatCount } from '#lib/format/number.ts';
import type { ErrorRow, Order } from '#lib/systems/exceptions/model-list.ts';
import { Ago } from '../../reading/age.tsx';
import { shortType } from '../words.ts';
import { Marked } from './marked.tsx';
import { ErrorCell, FirstSeen, OrderHead, PickAll, PickBox } from './table-parts.tsx';
import type { Rows } from './use-rows.ts';

type TableProps = {
  rows: readonly ErrorRow[];
  walk: Rows;
  order: Order;
  search: string | null;
  open: string | null;
  onOrder(order: Order): void;
  onOpen(key: string): void;
};

/** Every row of the table by itself. */
export function ErrorTable({ rows, walk, order, search, open, onOrder, onOpen }: TableProps) {
  const heads = { order, onOrder };
  return (
    <table className="ex-list errors">
      <colgroup>
        <col style={{ width: 32 }} />
        <col />
        <col style={{ width: 100 }} />
        <col className="c-mid" style={{ width: 128 }} />
        <col className="c-wide" style={{ width: 150 }} />
        <col className="c-wide" style={{ width: 220 }} />
        <col className="c-wide" style={{ width: 104 }} />
        <col className="c-wide" style={{ width: 116 }} />
        <col style={{ width: 62 }} />
        <col style={{ width: 80 }} />
      </colgroup>
      <thead>
        <tr>
          <th>
            <PickAll walk={walk} shown={rows.length} />
          </th>
          <OrderHead by="type" also={{ by: 'message', words: 'Message' }} {...heads}>
            Type
          </OrderHead>
          <OrderHead by="app" {...heads}>
            App
          </OrderHead>
          <OrderHead by="machine" className="c-mid" {...heads}>
            Machine
          </OrderHead>
          <OrderHead by="host" className="c-wide" {...heads}>
            Host
          </OrderHead>
          <OrderHead by="url" className="c-wide" {...heads}>
            URL
          </OrderHead>
          <OrderHead by="category" className="c-wide" {...heads}>
            Category
          </OrderHead>
          <OrderHead by="firstSeen" className="c-wide" {...heads}>
            First seen
          </OrderHead>
          <OrderHead by="count" isNumber {...heads}>
            Count
          </OrderHead>
          <OrderHead by="lastSeen" isNumber {...heads}>
            Last
          </OrderHead>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.guid} {...{ row, walk, search, onOpen }} isOpen={open === row.guid} />
        ))}
      </tbody>
    </table>
  );
}

type LineProps = { row: ErrorRow; walk: Rows; search: string | null; isOpen: boolean; onOpen(key: string): void };

function Line({ row, walk, search, isOpen, onOpen }: LineProps) {
  const type = shortType(row.type);
  const isAt = walk.at === row.guid;
  return (
    <tr
      id={`ex-${row.guid}`}
      className={`${isOpen ? 'sel ' : ''}${isAt ? 'at' : ''}`}
      aria-selected={walk.picked.has(row.guid)}
      onClick={() => {
        walk.go(row.guid);
        onOpen(row.guid);
      }}
    >
      <td>
        <PickBox
          label={`Pick ${type} of ${row.app}`}
          isPicked={walk.picked.has(row.guid)}
          onPick={(isRange) => walk.pick(row.guid, isRange)}
        />
      </td>
      <ErrorCell
        row={row}
        search={search}
        chips={
          <>
            {row.deletedAt === null ? null : <span className="chip">deleted</span>}
            {row.isProtected ? <span className="chip">protected</span> : null}
          </>
        }
      />
      <td className="m">
        <bdi>{row.app}</bdi>
      </td>
      <td className="m c-mid">
        <bdi>{row.machine}</bdi>
      </td>
      <td className="m c-wide">
        <Marked text={row.host ?? '–'} search={search} />
      </td>
      <td className="m c-wide" title={row.url ?? ''}>
        <Marked text={row.url ?? '–'} search={search} />
      </td>
      <td className="m c-wide">
        <bdi>{row.category ?? '–'}</bdi>
      </td>
      <FirstSeen at={row.firstAt} />
      <td className="n">
        <b className="ex-count">{formatCount(row.count)}</b>
      </td>
      <td className="n q small">
        <Ago at={row.lastAt} />
      </td>
    </tr>
  );
}
