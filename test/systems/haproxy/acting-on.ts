import type { Action, InFlight, Preview, Step } from '#lib/acting.ts';
import { Secret } from '#lib/secret.ts';
import { haproxyActing } from '#lib/systems/haproxy/actions.ts';
import type { StepDetail } from '#lib/systems/haproxy/actions-orders.ts';
import type { HAProxyNode } from '#lib/systems/haproxy/actions-targets.ts';
import type { HAProxySettings } from '#lib/systems/haproxy/config.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { type Cells, readingOf, server } from './hand-made.ts';

/** The action of this name. */
export function actionOf(name: string): Action<HAProxySettings, unknown, unknown> {
  const action = haproxyActing.actions.find((each) => each.name === name);
  if (!action) throw new Error(`there is no action ${name}`);
  return action;
}

/** The settings of a node, with a user to act with unless told otherwise. */
export function settingsOf(url = 'http://127.0.0.1:9/haproxy', act: { user: string; password: string } | null = ANN): HAProxySettings {
  const credentials = act === null ? {} : { act: { user: act.user, password: new Secret(act.password) } };
  const section = haproxySection.read({ groups: [{ name: 'g', nodes: [{ name: 'n', url, ...credentials }] }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  return section.groups[0]?.nodes[0]?.settings as HAProxySettings;
}

export const ANN = { user: 'ann', password: 'pw' };

/** An instance as previews see it, with these rows in its newest reading. */
export function nodeOf(node: string, rows: readonly Cells[] | null, changes: Partial<HAProxyNode> = {}): HAProxyNode {
  const newest = rows === null ? null : readingOf(rows);
  return { group: 'web', groupTitle: 'Public web', node, settings: settingsOf(), newest, doubt: null, ...changes };
}

/** A server of be_web that is up, with a health check of its own. */
export function webServer(svname: string, cells: Cells = {}): Cells {
  return server({ pxname: 'be_web', svname, chkfail: 0, ...cells });
}

/** What the action would do: `raw` is read as if it came over the wire. */
export function previewOf(name: string, raw: unknown, nodes: readonly HAProxyNode[], inFlight: readonly InFlight[] = []): Preview {
  const action = actionOf(name);
  const read = action.read(raw);
  if (!read.ok) throw new Error(read.message);
  return action.preview({ input: read.input, nodes, inFlight });
}

/** Notes as "status: words". */
export function notesOf({ notes }: Preview): string[] {
  return notes.map(({ status, words }) => `${status}: ${words}`);
}

/** Steps as "node be/srv: command, command". */
export function stepsOf({ steps }: Preview): string[] {
  return steps.map(({ node, target, commands }) => `${node} ${target}: ${commands.join(', ')}`);
}

/** A step of web03 in be_web on lb1. */
export function stepOf(detail: Partial<StepDetail> = {}): Step {
  const full: StepDetail = {
    ...{ backend: 'be_web', server: 'web03', aim: 'drain', commands: ['drain'], before: 'up', hasAgent: false },
    ...detail,
  };
  const target = `${full.backend}/${full.server}`;
  const row = `${full.backend}/server/${full.server}`;
  return { group: 'web', node: 'lb1', target, row, commands: full.commands, before: full.before, wanted: full.aim, detail: full };
}

/** The order of one server in one backend. */
export const WEB03 = { server: 'web03', backend: 'be_web', group: 'web' };

export const OTHERS = [webServer('web01'), webServer('web02')];
export const MAINT = { status: 'MAINT', check_status: '' };

/** Two instances with web01 and web02 up, and web03 as given on each. */
export function pair(one: Cells = {}, two: Cells = one): HAProxyNode[] {
  return [nodeOf('lb1', [...OTHERS, webServer('web03', one)]), nodeOf('lb2', [...OTHERS, webServer('web03', two)])];
}
