/** What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;
/** What it takes for a number, which calculates nothing. */
const NUMBER = /^-\d+(\.\d+)?(e[+-]\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A record of CSV (RFC 4180) with its line break. A cell that a spreadsheet would take for a formula gets an apostrophe before it; a negative number is none. */
export function formatCsvRecord(cells: readonly string[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`;
}

function formatCell(cell: string): string {
  const safe = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
