'use client';
import { formatCount } from '#lib/format/number.ts';
import type { ErrorFilter, Order, ShapeRow, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { Ago } from '../../reading/age.tsx';
import { shortType } from '../words.ts';
import { type LookedAt, lookedAt } from './hour-trend.ts';
import { ErrorCell, FirstSeen, FlagChip, HourLine, OrderHead, PickAll, PickBox } from './table-parts.tsx';
import type { Rows } from './use-rows.ts';

type TableProps = {
  answer: ShapesAnswer;
  filter: ErrorFilter;
  walk: Rows;
  order: Order;
  search: string | null;
  open: string | null;
  onOrder(order: Order): void;
  onOpen(key: string): void;
};

/** Names a shape; an error that is in none yet is named by its own. */
export function shapeKeyOf({ shape, newest }: Pick<ShapeRow, 'shape' | 'newest'>): string {
  return shape ?? newest.guid;
}

/** Errors put together to what is one thing, each by its newest. */
export function ShapeTable({ answer, filter, walk, order, search, open, onOrder, onOpen }: TableProps) {
  const { rows, trendFromAt } = answer;
  const looked = lookedAt(filter, answer);
  const isOneApp = filter.app !== null;
  const heads = { order, onOrder };
  return (
    <table className="ex-list">
      <colgroup>
        <col style={{ width: 32 }} />
        <col className="c-spark" style={{ width: 84 }} />
        <col />
        {isOneApp ? null : <col style={{ width: 104 }} />}
        <col className="c-wide" style={{ width: 84 }} />
        <col className="c-wide" style={{ width: 128 }} />
        <col style={{ width: 68 }} />
        <col style={{ width: 80 }} />
      </colgroup>
      <thead>
        <tr>
          <th>
            <PickAll walk={walk} shown={rows.length} />
          </th>
          <th className="c-spark">24 h</th>
          <OrderHead by="type" also={{ by: 'message', words: 'Message' }} {...heads}>
            Type
          </OrderHead>
          {isOneApp ? null : (
            <OrderHead by="app" {...heads}>
              App
            </OrderHead>
          )}
          <th className="n c-wide">Machines</th>
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
          <Line key={shapeKeyOf(row)} {...{ row, walk, search, isOneApp, trendFromAt, looked, onOpen }} isOpen={open === row.newest.guid} />
        ))}
      </tbody>
    </table>
  );
}

type LineProps = {
  row: ShapeRow;
  walk: Rows;
  search: string | null;
  isOneApp: boolean;
  isOpen: boolean;
  trendFromAt: number;
  looked: LookedAt;
  onOpen(key: string): void;
};

function Line({ row, walk, search, isOneApp, isOpen, trendFromAt, looked, onOpen }: LineProps) {
  const key = shapeKeyOf(row);
  const type = shortType(row.newest.type);
  const isAt = walk.at === key;
  return (
    <tr
      id={`ex-${key}`}
      className={`${isOpen ? 'sel ' : ''}${isAt ? 'at ' : ''}${row.flag === 'regressed' ? 'warn' : ''}`}
      aria-selected={walk.picked.has(key)}
      onClick={() => {
        walk.go(key);
        onOpen(key);
      }}
    >
      <td>
        <PickBox label={`Pick ${type} of ${row.app}`} isPicked={walk.picked.has(key)} onPick={(isRange) => walk.pick(key, isRange)} />
      </td>
      <td className="c-spark">
        <HourLine hours={row.trend} fromAt={trendFromAt} looked={looked} />
      </td>
      <ErrorCell
        row={row.newest}
        search={search}
        chips={
          <>
            <FlagChip flag={row.flag} cleared={row.cleared} />
            {row.newest.deletedAt === null ? null : <span className="chip">deleted</span>}
            {row.protectedRows > 0 ? <span className="chip">protected</span> : null}
          </>
        }
      />
      {isOneApp ? null : (
        <td className="m">
          <bdi>{row.app}</bdi>
        </td>
      )}
      <td className="n c-wide m">{formatCount(row.machines)}</td>
      <FirstSeen at={row.firstAt} />
      <td className="n">
        <b className="ex-count" title={`${formatCount(row.rows)} rows`}>
          {formatCount(row.count)}
        </b>
      </td>
      <td className="n q small">
        <Ago at={row.lastAt} />
      </td>
    </tr>
  );
}
