import { stepKey } from '../outcome.ts';
import type { AuditRecord, Entry } from './record.ts';
import type { AuditResult, AuditRow, AuditStep } from './row.ts';
import { actionKey } from './unended.ts';

type Of<Kind extends Entry['kind']> = AuditRecord & { entry: Extract<Entry, { kind: Kind }> };
type LaterLine = Of<'answered'> | Of<'ended'> | Of<'lost'>;

/** Lines of actions whose first line has not been met, newest first, by system and id: whoever acts chooses the id, and may choose one of another system. */
export type Later = Map<string, LaterLine[]>;

/**
 * Takes records from the newest to the oldest, and gives the row that the record completes, if it does: so rows come in the order of their first lines. An action
 * without an end that was asked for from record `beganAt` on is under way in this process; an older one is lost.
 */
export function gatherRow(later: Later, record: AuditRecord, beganAt: number): AuditRow | null {
  const { entry } = record;
  switch (entry.kind) {
    case 'answered':
    case 'ended':
    case 'lost': {
      const lines = later.get(actionKey(entry)) ?? [];
      lines.push(record as LaterLine);
      later.set(actionKey(entry), lines);
      return null;
    }
    case 'asked': {
      const lines = later.get(actionKey(entry))?.toReversed() ?? [];
      later.delete(actionKey(entry));
      return actionRow({ ...record, entry }, lines, record.seq >= beganAt);
    }
    case 'refused': {
      const { id, system, action, title, times } = entry;
      return { ...lineRow(record, entry), id, ...concerning(system === null ? [] : [system]), action, title, times, result: 'refused' };
    }
    case 'attention': {
      const { what, systems, subject, reason, until } = entry;
      return { ...lineRow(record, entry), ...concerning(systems), action: what, title: `${capitalise(what)}: ${subject}`, reason, until };
    }
    case 'timer': {
      const { what, system, title, reason, dueAt, result } = entry;
      const said = { action: what, title: `${capitalise(what)}: ${title}`, reason, until: dueAt };
      return { ...lineRow(record, entry), ...concerning([system]), ...said, ...(result === null ? {} : { result }) };
    }
    case 'job': {
      const { what, system, title } = entry;
      const said = { action: what, title: `${capitalise(what)}: ${title}` };
      return { ...lineRow(record, entry), ...concerning([system]), ...said, ...(what === 'job lost' ? { result: 'lost' } : {}) };
    }
    case 'seen': {
      const { system, group, node, what } = entry;
      const title = `Looked at ${what}, of ${group === node ? node : `${group}/${node}`}`;
      return { ...lineRow(record, entry), ...concerning([system]), action: 'look', title, result: 'looked at' };
    }
    case 'access':
      return { ...lineRow(record, entry), action: entry.what, title: capitalise(entry.what), times: entry.times };
    case 'started':
      return { ...lineRow(record, entry), action: 'started', title: 'Vigil began to write' };
  }
}

/** Rows for the actions whose first line is not there to be read, newest first. To be asked when all records were taken. */
export function strayRows(later: Later): AuditRow[] {
  return [...later.values()].flatMap((lines) => strayRow(lines.toReversed()) ?? []).sort((one, other) => other.seq - one.seq);
}

// A line that stands for itself.
function lineRow({ seq, at, by }: AuditRecord, { words }: { words: string }): Omit<AuditRow, 'action' | 'title'> {
  const nothing = { id: null, ...concerning([]), reason: null, until: null, times: 1, steps: [], leftOut: [] };
  return { seq, at, endedAt: at, by, result: 'noted', words, ...nothing };
}

function concerning(systems: readonly string[]): Pick<AuditRow, 'system' | 'systems'> {
  const [first = null, ...others] = systems;
  return { system: others.length === 0 ? first : null, systems };
}

