import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import { Secret } from '#lib/secret.ts';
import type { Judged } from '#lib/status.ts';
import type { Row, System } from '#lib/system.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { systems } from '#lib/systems/index.ts';

/** What the registered system makes of a node: its own verdict, and its rows by id. */
export type Read = { judged: Judged; rows: ReadonlyMap<string, Row & { value: RowView }> };

/** Reads one node as the poller does, with the same probe, connection and window. */
export type Reader = { timeoutMs: number; read(): Promise<Read>; close(): void };

const PROBE = 'stats';
const SOURCE = { system: 'haproxy', group: 'live', node: 'lb1', probe: PROBE };

/** A reader of the statistics at `url`. `read()` throws what fetch and parse throw, and gives up at the timeout of the probe. */
export function openReader(url: string, user: { user: string; password: string } | null = null): Reader {
  const system = haproxy();
  const probe = system.probes.find(({ name }) => name === PROBE);
  if (!probe) throw new Error(`haproxy has no probe ${PROBE}`);
  const settings = settingsOf(url, user);
  const connection = system.connect(settings, NO_METER);
  const { timeoutMs } = probe.times(settings);
  const window: Reading<unknown>[] = [];
  return {
    timeoutMs,
    async read() {
      const observedAt = Date.now();
      const { value, producedAt } = probe.parse(await probe.fetch(connection, AbortSignal.timeout(timeoutMs)));
      window.unshift({ value, observedAt, producedAt, source: SOURCE });
      window.splice(probe.keep);
      const { judged, rows } = system.status({ probe: PROBE, window, settings, now: Date.now() });
      return { judged, rows: new Map(rows.map((row) => [row.id, { ...row, value: row.value as RowView }])) };
    },
    close: () => system.close(connection),
  };
}

function haproxy(): System {
  const found = systems.find(({ name }) => name === 'haproxy');
  if (!found) throw new Error('haproxy is not registered');
  return found;
}

function settingsOf(url: string, user: { user: string; password: string } | null): unknown {
  const read = user === null ? {} : { read: { user: user.user, password: new Secret(user.password) } };
  const section = haproxySection.read({ groups: [{ name: 'live', nodes: [{ name: 'lb1', url, ...read }] }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  return section.groups[0]?.nodes[0]?.settings;
}
