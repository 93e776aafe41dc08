import { AUDIT_RESULTS, type AuditFilter } from '#lib/act/audit/row.ts';
import { createTimeFormat, type TimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';

/** The filter as it stands in the address of the page. Times are UTC, so that an address means the same to everybody: "2026-03-04T14:00". */
export const FILTER_FIELDS = ['who', 'target', 'action', 'result', 'from', 'to'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];
export type FilterTexts = Readonly<Record<FilterField, string>>;

export const NO_FILTER: FilterTexts = { who: '', target: '', action: '', result: '', from: '', to: '' };

/** What is looked for, and in words what of it was not understood and is left out. */
export function readFilter(texts: FilterTexts): { filter: AuditFilter; problems: string[] } {
  const result = AUDIT_RESULTS.find((one) => one === texts.result);
  const from = readMoment(texts.from);
  const to = readMoment(texts.to);
  const problems = [
    ...(texts.result !== '' && result === undefined ? [`“${texts.result}” is not a result; it can be ${AUDIT_RESULTS.join('; ')}`] : []),
    ...[texts.from, texts.to]
      .filter((text) => Number.isNaN(readMoment(text)))
      .map((text) => `“${text}” is not a time; write it as 2026-03-04T14:00, in UTC`),
    ...(from !== undefined && to !== undefined && from >= to
      ? ['nothing lies between these times: the first is not before the second']
      : []),
  ];
  const filter = {
    ...{ who: texts.who.trim() || undefined, target: texts.target.trim() || undefined, action: texts.action.trim() || undefined, result },
    ...{ from: Number.isNaN(from) ? undefined : from, to: Number.isNaN(to) ? undefined : to },
  };
  return { filter, problems };
}

/** A filter as the parameters of a request; more of them after it. */
export function toQuery(filter: AuditFilter, more: Readonly<Record<string, string | number>> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...more })) if (value !== undefined) params.set(name, String(value));
  return params.toString();
}

export function isFiltered(texts: FilterTexts): boolean {
  return FILTER_FIELDS.some((field) => texts[field] !== '');
}

/** A time of the filter as its field shows it, in the reader's zone. What is no time stays as it is. */
export function toField(text: string, format: TimeFormat): string {
  const at = UTC.read(text.trim());
  return Number.isNaN(at) ? text : format.field(at);
}

/** What a field holds, in the reader's zone, as a time of the filter. */
export function fromField(text: string, format: TimeFormat): string {
  const at = format.read(text);
  return Number.isNaN(at) ? text : UTC.field(at);
}

const UTC = createTimeFormat(openZone('UTC'), null);

/** Epoch ms; undefined for no text, NaN for one that is not a time. */
function readMoment(text: string): number | undefined {
  return text.trim() === '' ? undefined : UTC.read(text.trim());
}
