import { type Measured, NO_VALUE } from '#lib/format/number.ts';

/** A figure with its small grey unit; an en dash, and no unit, where there is no value. */
export function Quantity({ text, unit }: Measured) {
  if (text === NO_VALUE) return <span className="q">{NO_VALUE}</span>;
  return (
    <>
      {text}
      {unit ? <span className="u">{unit}</span> : null}
    </>
  );
}
