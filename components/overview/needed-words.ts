import type { Issue, Symptom } from '#lib/issues/issue.ts';

/** Nodes beyond this many are counted. */
const TOLD = 6;

/** The symptoms of a line that are there because another node is lost: rows that need it. */
export function neededOf({ head, symptoms }: Issue): readonly Symptom[] {
  return symptoms.filter(({ row, probe }) => row !== null && row.subject.needs != null && probe !== head.probe);
}

/** "b: the link to its master 10.0.0.1:6379 is down", of each that needs what the line is about. Empty where nobody does. */
export function neededWords(issue: Issue): string {
  const needed = neededOf(issue);
  const told = needed.slice(0, TOLD).map(({ row, verdict }) => `${row?.subject.name}: ${verdict.reason}`);
  const more = needed.length - told.length;
  return told.length === 0 ? '' : `Because of it ${[...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')}.`;
}
