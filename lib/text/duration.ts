const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNITS;

const SYNTAX = /^(\d{1,9})(ms|s|m|h|d)$/;

/** Reads `500ms`, `5s`, `2m`, `1h` or `2d` into ms. A bare number is no duration: nobody can tell its unit. `problem` says what is wrong and the fix. */
export function readDuration(text: string): { ms: number } | { problem: string } {
  const [, digits, unit] = SYNTAX.exec(text) ?? [];
  if (digits !== undefined && isUnit(unit)) return { ms: Number(digits) * UNITS[unit] };
  if (/^\d{1,9}$/.test(text)) return { problem: `${text} has no unit: write ${text}s` };
  return { problem: 'is not a duration: write a whole number and its unit, such as 500ms, 5s, 2m, 1h or 2d' };
}

/** The shortest exact spelling of a whole number of ms, in the largest unit that needs no fraction: 90000 is `90s`, 120000 is `2m`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  for (const unit of ['d', 'h', 'm', 's'] as const) if (ms % UNITS[unit] === 0) return `${ms / UNITS[unit]}${unit}`;
  return `${ms}ms`;
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && Object.hasOwn(UNITS, text);
}
