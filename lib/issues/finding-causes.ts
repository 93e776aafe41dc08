import type { ProbeRow } from '../feed/events.ts';
import type { Finding } from '../finding.ts';
import type { Moment } from '../reading.ts';
import { countStatuses, isWorse, judgeSubject, type Verdict, worstVerdict } from '../status.ts';
import type { Examined } from './examine.ts';
import { headOf } from './head.ts';
import type { Issue, Part, Symptom } from './issue.ts';

type Known = { parts: readonly Part[]; examined: readonly Examined[]; findings: readonly Finding[] };

/** What is read of one group by one probe, and which lines speak of its rows: a finding is looked for among these alone, because of both there can be tens of thousands. */
type Neighbours = { parts: readonly Part[]; examined: readonly Examined[]; lines: readonly number[] };

const NO_NEIGHBOURS: Neighbours = { parts: [], examined: [], lines: [] };

const NOTHING_HIDDEN = countStatuses([]);

/**
 * The lines of rows, and one for each finding that is not ok: where what a row says by itself stands for it, it becomes a symptom of that line. Nothing is said of nodes
 * one of which is cut off: that is a line of its own, and what they proved together was of before. What was critical stays critical all the same, as unread as it is, because its cause is
 * another one; and what Vigil knows by itself is said of them too.
 */
export function withFindings(issues: readonly Issue[], { parts, examined, findings }: Known, board: Moment): Issue[] {
  if (findings.length === 0) return [...issues];
  const lines = [...issues];
  const neighboursOf = neighbours(issues, { parts, examined });
  for (const finding of findings) {
    const near = neighboursOf(finding);
    const symptoms = symptomsOf(finding, near, board);
    const head = headOf(symptoms);
    if (!head) continue;
    const at = finding.followsRows ? (near.lines.find((index) => standsFor(lines[index], finding, head)) ?? -1) : -1;
    const line = lines[at];
    if (line) lines[at] = { ...line, symptoms: [...line.symptoms, ...symptoms] };
    else lines.push(lineOf(finding, head, symptoms));
  }
  return lines;
}

function neighbours(issues: readonly Issue[], { parts, examined }: Pick<Known, 'parts' | 'examined'>): (finding: Finding) => Neighbours {
  const partsOf = Map.groupBy(parts, ({ probe }) => keyOf(probe.source));
  const examinedOf = Map.groupBy(examined, ({ probe }) => keyOf(probe.source));
  const linesOf = new Map<string, number[]>();
  for (const [index, { symptoms }] of issues.entries()) {
    for (const key of new Set(symptoms.map(({ probe }) => keyOf(probe.source)))) {
      const own = linesOf.get(key);
      if (own) own.push(index);
      else linesOf.set(key, [index]);
    }
  }
  return (finding) => {
    const key = keyOf(finding);
    const { parts, examined, lines } = NO_NEIGHBOURS;
    return { parts: partsOf.get(key) ?? parts, examined: examinedOf.get(key) ?? examined, lines: linesOf.get(key) ?? lines };
  };
}

function keyOf({ system, group, probe }: { system: string; group: string; probe: string }): string {
  return `${system}/${group}/${probe}`;
}

/** The verdict of a finding at a moment, aged by the oldest of the readings that it rests on. */
export function ageFinding(finding: Finding, probes: readonly ProbeRow[], board: Moment): Verdict {
  if (finding.isOwn) return finding.verdict;
  const own = probes.filter((probe) => isOf(finding, probe));
  const verdicts = own.map((probe) => judgeSubject(finding.verdict, probe, board));
  // Of two that are as bad the one that says since when it is not read: as it stands, it is no news.
  const isAsWas = ({ reason }: Verdict): number => Number(reason === finding.verdict.reason);
  const aged = worstVerdict(verdicts.toSorted((a, b) => isAsWas(a) - isAsWas(b)));
  return { ...(aged ?? finding.verdict), since: finding.verdict.since };
}

function symptomsOf(finding: Finding, { parts, examined }: Pick<Neighbours, 'parts' | 'examined'>, board: Moment): Symptom[] {
  const own = examined.filter(({ probe }) => isOf(finding, probe));
  const isHeard = own.length === finding.nodes.length && !own.some(({ isCutOff }) => isCutOff);
  const isKept = finding.verdict.status === 'critical' && !finding.isSilence && own.length > 0;
  if (finding.verdict.status === 'ok' || !(isHeard || isKept || finding.isOwn)) return [];
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
function standsFor(line: Issue | undefined, finding: Finding, head: Symptom): boolean {
  if (!line) return false;
  const { is, verdict, symptoms } = line;
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
