import { createServer, type Socket } from 'node:net';
import { askedServer, FULL, type Model, type ModelServer, serverOf } from './standin-model.ts';

/** Who asks the runtime API: the level of its socket. */
type Level = 'user' | 'admin';

/** What is told of the process besides the model. `model` is that of now. */
export type Runtime = { name: string; pid: number; model: Model };

const DENIED = 'Permission denied\n';

/**
 * Answers one command of the runtime API as HAProxy 2.6 does, as far as Vigil asks and sends: `show info`, `show servers state`, weights, and frontends paused and resumed.
 * An empty line ends every answer.
 */
export function answerCommand(line: string, runtime: Runtime, level: Level): string {
  const { model } = runtime;
  if (line === 'show info') return `${infoText(runtime)}\n`;
  if (line === 'show servers state') return `${serversText(model)}\n`;
  const weight = /^set weight ([^/ ]+)\/(\S+) (\d+)$/.exec(line);
  const frontend = /^(disable|enable) frontend (\S+)$/.exec(line);
  if (!weight && !frontend) return line.startsWith('show sess') ? DENIED : 'Unknown command.\n\n';
  if (level !== 'admin') return DENIED;
  try {
    if (weight) serverOf(model, { backend: weight[1] ?? '', server: weight[2] ?? '' }).weight = Number(weight[3]);
    if (frontend) setPaused(model, frontend[2] ?? '', frontend[1] === 'disable');
    return '\n';
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}.\n\n`;
  }
}

function setPaused({ frontends, paused }: Model, name: string, isPaused: boolean): void {
  if (!frontends.has(name)) throw new Error('No such frontend');
  if (paused.has(name) === isPaused) throw new Error(isPaused ? 'Frontend was already paused' : 'All sockets are already enabled');
  if (isPaused) paused.add(name);
  else paused.delete(name);
}

function infoText({ name, pid, model }: Runtime): string {
  const connections = [...model.frontends.values()].reduce((sum, { scur }) => sum + Math.floor(scur), 0);
  const upSeconds = Math.floor((model.at - model.startedAt) / 1000);
  return [
    ...['Name: HAProxy', 'Version: 2.6.12', `Pid: ${pid}`, `Uptime_sec: ${upSeconds}`, 'Maxconn: 4000', `CurrConns: ${connections}`],
    ...['Idle_pct: 100', `node: ${name}`, 'Stopping: 0', `Start_time_sec: ${Math.floor(model.startedAt / 1000)}`, ''],
  ].join('\n');
}

function serversText(model: Model): string {
  const lines = model.backends.flatMap(({ spec, servers }, index) =>
    servers.map((server, place) => {
      const asked = askedServer(model, server);
      return [
        ...[index + 1, spec.name, place + 1, server.use.name, '127.0.0.1', asked.health > 0 && server.admin !== 'maint' ? 2 : 0],
        ...[flagsOf(server, asked), server.weight, 1, Math.floor((model.at - server.changedAt) / 1000), asked.health < FULL ? 7 : 15, 6, 0],
      ].join(' ');
    }),
  );
  return ['1', `# ${COLUMNS}`, ...lines, ''].join('\n');
}

const COLUMNS =
  'be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_state srv_agent_state';

/** The bits of srv_admin_state (HAProxy management.txt 9.3, "show servers state"). */
function flagsOf({ admin, use }: ModelServer, asked: ModelServer): number {
  const own = admin === 'drain' ? 8 : admin === 'maint' ? (use.start === 'maint' ? 1 + 4 : 1) : 0;
  const inherited = asked.use === use ? 0 : asked.admin === 'drain' ? 16 : asked.admin === 'maint' ? 2 : 0;
  return own + inherited;
}

/** Listens on a unix socket, and answers one line a connection by `reply`, which may take its time. Closing it cuts who still waits. */
export async function startRuntimeSocket(path: string, reply: (line: string) => Promise<string>): Promise<{ close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.setEncoding('latin1').on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.once('data', (text) => void reply(String(text).trim()).then((answer) => socket.end(answer, 'latin1')));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
