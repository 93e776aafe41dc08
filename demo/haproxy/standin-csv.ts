import { CHECK } from './layout.ts';
import { BACKEND_CELLS, COLUMNS, FRONTEND_CELLS, HTTP_CELLS, SERVER_CELLS } from './standin-columns.ts';
import { askedServer, type Counts, isUsable, type Model, type ModelBackend, type ModelServer, statusText } from './standin-model.ts';

type Cells = Record<string, string | number>;

/** The statistics of a model as HAProxy 2.6 writes them with stats show-legends: `# ` before the header, a comma at the end of every line. */
export function statsCsv(model: Model): string {
  const frontends = model.layout.frontends.map(({ name, mode, sessionsLimit }, index) =>
    line({
      ...figures([...FRONTEND_CELLS, ...httpCells(mode)], passed(model, model.frontends.get(name), index)),
      ...{
        pxname: name,
        svname: 'FRONTEND',
        status: model.paused.has(name) ? 'PAUSED' : 'OPEN',
        type: 0,
        pid: 1,
        iid: index + 2,
        mode,
        slim: sessionsLimit,
      },
    }),
  );
  const backends = model.backends.flatMap((backend, index) => backendLines(model, backend, index + 2 + frontends.length));
  return `# ${COLUMNS.join(',')},\n${[...frontends, ...backends].join('\n')}\n`;
}

function backendLines(model: Model, backend: ModelBackend, iid: number): string[] {
  const { name, mode, balance, cookie, fullAt } = backend.spec;
  const usable = backend.servers.filter((server) => isUsable(model, server));
  const active = usable.filter(({ use }) => !use.backup);
  const weight = (active.length > 0 ? active : usable).reduce((sum, server) => sum + server.weight, 0);
  const servers = backend.servers.map((server, index) => serverLine(model, server, { backend, iid, sid: index + 1 }));
  const total = line({
    ...figures([...BACKEND_CELLS, ...httpCells(mode)], { ...passed(model, backend.counts, iid), ...timings(backend) }),
    ...{ pxname: name, svname: 'BACKEND', status: backend.downSince === null ? 'UP' : 'DOWN', type: 1, pid: 1, iid, mode, slim: fullAt },
    ...{ act: active.length, bck: usable.length - active.length, weight, uweight: weight, algo: balance },
    ...{ cookie: cookie ?? '', chkdown: backend.timesDown, ...changes(model, backend) },
  });
  return [...servers, total];
}

function serverLine(model: Model, server: ModelServer, place: { backend: ModelBackend; iid: number; sid: number }): string {
  const { name, mode, cookie, sessionsLimit } = place.backend.spec;
  const { use } = server;
  return line({
    ...figures([...SERVER_CELLS, ...httpCells(mode)], {
      ...passed(model, server.counts, place.iid + place.sid),
      ...timings(place.backend),
    }),
    ...{ pxname: name, svname: use.name, status: statusText(model, server), type: 2, pid: 1, iid: place.iid, sid: place.sid, mode },
    ...{ weight: server.weight, uweight: server.weight, act: use.backup ? 0 : 1, bck: use.backup ? 1 : 0, slim: sessionsLimit },
    ...{ lastchg: seconds(model.at - server.changedAt), addr: address(use.name), cookie: cookie === null ? '' : use.name },
    ...{ tracked: use.tracks ?? '', ...checkCells(model, server) },
  });
}

/** A server that is not asked itself has none of these, and in maintenance the check's own cells are empty. */
function checkCells(model: Model, server: ModelServer): Cells {
  if (server.use.check === 'none' || askedServer(model, server) !== server) return {};
  const counted = { chkfail: server.checksFailed, chkdown: server.timesDown, downtime: changes(model, server).downtime };
  if (server.admin === 'maint' || server.check === null) return counted;
  const { status, code, durationMs, text, description } = server.check;
  return {
    ...counted,
    ...{ check_status: status, check_code: code, check_duration: durationMs, last_chk: text, check_desc: description },
    ...{ check_rise: CHECK.rise, check_fall: CHECK.fall, check_health: server.health },
  };
}

function changes(
  model: Model,
  subject: Pick<ModelBackend, 'changedAt' | 'downSince' | 'downtimeMs'>,
): { lastchg: number; downtime: number } {
  const running = subject.downSince === null ? 0 : model.at - subject.downSince;
  return { lastchg: seconds(model.at - subject.changedAt), downtime: seconds(subject.downtimeMs + running) };
}

function passed(model: Model, counts: Counts | undefined, index: number): Cells {
  if (!counts) return {};
  // Fractions of a session come and go with time instead of being rounded away.
  const phase = (model.at / 3_700 + index * 0.37) % 1;
  const rate = { rate: Math.floor(counts.rate + phase), rate_max: Math.ceil(counts.rate_max) };
  const cells: Cells = {
    ...rate,
    ...{ scur: Math.floor(counts.scur + phase), smax: Math.ceil(counts.smax) },
    ...{ req_rate: rate.rate, req_rate_max: rate.rate_max, req_tot: Math.floor(counts.stot) },
    lastsess: counts.lastUsedAt === null ? -1 : seconds(model.at - counts.lastUsedAt),
  };
  for (const name of SUMS) cells[name] = Math.floor(counts[name]);
  return cells;
}

const SUMS = ['stot', 'bin', 'bout', 'lbtot', 'hrsp_2xx', 'hrsp_3xx', 'hrsp_4xx', 'hrsp_5xx'] as const;

function timings({ spec, counts }: ModelBackend): Cells {
  const isUsed = counts.lastUsedAt !== null;
  return isUsed ? { ctime: 1, rtime: spec.latencyMs, ttime: Math.round(spec.latencyMs * 1.4), rtime_max: spec.latencyMs * 6 } : {};
}

function httpCells(mode: string): readonly string[] {
  return mode === 'http' ? HTTP_CELLS : [];
}

/** The cells that this kind of row has, with what is known of them; 0 where nothing is. */
function figures(names: readonly string[], known: Cells): Cells {
  return Object.fromEntries(names.map((name) => [name, known[name] ?? 0]));
}

function line(cells: Cells): string {
  return `${COLUMNS.map((name) => (name === '-' ? '-' : quoted(cells[name] ?? ''))).join(',')},`;
}

function quoted(cell: string | number): string {
  const text = String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** An address in the style of the estate: the web servers have one network, the services another. */
function address(name: string): string {
  const number = Number(/\d+$/.exec(name)?.[0] ?? 0);
  return name.includes('service') ? `10.7.3.${10 + number}:8080` : `10.7.2.${10 + number}:80`;
}
