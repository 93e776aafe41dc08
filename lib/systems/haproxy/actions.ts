import { type Acting, type Action, defineActing, defineAction } from '../../acting.ts';
import type { Reading } from '../../reading.ts';
import { previewDeed, previewRestoreDeeds } from './actions-deed-preview.ts';
import { proveDeed } from './actions-deed-prove.ts';
import { deedDetailOf, finishRestoreDeeds, undoDeeds } from './actions-deed-undo.ts';
import { pauseFrontend, resumeFrontend } from './actions-frontend.ts';
import {
  type Aim,
  DEEDS,
  type Deed,
  type RestoreInput,
  readRestoreDeedsInput,
  readRestoreInput,
  readServerInput,
  type ServerInput,
  type Undone,
} from './actions-orders.ts';
import { previewRestore, previewServers } from './actions-preview.ts';
import { proofsOf, proveStep } from './actions-prove.ts';
import { type HAProxyActor, sendStep } from './actions-send.ts';
import { closeSocketActor, connectSocketActor, type SocketActor, waysOf } from './actions-socket.ts';
import { HOW_TO_ENABLE } from './actions-targets.ts';
import { detailOf, finishRestore, finishServers, undoOf } from './actions-undo.ts';
import { setWeight } from './actions-weight.ts';
import type { HAProxySettings } from './config.ts';
import type { Stats } from './model.ts';

type Sending = Pick<Action<HAProxySettings, HAProxyActor, unknown>, 'send' | 'prove' | 'proofs' | 'undo' | 'marks'>;

const sending: Sending = {
  send: (actor, step, signal) => sendStep(actor, detailOf(step), signal),
  // The engine hands back what the one probe of this system made.
  prove: (step, reading, beside) => proveStep(detailOf(step), reading as Reading<Stats>, beside),
  proofs: (step) => proofsOf(detailOf(step)),
  undo: undoOf,
  marks: (wanted) => (wanted === 'drain' || wanted === 'maintenance' ? 'set' : 'clear'),
};

/** They put back, and lose nothing. */
const TIMED: readonly Aim[] = ['return', 'ready'];

function serverAction(aim: Aim) {
  return defineAction<HAProxySettings, HAProxyActor, ServerInput>({
    ...sending,
    name: aim,
    ...(TIMED.includes(aim) ? { isTimed: true } : {}),
    read: readServerInput,
    groups: groupsOfServers,
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

// Marks stay as they are: they say who took a server out of service, and why.
const sendingDeeds: Omit<Sending, 'marks'> = {
  send: (actor, step, signal) => sendStep(actor, deedDetailOf(step), signal),
  prove: (step, reading) => proveDeed(deedDetailOf(step), reading as Reading<Stats>),
  // What is forced lasts until the next check: one reading is all that may ever show it.
  proofs: () => 0,
  undo: undoDeeds,
};

function deedAction(deed: Deed) {
  return defineAction<HAProxySettings, HAProxyActor, ServerInput>({
    ...sendingDeeds,
    name: deed,
    read: readServerInput,
    groups: groupsOfServers,
    preview: (given) => previewDeed(deed, given),
    finish: (input, steps, leftOut) => finishServers(deed, input, steps, leftOut),
  });
}

const restoreDeeds = defineAction<HAProxySettings, HAProxyActor, RestoreInput<Undone>>({
  ...sendingDeeds,
  name: 'restore-checks',
  read: readRestoreDeedsInput,
  groups: ({ targets }) => groupsOf(targets),
  preview: previewRestoreDeeds,
  finish: finishRestoreDeeds,
});

/**
 * What an admin can do with servers: `drain`, `maintenance`, `return` (back safely: down until its checks have passed), `ready` (back at once), and `restore`,
 * which an undo is made of; their checks and those of their agents turned off and on and forced, with `restore-checks` to undo that; and `kill-sessions`: all by the form of
 * the statistics page (HAProxy configuration.txt, "stats admin"). `weight`, `pause` and `resume` by the runtime API.
 */
export const haproxyActing: Acting<HAProxySettings> = defineActing<HAProxySettings, SocketActor>({
  probe: 'stats',
  connect: connectSocketActor,
  close: closeSocketActor,
  ways: waysOf,
  howToEnable: HOW_TO_ENABLE,
  actions: [
    serverAction('drain'),
    serverAction('maintenance'),
    serverAction('return'),
    serverAction('ready'),
    restore,
    ...DEEDS.map(deedAction),
    restoreDeeds,
    setWeight,
    pauseFrontend,
    resumeFrontend,
  ],
});

function groupsOfServers({ group, only }: ServerInput): readonly string[] | 'all' {
  return group !== null ? [group] : only === null ? 'all' : groupsOf(only);
}

function groupsOf(nodes: readonly { group: string }[]): string[] {
  return [...new Set(nodes.map(({ group }) => group))];
}
