import type { Note, Preview } from '../../acting.ts';
import { formatCount } from '../../format/number.ts';
import { deedNotes } from './actions-deed-notes.ts';
import { type DeedPlan, type PlannedDeed, planDeeds } from './actions-deed-steps.ts';
import { deedWords, effectWords, takesOut } from './actions-deed-words.ts';
import { type Guarded, guardBackends } from './actions-guards.ts';
import { DEEDS, type Deed, type RestoreInput, type ServerInput, type Undone } from './actions-orders.ts';
import { assemble, type Given, isGrave, typedFor, unknownWords, whoOf } from './actions-preview.ts';
import { findListed, findServers } from './actions-targets.ts';
import { listWords, nodeWords, placeWords, sumSessions, titleWords } from './actions-words.ts';

/** What turning checks, forcing a state or cutting sessions would do now. */
export function previewDeed(deed: Deed, { input, nodes, inFlight }: Given<ServerInput>): Preview {
  const found = findServers(input, deed, nodes);
  const plan = planDeeds(found.targets);
  const guarded = guardBackends(outOf(plan), inFlight);
  const places = new Set(plan.planned.map(({ step, detail }) => `${step.group} ${detail.backend}`));
  return assemble(found, plan, {
    ...titleWords(input, nodes, (who) => deedWords(deed, who)),
    summary: summaryOf(deed, plan.planned),
    notes: withGuard(deedNotes(plan), guarded),
    isQuiet: deed !== 'kill-sessions' && input.server !== null && places.size === 1,
    typed: typedFor(input, { nodes, last: guarded.last, isGrave: takesOut(deed) || deed === 'kill-sessions' }),
    instead: null,
    unknown: unknownWords(input, nodes),
  });
}

/** What turning and forcing the checks of the listed servers back would do now. */
export function previewRestoreDeeds({ input, nodes, inFlight }: Given<RestoreInput<Undone>>): Preview {
  const found = findListed(input, nodes);
  const plan = planDeeds(found.targets);
  const guarded = guardBackends(outOf(plan), inFlight);
  const deeds = new Set(input.targets.map(({ to }) => to));
  const [deed] = deeds;
  const who = whoOf(input);
  const button = deeds.size === 1 && deed !== undefined ? deedWords(deed, who) : `Put the checks of ${who} back as before`;
  const where = nodeWords(input.targets);
  const places = new Set(input.targets.map(({ group, backend }) => `${group} ${backend}`));
  return assemble(found, plan, {
    title: `${button} on ${where}`,
    button,
    summary: DEEDS.map((each) => summaryOf(each, plan.planned))
      .filter((words) => words !== '')
      .join(' '),
    notes: withGuard(deedNotes(plan, true), guarded),
    isQuiet: places.size === 1 && deeds.size === 1,
    typed: guarded.last,
    instead: null,
    unknown: `${who} cannot be put back: there is nothing of it on ${where} any more`,
  });
}

function outOf({ planned }: DeedPlan): PlannedDeed[] {
  return planned.filter(({ detail }) => takesOut(detail.deed));
}

function withGuard(notes: readonly Note[], guarded: Guarded): Note[] {
  return [...guarded.notes.filter(isGrave), ...notes, ...guarded.notes.filter((note) => !isGrave(note))];
}

function summaryOf(deed: Deed, planned: readonly PlannedDeed[]): string {
  const own = planned.filter(({ detail }) => detail.deed === deed);
  if (own.length === 0) return '';
  const servers = listWords(own.map(({ detail }) => detail.server));
  return deed === 'kill-sessions' ? killWords(servers, own) : effectWords(deed, servers, placeWords(own));
}

function killWords(servers: string, planned: readonly PlannedDeed[]): string {
  const sum = sumSessions(planned.map(({ target }) => target.row));
  const many = sum === null ? 'all sessions' : sum === 1 ? 'the 1 session' : `the ${formatCount(sum)} sessions`;
  return `Cuts ${many} of ${servers} in ${placeWords(planned)} at once, in the middle of what they do.`;
}
