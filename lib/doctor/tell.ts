import { countStates, type GrantOf, type NodeReport, type RightLine, type RightState, worstState } from '../doctor.ts';

const HEADS: Record<RightState, string> = {
  missing: 'MISSING',
  unasked: 'NOT ASKED',
  untold: 'CANNOT BE TOLD',
  off: 'not configured',
  granted: 'all granted',
};

/** 0: every right is there. 1: one is missing. 3: none is known to be missing, and some could not be asked or told. What is not configured by choice counts for nothing. */
export function exitCodeOf(reports: readonly NodeReport[]): 0 | 1 | 3 {
  const states = reports.map(worstState);
  if (states.includes('missing')) return 1;
  return reports.length === 0 || states.some((state) => state === 'unasked' || state === 'untold') ? 3 : 0;
}

/** One node as text: what it is, what is wrong for which panel, and what to run. */
export function tellNode(report: NodeReport): string {
  const { system, group, node, address, version, lines, grants, unasked } = report;
  const head = `${system}/${group}/${node} (${address}${version === null ? '' : `, ${version}`}): ${HEADS[worstState(report)]}`;
  if (unasked !== null) return [head, `  could not be asked at all: ${unasked}`, ...neededLines(lines)].join('\n');
  const troubled = lines.filter(({ state }) => state !== 'granted' && state !== 'off');
  const off = [...new Set(lines.filter(({ state }) => state === 'off').map(({ as, why }) => `  ${as}: not configured: ${why ?? ''}`))];
  const granted = countStates(lines).granted;
  return [head, ...troubleLines(troubled), ...off, `  ${granted} of ${lines.length} rights granted`, ...grants.flatMap(grantLines)].join(
    '\n',
  );
}

/** What it would need, where nobody could ask what is there. */
function neededLines(lines: readonly RightLine[]): string[] {
  const needed = lines.filter(({ state }) => state === 'unasked');
  return needed.length === 0 ? [] : ['  it needs:', ...needed.map(({ panel, right, as }) => `    ${right}, as ${as}, for ${panel}`)];
}

/** What is alike is said once: the state, as whom, and why; under it each right with its panel. */
function troubleLines(lines: readonly RightLine[]): string[] {
  const alike = Map.groupBy(lines, ({ state, as, why }) => JSON.stringify([state, as, why]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { state, as, user, why } = first;
    const head = `  ${HEADS[state]}, as ${as}${user === null ? '' : ` (${user})`}${why === null ? '' : `: ${why}`}`;
    return [head, ...group.map(({ right, panel, isVital }) => `    ${right}, for ${panel}${isVital ? ' (vital)' : ''}`)];
  });
}

function grantLines({ statements, note, as }: GrantOf): string[] {
  if (statements.length === 0) return [];
  return [`  to grant what ${as} lacks${note === null ? '' : ` (${note})`}:`, ...statements.map((statement) => `    ${statement}`)];
}

/** The sum of all of it in one line. */
export function tellSum(reports: readonly NodeReport[]): string {
  const states = reports.map(worstState);
  const parts = (['missing', 'unasked', 'untold', 'granted', 'off'] as const).flatMap((state) => {
    const count = states.filter((one) => one === state).length;
    return count === 0 ? [] : [`${count} ${SUMS[state]}`];
  });
  return reports.length === 0
    ? 'No node is configured: nothing was asked.'
    : `${reports.length} ${reports.length === 1 ? 'node' : 'nodes'}: ${parts.join(', ')}.`;
}

const SUMS: Record<RightState, string> = {
  missing: 'lack a right',
  unasked: 'were not asked all',
  untold: 'do not tell all',
  off: 'have nothing configured to ask as',
  granted: 'have all that is needed',
};
