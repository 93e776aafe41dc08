import type { RowState, RowView } from '#lib/systems/haproxy/model.ts';
import type { AdminFlag, ServerState } from '#lib/systems/haproxy/model-socket.ts';
import type { ToldOfServer } from './sockets-context.tsx';

/** What stands beside a state: `short` in the row, null where the state says it all; `long` in the menu and on hovering, null where there is nothing to say. */
export type AdminWords = { short: string | null; long: string | null };

type Shown = Pick<RowView, 'state'>;

/** What is set on a server beyond what its state says, and where that cannot be told, that it cannot. */
export function adminWords({ state }: Shown, told: ToldOfServer): AdminWords {
  const hidden = hiddenBy(state);
  switch (told.is) {
    case 'no socket':
      return { short: null, long: hidden === null ? null : `The statistics page alone does not tell whether it is also ${hidden}.` };
    case 'not read':
      return hidden === null
        ? { short: null, long: null }
        : {
            short: `${hidden}: not known`,
            long: `Whether it is also ${hidden} is not known: the runtime socket was not read (${told.why}).`,
          };
    case 'not there':
      return {
        short: 'not in the socket',
        long: 'The runtime socket does not know this server: is it that of another process, or did a reload come between the two readings?',
      };
    case 'told':
      return toldWords(state, told.state);
  }
}

/** What may hide under a state by the text of the statistics alone (2.6.12): DOWN and NOLB hide a drain, MAINT for want of a DNS answer hides everything. */
function hiddenBy({ word, by }: RowState): string | null {
  if (word === 'down' || word === 'nolb') return 'in drain';
  return word === 'maintenance' && by === 'resolution' ? 'in drain or maintenance' : null;
}

function toldWords(state: RowState, set: ServerState): AdminWords {
  const more = [...setWords(state, set), ...weightWords(set)];
  const hidden = hiddenBy(state);
  if (more.length > 0) return { short: more.join(', '), long: `The runtime socket says: ${more.join(', ')}.${agentWords(state, set)}` };
  return { short: null, long: hidden === null ? null : `The runtime socket says: not ${hidden.replace(' or ', ' and not in ')}.` };
}

function setWords(state: RowState, { flags }: ServerState): string[] {
  const has = (flag: AdminFlag): boolean => flags.includes(flag);
  const follows = has('drain by tracking') ? 'also in drain, as the server it follows' : null;
  const drain = has('drain') ? 'also in drain' : follows;
  const maintenance = has('maintenance') ? 'also in maintenance' : null;
  const unknown = has('unknown') ? ['with a mark that Vigil does not know'] : [];
  switch (state.word) {
    case 'down':
    case 'nolb':
      return [...(drain === null ? [] : [drain]), ...unknown];
    case 'maintenance':
      if (state.by === 'resolution') return [...[maintenance, drain].filter((words) => words !== null), ...unknown];
      return [...(has('disabled in the configuration') ? ['disabled in haproxy.cfg'] : []), ...unknown];
    case 'drain':
      if (state.by === 'agent' && has('drain')) return ['or by an admin', ...unknown];
      return [...(!has('drain') && has('drain by tracking') ? ['as the server it follows'] : []), ...unknown];
    case 'up':
    case 'no check':
    case 'open':
    case 'paused':
    case 'stopped':
    case 'full':
    case 'waiting':
    case 'unknown':
      return unknown;
  }
}

// Observed on 2.6.12: "drain" of an agent and of an admin set the one flag, and the text says "(agent)" wherever an agent check is on.
function agentWords({ word, by }: RowState, { hasAgent }: ServerState): string {
  if (!hasAgent || word !== 'drain' || by !== 'agent') return '';
  return ' HAProxy keeps one mark for a drain by the agent and by an admin, and calls both "agent" while an agent checks the server.';
}

function weightWords({ weight, configuredWeight }: ServerState): string[] {
  return weight === configuredWeight ? [] : [`weight ${weight}, configured ${configuredWeight}`];
}
