import { sourceId } from '../reading.ts';
import { countStatuses, isWorse } from '../status.ts';
import type { Examined } from './examine.ts';
import { headOf } from './head.ts';
import { addCounts, type Issue, type Symptom } from './issue.ts';

const NOTHING_HIDDEN = countStatuses([]);

/** One line for Vigil's own trouble with everything that it puts in doubt; null while Vigil is well and nothing is in doubt. */
export function vigilIssue(own: readonly Symptom[], examined: readonly Examined[]): Issue | null {
  const doubted = examined.flatMap((one) => (one.doubted ? [one.doubted] : []));
  const worst = headOf(own);
  const last = latest(doubted);
  // What was critical stays critical in a line of its own: here it is only in doubt.
  const doubt: Symptom | null = last && { ...last, verdict: { ...last.verdict, status: 'stale' } };
  const head = worst && !(doubt && isWorse('stale', worst.verdict.status)) ? worst : doubt;
  if (!head) return null;
  const hidden = examined.filter((one) => one.doubted).reduce((sum, one) => addCounts(sum, one.hidden), NOTHING_HIDDEN);
  return { key: 'vigil', is: 'vigil', verdict: head.verdict, head, symptoms: [...own, ...doubted], hidden };
}

/**
 * One line for what is wrong inside readings: a row stands for those under it that are no worse, and the same thing on several nodes, or in several places of a group, is one.
 */
export function rowIssues(examined: readonly Examined[]): Issue[] {
  const causes = examined.flatMap(({ rows }) => foldUnder(rows));
  const alike = Map.groupBy(causes, ([{ probe, row }]) => {
    const { system, group, probe: question } = probe.source;
    return `${system}/${group}/${question} ${row?.subject.alike ?? sourceId(probe.source)}`;
  });
  return [...alike].flatMap(([key, own]) => {
    const head = headOf(own.map(([first]) => first));
    if (!head) return [];
    return [{ key: `row ${key}`, is: 'row' as const, verdict: head.verdict, head, symptoms: own.flat(), hidden: NOTHING_HIDDEN }];
  });
}

/** A symptom and those that it stands for. */
type Cause = [first: Symptom, ...others: Symptom[]];

function foldUnder(rows: readonly Symptom[]): Cause[] {
  const heads = new Map<string, Symptom>();
  for (const symptom of rows) if (symptom.row?.subject.heads) heads.set(symptom.row.subject.heads, symptom);
  const headFor = (symptom: Symptom): Symptom => {
    const head = heads.get(symptom.row?.subject.under ?? '');
    // What is out on purpose is listed apart, and trouble is not put down to it.
    const isKind = head && (head.verdict.status === 'maintenance') === (symptom.verdict.status === 'maintenance');
    return head && isKind && !isWorse(symptom.verdict.status, head.verdict.status) ? head : symptom;
  };
  const causes = Map.groupBy(rows, headFor);
  return [...causes].map(([head, all]) => [head, ...all.filter((symptom) => symptom !== head)]);
}

/** The one that was read last: up to then nothing was in doubt. */
function latest(symptoms: readonly Symptom[]): Symptom | null {
  return symptoms.reduce<Symptom | null>((found, one) => (found && found.verdict.since.at >= one.verdict.since.at ? found : one), null);
}
