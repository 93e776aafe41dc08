import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessSettings } from '#lib/access/access.ts';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import type { AuditRecord } from '#lib/act/audit/record.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import { Secret } from '#lib/secret.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';
import { type Gate, startGate } from './gate.ts';
import { type HaproxyProcess, startHaproxy } from './haproxy-process.ts';

export const LBS = ['lb1', 'lb2'] as const;
export type LbName = (typeof LBS)[number];

type User = { user: string; password: string };
/** May do everything on the statistics page. */
export const OPS: User = { user: 'ann', password: 'pw &=+%#ü' };
/** May look at it alone. */
export const VIEWER: User = { user: 'vic', password: 'pw' };

const PEOPLE = `
userlist people
  group ops users ann
  group viewers users vic
  user ann insecure-password "${OPS.password}"
  user vic insecure-password ${VIEWER.password}
`;
export const ROLES = 'stats http-request auth unless { http_auth(people) }\n  stats admin if { http_auth_group(people) ops }';
/** The same page, on which nobody may do anything. */
export const NO_ADMIN = 'stats http-request auth unless { http_auth(people) }';

/** Two real HAProxies with the same proxies, "live", watched and acted on by the real engine behind the real door, each through a gate. */
export type Pair = {
  vigil: NativeServer;
  gates: Record<LbName, Gate>;
  lb(name: LbName): HaproxyProcess;
  /** Ends one by SIGKILL. */
  kill(name: LbName): Promise<void>;
  /** Starts one again on its port. */
  restart(name: LbName): Promise<void>;
  /** What both say of a server on their own sockets, whatever Vigil read: "drain", "maintenance" or "ready". */
  states(server: string): Promise<string[]>;
  /** How many commands were sent to each. */
  sent(): number[];
  rows(): Promise<AuditRow[]>;
  /** Waits until the newest readings of both are fresh, or of those named, and of the others are not. */
  untilRead(names?: readonly LbName[]): Promise<void>;
  /** Stops all; gives what is wrong with the audit, Vigil's own errors, and the commands that came before the audit held that they were asked for. */
  end(): Promise<{ faults: unknown[]; errors: unknown[]; unwritten: string[] }>;
};

type Timing = { interval: string; timeout: string };

export type PairOptions = {
  /** The configuration of each besides its statistics page. */
  proxies(name: LbName): string;
  /** The rules of the statistics page, of each where they differ. */
  stats?: string | Record<LbName, string>;
  act?: User;
  access?: Partial<AccessSettings>;
  /** How often both are read, and how long that may take. */
  timing?: Timing;
  mode?: 'single' | 'master';
  /** What Vigil starts with: what an earlier process left, and how near timers may be due. */
  prepare?(folder: string): Promise<void>;
  soonestMs?: number;
};

const FAST: Timing = { interval: '1s', timeout: '600ms' };

export async function openPair({
  proxies,
  stats = ROLES,
  act = OPS,
  access = {},
  timing = FAST,
  mode = 'single',
  ...more
}: PairOptions): Promise<Pair> {
  const unwritten: string[] = [];
  const running: { vigil: NativeServer | null } = { vigil: null };
  const start = (name: LbName, again: { statsPort?: number } = {}) =>
    startHaproxy({ proxies: PEOPLE + proxies(name), stats: typeof stats === 'string' ? stats : stats[name], mode, ...again });
  const lbs = { lb1: await start('lb1'), lb2: await start('lb2') };
  const gateOf = async (name: LbName): Promise<Gate> => {
    const gate: Gate = await startGate(lbs[name].url, () => {
      const command = gate.commands.at(-1);
      const target = `${command?.b}/${command?.s}`;
      if (!isAskedFor(running.vigil?.folder ?? '', name, target)) unwritten.push(`${command?.action} ${target} on ${name}`);
    });
    return gate;
  };
  const gates = { lb1: await gateOf('lb1'), lb2: await gateOf('lb2') };
  const groups = groupsOf(gates, act, timing);
  const vigil = await startNativeServer({ estates: [{ system: haproxy, groups }], access, ...more });
  running.vigil = vigil;
  const pair: Pair = {
    ...{ vigil, gates },
    lb: (name) => lbs[name],
    async kill(name) {
      lbs[name].signal('SIGKILL');
      await until(`${name} has ended`, () => !lbs[name].isRunning());
    },
    async restart(name) {
      const { statsPort } = lbs[name];
      await lbs[name].stop();
      lbs[name] = await start(name, { statsPort });
    },
    states: (server) => Promise.all(LBS.map((name) => adminState(lbs[name], server))),
    sent: () => LBS.map((name) => gates[name].commands.length),
    rows: async () => (await vigil.audit.read({}, () => true, { before: null, limit: 50 })).rows,
    async untilRead(names = LBS) {
      const isSo = async () => {
        // Asked for, because the poller takes its time with what did not answer.
        await vigil.engine.readAgain(
          LBS.map((node) => ({ system: 'haproxy', group: 'live', node })),
          5_000,
        );
        return vigil.engine.views('haproxy').every(({ node, doubt }) => (doubt === null) === names.some((name) => name === node));
      };
      await until(`${names.join(' and ')} alone can be read`, isSo, 10_000);
    },
    async end() {
      const { faults } = await checkAudit(join(vigil.folder, 'audit'));
      await vigil.close();
      await Promise.all(LBS.map((name) => gates[name].close()));
      await Promise.all(LBS.map((name) => lbs[name].stop()));
      return { faults, errors: vigil.errors, unwritten };
    },
  };
  await pair.untilRead();
  return pair;
}

function groupsOf(gates: Record<LbName, Gate>, act: User, timing: Timing) {
  const secret = ({ user, password }: User) => ({ user, password: new Secret(password) });
  const nodes = LBS.map((name) => ({ name, url: gates[name].url }));
  const read = haproxySection.read({ ...timing, read: secret(VIEWER), act: secret(act), groups: [{ name: 'live', nodes }] });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  return read.groups;
}

/** The word for how an admin left a server: `srv_admin_state` (HAProxy management.txt 9.3, "show servers state"). Its bits 0 and 3 are what was forced. */
export async function adminState({ command }: Pick<HaproxyProcess, 'command'>, server: string): Promise<string> {
  const [backend = '', name = ''] = server.split('/');
  const lines = (await command(`show servers state ${backend}`)).split('\n').map((line) => line.split(' '));
  const header = lines.find(([first]) => first === '#')?.slice(1) ?? [];
  const line = lines.find((fields) => fields[header.indexOf('srv_name')] === name);
  const state = Number(line?.[header.indexOf('srv_admin_state')]);
  if (!Number.isInteger(state)) throw new Error(`HAProxy tells nothing of ${server}`);
  return state & 1 ? 'maintenance' : state & 8 ? 'drain' : 'ready';
}

// The newest action asked for on this server of this instance must be one that has not ended.
function isAskedFor(folder: string, node: string, target: string): boolean {
  const entries = recordsIn(join(folder, 'audit')).map(({ entry }) => entry);
  const asked = entries
    .filter((entry) => entry.kind === 'asked')
    .filter(({ steps }) => steps.some((step) => step.node === node && step.target === target));
  const last = asked.at(-1);
  return last !== undefined && !entries.slice(entries.indexOf(last)).some((entry) => entry.kind === 'ended' && entry.id === last.id);
}

/** The finished lines on disk, in their order. */
export function recordsIn(folder: string): AuditRecord[] {
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('audit-'))
    .sort();
  return files
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
    .map((line) => JSON.parse(line) as AuditRecord);
}
