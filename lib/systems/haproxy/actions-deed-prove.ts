import type { Proof } from '../../acting.ts';
import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import { type DeedDetail, isAgentUp } from './actions-deed-steps.ts';
import { hasAgent, hasOwnCheck } from './actions-steps.ts';
import { countWords } from './actions-words.ts';
import { figure } from './figures.ts';
import type { Stats, StatsRow } from './model.ts';

/**
 * What a reading made after sending shows of a step. Measured on 2.6.12: a check that is off leaves the count of failed checks empty; a forced state lasts until the next
 * check; sessions that are cut in the middle of an answer are counted as server aborts.
 */
export function proveDeed(step: DeedDetail, { value }: Reading<Stats>): Proof {
  const row = value.rows.find(({ kind, proxy, name }) => kind === 'server' && proxy === step.backend && name === step.server);
  if (!row) return { is: 'not proved', words: `${step.backend}/${step.server} is not in the statistics any more` };
  const { said } = row.state;
  switch (step.deed) {
    case 'checks-off':
      return proof(!hasOwnCheck(row), [`says ${said}, its health checks are off`, `says ${said}, and its health checks run`]);
    case 'checks-on':
      return proof(hasOwnCheck(row), [`says ${said}, its health checks run`, `says ${said}, and no health check runs`]);
    case 'force-up':
    case 'force-nolb':
    case 'force-down':
      return proveForced(row, step);
    case 'agent-off':
      return proof(!hasAgent(row), [`says ${said}, its agent is not asked`, `says ${said}, and its agent is asked`]);
    case 'agent-on':
      return proof(hasAgent(row), [`says ${said}, its agent is asked`, `says ${said}, and its agent is not asked`]);
    case 'agent-up':
      return proveAgent(row, true);
    case 'agent-down':
      return proveAgent(row, false);
    case 'kill-sessions':
      return proveKill(row, step);
  }
}

function proveForced(row: StatsRow, { deed, isChecked }: DeedDetail): Proof {
  const { word, said } = row.state;
  const health = word === 'down' || word === 'nolb' ? word : 'up';
  const wanted = deed === 'force-down' ? 'down' : deed === 'force-nolb' ? 'nolb' : 'up';
  if (word === 'maintenance') return { is: 'not proved', words: `says ${said}, which hides its health` };
  return proof(health === wanted, [`says ${said}`, isChecked ? undoneWords(said, 'its next check') : `says ${said}`]);
}

// That it was so in between no reading shows, so that it is not said.
function undoneWords(said: string, by: string): string {
  return `says ${said}, as ${by} leaves it: what is forced lasts no longer, as announced`;
}

function proveAgent(row: StatsRow, isWanted: boolean): Proof {
  const { said } = row.state;
  const isUp = isAgentUp(row);
  if (isUp === null) return { is: 'not proved', words: `says ${said}, and HAProxy does not tell what its agent makes of it` };
  return proof(isUp === isWanted, [
    `says ${said}, ${isUp ? 'up' : 'down'} for its agent`,
    undoneWords(said, 'the next answer of its agent'),
  ]);
}

function proveKill(row: StatsRow, { sessions: before, sessionsTotal, serverAborts }: DeedDetail): Proof {
  const now = figure(row, 'sessions');
  if (now === null) return { is: 'not proved', words: 'its sessions are not counted' };
  const total = figure(row, 'sessionsTotal');
  const aborts = figure(row, 'serverAborts');
  const came = total === null || sessionsTotal === null ? null : total - sessionsTotal;
  const cut = aborts === null || serverAborts === null ? null : aborts - serverAborts;
  const counts = [
    `${countWords(now, 'session')} now`,
    ...(before === null ? [] : [`${formatCount(before)} before`]),
    ...(came === null || came < 0 ? [] : [`${formatCount(came)} new since`]),
    ...(cut === null || cut <= 0 ? [] : [`${formatCount(cut)} broken off in the middle of an answer`]),
  ].join(', ');
  const hasFallen = (before !== null && now < before) || (cut !== null && cut > 0);
  return proof(hasFallen, [counts, `${counts}: that any was cut does not show`]);
}

function proof(isProved: boolean, [proved, not]: readonly [string, string]): Proof {
  return isProved ? { is: 'proved', words: proved } : { is: 'not proved', words: not };
}
