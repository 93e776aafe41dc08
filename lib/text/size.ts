const UNITS = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;
type Unit = keyof typeof UNITS;

const SYNTAX = /^(\d{1,9})(KiB|MiB|GiB)$/;

/** Reads `512KiB`, `64MiB` or `1GiB` into bytes. `problem` says what is wrong and the fix. */
export function readSize(text: string): { bytes: number } | { problem: string } {
  const [, digits, unit] = SYNTAX.exec(text) ?? [];
  if (digits !== undefined && isUnit(unit)) return { bytes: Number(digits) * UNITS[unit] };
  return { problem: 'is not a size: write a whole number and its unit, such as 512KiB, 64MiB or 1GiB' };
}

/** The shortest exact spelling of a whole number of bytes: 67108864 is `64MiB`. */
export function formatSize(bytes: number): string {
  if (bytes === 0) return '0 bytes';
  for (const unit of ['GiB', 'MiB', 'KiB'] as const) if (bytes % UNITS[unit] === 0) return `${bytes / UNITS[unit]}${unit}`;
  return `${bytes} bytes`;
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && Object.hasOwn(UNITS, text);
}
