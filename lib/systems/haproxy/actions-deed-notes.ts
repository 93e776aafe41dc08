import type { Note } from '../../acting.ts';
import type { DeedPlan, PlannedDeed } from './actions-deed-steps.ts';
import { alongNotes, disagreements, doneNotes, nameServers, note, type Said, worstFirst } from './actions-notes.ts';
import { hasAgent } from './actions-steps.ts';

/** The interval between checks is not in the statistics; HAProxy configuration.txt, "inter": 2 s where nothing is set. */
const WITHIN = 'within its check interval, which the statistics do not tell (2 s unless "inter" sets another)';

/** What there is to know of turning checks, forcing a state or cutting sessions, worst first. What puts back what one click did (`isUndo`) is held to less. */
export function deedNotes({ planned, done, along }: DeedPlan, isUndo = false): Note[] {
  const risk = isUndo ? 'ok' : 'warning';
  const said = [...checkNotes(planned, risk), ...forcedNotes(planned, risk), ...agentNotes(planned), ...killNotes(planned)];
  return worstFirst([
    ...nameServers(planned, said),
    ...disagreements([...planned, ...done].map(({ target }) => target)),
    ...alongNotes(along, 'goes with it'),
    ...doneNotes(planned, done),
  ]);
}

function checkNotes(planned: readonly PlannedDeed[], risk: Note['status']): Said[] {
  const off = planned.filter(({ detail }) => detail.deed === 'checks-off');
  const held = off.filter(({ detail }) => detail.before === 'down' || detail.before === 'nolb');
  const on = planned.filter(({ detail }) => detail.deed === 'checks-on');
  return [
    ...note(risk, off, (where) => `nothing takes it out of ${where} if it dies while its checks are off`),
    ...note('warning', held, (where) => `it is out in ${where} by its check, and stays so until checks are on or its health is forced up`),
    ...note('ok', on, (where) => `HAProxy does not tell a check that is off from none: where none is configured in ${where} it says NONE`),
  ];
}

function forcedNotes(planned: readonly PlannedDeed[], risk: Note['status']): Said[] {
  const forced = planned.filter(({ detail }) => detail.deed.startsWith('force-'));
  const checked = forced.filter(({ detail }) => detail.isChecked);
  const lasting = forced.filter(({ detail }) => !detail.isChecked);
  const agent = checked.filter(({ target }) => hasAgent(target.row));
  const up = forced.filter(({ detail }) => detail.deed === 'force-up');
  const falling = up.filter(({ detail }) => detail.isChecked);
  const back = checked.filter(({ detail }) => detail.deed !== 'force-up');
  return [
    ...note(risk, up, (where) => `it takes traffic in ${where} at once, dead or alive`),
    ...note('ok', back, (where) => `its next checks undo this in ${where}, ${WITHIN}: turn its checks off first if it is to last`),
    ...note('ok', falling, (where) => `checks that fail take it down again in ${where}: turn its checks off first if it is to stay up`),
    ...note('ok', agent, (where) => `an agent checks it in ${where} too, and may undo this as well`),
    ...note('ok', lasting, (where) => `no health check of its own runs in ${where}: it stays so until it is forced back, or checks are on`),
  ];
}

function agentNotes(planned: readonly PlannedDeed[]): Said[] {
  const off = planned.filter(({ detail }) => detail.deed === 'agent-off');
  const held = off.filter(({ target }) => target.row.state.by === 'agent' && target.row.state.word === 'down');
  const on = planned.filter(({ detail }) => detail.deed === 'agent-on');
  const forced = planned.filter(({ detail }) => detail.deed === 'agent-up' || detail.deed === 'agent-down');
  return [
    ...note(
      'warning',
      held,
      (where) => `its agent holds it down in ${where}: it comes back by its health check, and without one stays down until forced up`,
    ),
    ...note(
      'ok',
      on,
      (where) => `HAProxy does not tell an agent check that is off from none: where none is configured in ${where} it says NONE`,
    ),
    ...note('ok', forced, (where) => `the next answer of its agent undoes this in ${where}, ${WITHIN.replace('"inter"', '"agent-inter"')}`),
  ];
}

function killNotes(planned: readonly PlannedDeed[]): Said[] {
  const cut = planned.filter(({ detail }) => detail.deed === 'kill-sessions');
  const open = cut.filter(({ target: { row } }) => row.state.word === 'up' || row.state.word === 'no check');
  return [
    ...note('warning', cut, () => 'what is cut cannot be put back').map((said) => ({ ...said, servers: [] })),
    ...note('ok', open, (where) => `it takes new sessions in ${where} meanwhile: drain it first if it is to become empty`),
  ];
}
