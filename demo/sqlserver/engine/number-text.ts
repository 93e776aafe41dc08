/** A scaled integer as a decimal number. */
export function decimalText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  return scale ? `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}` : sign + digits;
}

/** A float as CAST to text gives it: six digits, an exponent of three digits where it is large or small. */
export function floatText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e6 && size >= 1e-4) return String(Number(value.toPrecision(6)));
  const [mantissa = '', exponent = '0'] = value.toExponential(5).split('e');
  const short = mantissa.replace(/\.?0+$/, '');
  return `${short}e${Number(exponent) < 0 ? '-' : '+'}${String(Math.abs(Number(exponent))).padStart(3, '0')}`;
}
