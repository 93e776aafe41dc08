import { type Acting, type Action, defineActing, defineAction } from '../../acting.ts';
import type { Reading } from '../../reading.ts';
import { type Aim, type RestoreInput, readRestoreInput, readServerInput, type ServerInput } from './actions-orders.ts';
import { previewRestore, previewServers } from './actions-preview.ts';
import { proofsOf, proveStep } from './actions-prove.ts';
import { connectActor, type HAProxyActor, sendStep } from './actions-send.ts';
import { HOW_TO_ENABLE } from './actions-targets.ts';
import { detailOf, finishRestore, finishServers, undoOf } from './actions-undo.ts';
import type { HAProxySettings } from './config.ts';
import type { Stats } from './model.ts';

type Sending = Pick<Action<HAProxySettings, HAProxyActor, unknown>, 'send' | 'prove' | 'proofs' | 'undo' | 'marks'>;

const sending: Sending = {
  send: (actor, step, signal) => sendStep(actor, detailOf(step), signal),
  // The engine hands back what the one probe of this system made.
  prove: (step, reading) => proveStep(detailOf(step), reading as Reading<Stats>),
  proofs: (step) => proofsOf(detailOf(step)),
  undo: undoOf,
  marks: (wanted) => (wanted === 'drain' || wanted === 'maintenance' ? 'set' : 'clear'),
};

function serverAction(aim: Aim) {
  return defineAction<HAProxySettings, HAProxyActor, ServerInput>({
    ...sending,
    name: aim,
    read: readServerInput,
    groups: ({ group, only }) => (group !== null ? [group] : only === null ? 'all' : groupsOf(only)),
    preview: (given) => previewServers(aim, given),
    finish: (input, steps, leftOut) => finishServers(aim, input, steps, leftOut),
  });
}

const restore = defineAction<HAProxySettings, HAProxyActor, RestoreInput>({
  ...sending,
  name: 'restore',
  read: readRestoreInput,
  groups: ({ targets }) => groupsOf(targets),
  preview: previewRestore,
  finish: finishRestore,
});

/**
 * What an admin can do with servers: `drain`, `maintenance`, `return` (back safely: down until its checks have passed), `ready` (back at once), and `restore`,
 * which an undo is made of. All by the form of the statistics page (HAProxy configuration.txt, "stats admin").
 */
export const haproxyActing: Acting<HAProxySettings> = defineActing<HAProxySettings, HAProxyActor>({
  probe: 'stats',
  connect: connectActor,
  close: ({ poster }) => poster.close(),
  howToEnable: HOW_TO_ENABLE,
  actions: [serverAction('drain'), serverAction('maintenance'), serverAction('return'), serverAction('ready'), restore],
});

function groupsOf(nodes: readonly { group: string }[]): string[] {
  return [...new Set(nodes.map(({ group }) => group))];
}
