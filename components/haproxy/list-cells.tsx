import { measureBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { Quantity } from '../ui/quantity.tsx';

type FigureProps = { text: string; unit?: string; isWhole?: boolean; title?: string | undefined };

/** A figure of a list. One to which a part is missing or too old is hatched, and says so. */
export function FigureCell({ text, unit = '', isWhole = true, title }: FigureProps) {
  return (
    <td className={isWhole ? 'n' : 'n hatch stale-value'} title={isWhole ? title : 'A part of this sum is not read now, or never was'}>
      <Quantity text={text} unit={unit} />
    </td>
  );
}

type SumProps = { view: RowView | null; isWhole: boolean };

/** Sessions, with the limit where there is one. */
export function SessionsCell({ view, isWhole }: SumProps) {
  const limit = view?.sessionsLimit ?? null;
  const unit = limit === null ? '' : `/${formatCount(limit)}`;
  return <FigureCell text={formatCount(view?.sessions ?? null)} unit={unit} isWhole={isWhole} />;
}

/** Requests per second; sessions where requests are not counted. */
export function RateCell({ view, isWhole }: SumProps) {
  const requests = view?.requestRate ?? null;
  const rate = requests ?? view?.sessionRate ?? null;
  return <FigureCell text={formatRate(rate)} unit={requests === null ? 'ses' : 'req'} isWhole={isWhole} />;
}

export function BytesCell({ bytes, isWhole }: { bytes: number | null; isWhole: boolean }) {
  return <FigureCell {...measureBytes(bytes)} isWhole={isWhole} />;
}
