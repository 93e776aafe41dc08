import { formatCount, formatRate, NO_VALUE } from '#lib/format/number.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { Quantity } from '../../ui/quantity.tsx';
import { Bytes } from '../ag/cells.tsx';

type Head = { id: string; head: string; width?: number; title?: string };

/** A column of words; what is not told is an en dash. */
export function textColumn<Row>(head: Head, of: (row: Row) => string | null): LongColumn<Row> {
  return { ...head, isNumber: false, cell: (row) => of(row) || <span className="q">{NO_VALUE}</span>, sortedBy: of };
}

/** A column of bytes, or of bytes per second. */
export function bytesColumn<Row>(head: Head, of: (row: Row) => number | null, isRate = false): LongColumn<Row> {
  return { width: 96, ...head, isNumber: true, cell: (row) => <Bytes bytes={of(row)} isRate={isRate} />, sortedBy: of };
}

/** A column of whole numbers. */
export function countColumn<Row>(head: Head, of: (row: Row) => number | null): LongColumn<Row> {
  return { width: 96, ...head, isNumber: true, cell: (row) => formatCount(of(row)), sortedBy: of };
}

/** A column of rates, times or shares with their unit. */
export function rateColumn<Row>(head: Head, unit: string, of: (row: Row) => number | null): LongColumn<Row> {
  return { width: 96, ...head, isNumber: true, cell: (row) => <Quantity text={formatRate(of(row))} unit={unit} />, sortedBy: of };
}
