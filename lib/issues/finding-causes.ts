import type { ProbeRow } from '../feed/events.ts';
import type { Finding } from '../finding.ts';
import type { Moment } from '../reading.ts';
import { countStatuses, isWorse, judgeSubject, type Verdict, worstVerdict } from '../status.ts';
import type { Examined } from './examine.ts';
import { headOf } from './head.ts';
import type { Issue, Part, Symptom } from './issue.ts';

type Known = { parts: readonly Part[]; examined: readonly Examined[]; findings: readonly Finding[] };

const NOTHING_HIDDEN = countStatuses([]);

/**
 * The lines of rows, and one for each finding that is not ok: where what a row says by itself stands for it, it becomes a symptom of that line. Nothing is said of nodes
 * one of which is cut off: that is a line of its own, and what they proved together was of before.
 */
export function withFindings(issues: readonly Issue[], { parts, examined, findings }: Known, board: Moment): Issue[] {
  const lines = [...issues];
  for (const finding of findings) {
    const symptoms = symptomsOf(finding, { parts, examined }, board);
    const head = headOf(symptoms);
    if (!head) continue;
    const at = finding.followsRows ? lines.findIndex((line) => standsFor(line, finding, head)) : -1;
    const line = lines[at];
    if (line) lines[at] = { ...line, symptoms: [...line.symptoms, ...symptoms] };
    else lines.push(lineOf(finding, head, symptoms));
  }
  return lines;
}

/** The verdict of a finding at a moment, aged by the oldest of the readings that it rests on. */
export function ageFinding(finding: Finding, probes: readonly ProbeRow[], board: Moment): Verdict {
  const own = probes.filter((probe) => isOf(finding, probe));
  const aged = worstVerdict(own.map((probe) => judgeSubject(finding.verdict, probe, board)));
  return { ...(aged ?? finding.verdict), since: finding.verdict.since };
}

function symptomsOf(finding: Finding, { parts, examined }: Omit<Known, 'findings'>, board: Moment): Symptom[] {
  const own = examined.filter(({ probe }) => isOf(finding, probe));
  const isHeard = own.length === finding.nodes.length && !own.some(({ isCutOff }) => isCutOff);
  if (finding.verdict.status === 'ok' || !isHeard) return [];
  const verdict = ageFinding(
    finding,
    own.map(({ probe }) => probe),
    board,
  );
  return parts
    .filter(({ probe }) => isOf(finding, probe))
    .map(({ probe, rows }) => {
      const ids = new Set(finding.rows.filter(({ node }) => node === probe.source.node).map(({ row }) => row));
      return { probe, row: null, verdict, witnessed: { finding, rows: rows.filter(({ id }) => ids.has(id)) } };
    });
}

function isOf({ system, group, nodes, probe: question }: Finding, { source }: ProbeRow): boolean {
  return source.system === system && source.group === group && source.probe === question && nodes.includes(source.node);
}

/** True for a line that says of one of its rows what is as bad. */
function standsFor({ is, verdict, symptoms }: Issue, finding: Finding, head: Symptom): boolean {
  if (is !== 'row' || verdict.status === 'maintenance' || isWorse(head.verdict.status, verdict.status)) return false;
  return symptoms.some(({ probe, row }) => {
    if (!row || !isOf(finding, probe)) return false;
    return finding.rows.some((one) => one.node === probe.source.node && one.row === row.live.id);
  });
}

function lineOf(finding: Finding, head: Symptom, symptoms: readonly Symptom[]): Issue {
  const key = `finding ${finding.system}/${finding.group} ${finding.id}`;
  return { key, is: 'finding', verdict: head.verdict, head, symptoms, hidden: NOTHING_HIDDEN };
}