function actionRow({ seq, at, by, entry }: Of<'asked'>, lines: readonly LaterLine[], isHere: boolean): AuditRow {
  const { id, system, action, title, reason, until, leftOut } = entry;
  const asked = entry.steps.map(({ group, node, target, row, commands, before, wanted }) => {
    return { group, node, target, row, commands, before, wanted };
  });
  const steps = mergeSteps(asked, lines);
  const said = { ...concerning([system]), action, title, reason, until, times: 1, steps, leftOut };
  return { seq, at, id, by, ...said, ...endOf(lines, steps, isHere) };
}

function strayRow(lines: readonly LaterLine[]): AuditRow | null {
  const [first] = lines;
  if (first === undefined) return null;
  const { seq, at, by, entry } = first;
  const known = lines.flatMap(({ entry }) => {
    if (entry.kind === 'ended') return entry.steps.map(({ group, node, target, before }) => ({ group, node, target, before }));
    return entry.kind === 'answered' ? [{ group: entry.group, node: entry.node, target: entry.target, before: '' }] : [];
  });
  const asked = [...new Map(known.map((step) => [stepKey(step), { ...step, row: '', commands: [], wanted: '' }])).values()];
  const steps = mergeSteps(asked, lines);
  const title = 'An action whose first line cannot be read';
  const unknown = { action: 'unknown', title, reason: null, until: null, times: 1, leftOut: [] };
  return { seq, at, id: entry.id, by, ...concerning([entry.system]), ...unknown, steps, ...endOf(lines, steps, false) };
}

type AskedStep = Omit<AuditStep, 'sent' | 'after' | 'isConfirmed'>;

function mergeSteps(asked: readonly AskedStep[], lines: readonly LaterLine[]): AuditStep[] {
  const answers = new Map(lines.flatMap(({ entry }) => (entry.kind === 'answered' ? [[stepKey(entry), entry.sent] as const] : [])));
  const outcomes = new Map(endedIn(lines)?.entry.steps.map((outcome) => [stepKey(outcome), outcome]));
  // What was sent to rescue an action that broke off was not asked for with it.
  const known = new Set(asked.map(stepKey));
  const later = [
    ...(endedIn(lines)?.entry.steps ?? []),
    ...lines.flatMap(({ entry }) => (entry.kind === 'answered' ? [{ ...entry, before: '' }] : [])),
  ];
  const more = new Map(later.flatMap((step) => (known.has(stepKey(step)) ? [] : [[stepKey(step), askedLater(step)] as const])));
  return [...asked, ...more.values()].map((step) => {
    const outcome = outcomes.get(stepKey(step));
    const sent = outcome?.sent ?? answers.get(stepKey(step)) ?? null;
    return { ...step, sent, after: outcome?.after ?? null, isConfirmed: outcome?.isConfirmed ?? false };
  });
}

function askedLater({ group, node, target, before }: Pick<AskedStep, 'group' | 'node' | 'target' | 'before'>): AskedStep {
  return { group, node, target, before, row: '', commands: [], wanted: '' };
}

// An end that was written outweighs the guess of a later start.
function endOf(
  lines: readonly LaterLine[],
  steps: readonly AuditStep[],
  isHere: boolean,
): { result: AuditResult; words: string; endedAt: number | null } {
  const ended = endedIn(lines);
  if (ended) return { result: ended.entry.result, words: ended.entry.words, endedAt: ended.at };
  const lost = lines.find(({ entry }) => entry.kind === 'lost');
  if (lost?.entry.kind === 'lost') return { result: 'lost', words: lost.entry.words, endedAt: null };
  if (!isHere) return { result: 'lost', words: 'How this ended was never written down.', endedAt: null };
  const answered = steps.filter(({ sent }) => sent !== null).length;
  return { result: 'under way', words: `${answered} of ${steps.length} steps answered.`, endedAt: null };
}

function endedIn(lines: readonly LaterLine[]): Of<'ended'> | undefined {
  return lines.findLast((line): line is Of<'ended'> => line.entry.kind === 'ended');
}

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
