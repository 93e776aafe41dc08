import type { Context, Plain, Procedure } from '../engine/catalog.ts';
import type { Instance } from '../model/estate.ts';
import { localTime } from '../model/zone.ts';
import { SqlError } from '../tds/types.ts';

type Line = { at: number; process: string; text: string };

const HOUR_MS = 3_600_000;
const TICKS_AT_EPOCH = 621_355_968_000_000_000n;
const TICKS_PER_MS = 10_000n;
/** What one must be granted to read the log, beyond what gives everything. */
export const READ_ERROR_LOG = 'EXECUTE on master.dbo.xp_readerrorlog';

/** xp_readerrorlog: the log of the server since its start, of which its fifth and sixth arguments are the first and last moment by the clock on the wall, and the seventh the order. */
export function readErrorLog(instance: Instance, clock: () => number): Procedure {
  return {
    kind: 'procedure',
    run: (args, context) => {
      refuse(context);
      const [, , , , from, to, order] = args.map(({ value }) => value);
      const rows = linesOf(instance, clock())
        .map(({ at, process, text }) => ({
          LogDate: localTime(instance.zone, at + instance.clockSkewMs),
          ProcessInfo: process,
          Text: text,
        }))
        .filter(({ LogDate }) => isWithin(ticksOf(LogDate), from, to));
      const columns = [
        { name: 'LogDate', type: { name: 'datetime' as const } },
        { name: 'ProcessInfo', type: { name: 'nvarchar' as const, length: 50 } },
        { name: 'Text', type: { name: 'nvarchar' as const, length: -1 } },
      ];
      return [{ columns, rows: String(order).toLowerCase() === 'desc' ? rows.toReversed() : (rows as Record<string, Plain>[]) }];
    },
  };
}

function refuse({ hasPermission }: Context): void {
  if (hasPermission('CONTROL SERVER') || hasPermission(READ_ERROR_LOG)) return;
  const text = "The EXECUTE permission was denied on the object 'xp_readerrorlog', database 'mssqlsystemresource', schema 'sys'.";
  throw new SqlError(229, text, { severity: 14, state: 5 });
}

function linesOf({ startedAt, name, port }: Instance, now: number): Line[] {
  const start: Line[] = [
    { at: startedAt, process: 'Server', text: `The instance ${name} begins to start.` },
    { at: startedAt + 900, process: 'Server', text: `It listens on port ${port}.` },
    { at: startedAt + 4_200, process: 'spid12s', text: 'Recovery of all databases has ended.' },
  ];
  const hours = Math.max(0, Math.floor((now - startedAt) / HOUR_MS));
  const hourly = Array.from({ length: hours }, (_, index): Line[] => {
    const at = startedAt + (index + 1) * HOUR_MS - 1_000;
    const refused = [
      { at, process: 'Logon', text: 'Error: 18456, Severity: 14, State: 8.' },
      { at, process: 'Logon', text: "Login failed for user 'reports'." },
    ];
    return index % 2 === 0 ? [{ at, process: 'Backup', text: 'The log of a database was backed up.' }] : refused;
  });
  return [...start, ...hourly.flat()].filter(({ at }) => at <= now);
}

function ticksOf(wall: Date): bigint {
  return TICKS_AT_EPOCH + BigInt(wall.getTime()) * TICKS_PER_MS;
}

function isWithin(ticks: bigint, from: unknown, to: unknown): boolean {
  return (typeof from !== 'bigint' || ticks >= from) && (typeof to !== 'bigint' || ticks <= to);
}
