import type { Beside, Proof } from '../../acting.ts';
import type { Reading } from '../../reading.ts';
import { type Hidden, hiddenOn } from './actions-hidden.ts';
import type { StepDetail } from './actions-orders.ts';
import { figure } from './figures.ts';
import type { Stats, StatsRow } from './model.ts';

/** How many readings more must show it where an agent checks the server, which may undo it at its next check. */
const AGENT_PROOFS = 3;

export function proofsOf({ hasAgent }: Pick<StepDetail, 'hasAgent'>): number {
  return hasAgent ? AGENT_PROOFS : 0;
}

/**
 * What a reading made after sending shows of a step. The statistics do not tell all of it (2.6.12): DOWN and NOLB hide a drain, and MAINT for want of a
 * DNS answer hides everything. What they hide the runtime socket proves where it is read; else it is not proved, and is said to be hidden.
 */
export function proveStep(step: StepDetail, { value }: Reading<Stats>, beside: Beside = {}): Proof {
  const name = `${step.backend}/${step.server}`;
  const row = value.rows.find(({ kind, proxy, name }) => kind === 'server' && proxy === step.backend && name === step.server);
  if (!row) return { is: 'not proved', words: `${name} is not in the statistics any more` };
  const hidden = hiddenOn(beside, row);
  switch (step.aim) {
    case 'drain':
      return proveDrain(row, hidden);
    case 'maintenance':
      return proveMaintenance(row);
    case 'return':
    case 'ready':
      return proveBack(row, step, hidden);
  }
}

function proveDrain(row: StatsRow, hidden: Hidden | null): Proof {
  const { word, said } = row.state;
  if (word === 'drain') return { is: 'proved', words: `says ${said}${sessionWords(row)}` };
  if ((word === 'down' || word === 'nolb') && hidden === 'drain') {
    return { is: 'proved', words: `says ${said}, and is in drain under that, as the runtime socket says` };
  }
  if (word === 'down') {
    return {
      is: 'not proved',
      words: `still says ${said}: HAProxy does not show a drain on a server that is down; it will be drained when it recovers`,
    };
  }
  if (word === 'nolb') return { is: 'not proved', words: `says ${said}, which hides a drain; it gets no new sessions in either state` };
  return { is: 'not proved', words: `says ${said}` };
}

function proveMaintenance({ state }: StatsRow): Proof {
  if (state.word === 'maintenance' && state.by === null) return { is: 'proved', words: `says ${state.said}` };
  return { is: 'not proved', words: `says ${state.said}` };
}

function proveBack(row: StatsRow, { before }: StepDetail, hidden: Hidden | null): Proof {
  const { word, said } = row.state;
  if (word === 'up' || word === 'no check') return { is: 'proved', words: `says ${said}, in service` };
  if (word !== 'down' && word !== 'nolb') return { is: 'not proved', words: `says ${said}` };
  if (hidden === 'nothing') {
    return { is: 'proved', words: `not in drain any more, as the runtime socket says: ${said} until its checks pass` };
  }
  if (hidden !== null) return { is: 'not proved', words: `says ${said}, and is still in ${hidden} under that, as the runtime socket says` };
  if (before === 'drain' || before === 'maintenance') {
    return {
      is: 'proved',
      words:
        word === 'down'
          ? `out of ${before}, waits for its checks: ${said}`
          : `out of ${before}, and its check asks for no new sessions: ${said}`,
    };
  }
  return { is: 'not proved', words: `still says ${said}, which would hide a drain: in service for certain once it is up` };
}

function sessionWords(row: StatsRow): string {
  const sessions = figure(row, 'sessions');
  if (sessions === null) return '';
  return sessions === 1 ? ', 1 session left' : `, ${sessions} sessions left`;
}
