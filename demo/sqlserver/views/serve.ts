import { type CatalogueEntry, catalogueOf } from '../catalog/catalogue.ts';
import { typeOf } from '../catalog/type-of.ts';
import {
  addDatabase,
  addObject,
  type Context,
  createInstance,
  type PlainRow,
  type Instance as Served,
  type ViewColumn,
} from '../engine/catalog.ts';
import { type Ailment, type Estate, type Instance, instanceOf, localReplicas } from '../model/estate.ts';
import { zoneOffsetMs } from '../model/zone.ts';
import { SqlError, type Value } from '../tds/types.ts';
import type { Asked, SystemView } from './asked.ts';
import { databaseProperty, fileProperty } from './database-property.ts';
import { readErrorLog } from './error-log.ts';
import { heartbeatTable } from './heartbeat.ts';
import { pause } from './pause.ts';
import { readError } from './readable.ts';
import { serverProperty, versionText } from './server-property.ts';
import { SYSTEM_VIEWS } from './system-views.ts';
import { traceFlags } from './trace-flags.ts';

/** An instance of the estate as the engine serves it. `readNotModelled` fills with the names of documented views that a statement read and that the model has no rows for. */
export type ServedInstance = { served: Served; readNotModelled: Set<string> };

const TICKS_AT_EPOCH = 621_355_968_000_000_000n;
const TICKS_PER_MS = 10_000n;
const MINUTE_MS = 60_000;

/** Makes an instance of the estate ready for the engine: its databases, and every documented view of its version. `clock` gives epoch ms: the estate's, on which nothing moves by itself. */
export function serveInstance(estate: Estate, name: string, clock: () => number): ServedInstance {
  const instance = instanceOf(estate, name);
  const door = { estate, instance, clock, readNotModelled: new Set<string>() };
  const served = createInstance({
    name: instance.name,
    major: Number(instance.release.productVersion.split('.')[0]),
    versionText: versionText(instance),
    now: () => ticksOf(clock() + instance.clockSkewMs),
    offsetMinutes: (ticks) => zoneOffsetMs(instance.zone, msOf(ticks)) / MINUTE_MS,
    property: (property) => serverProperty(instance, property),
    traceFlags: () => traceFlags(instance),
    databaseProperty: (database, property, context) => databaseProperty(askedBy(door, context), database, property),
    fileProperty: (file, property, context) => fileProperty(askedBy(door, context), file, property),
  });
  addDatabases(door, served);
  addObject(served, 'master.dbo.xp_readerrorlog', readErrorLog(instance, clock));
  for (const entry of catalogueOf(instance.release).values()) addView(door, served, entry);
  return { served, readNotModelled: door.readNotModelled };
}

type Door = { estate: Estate; instance: Instance; clock: () => number; readNotModelled: Set<string> };

function addDatabases(door: Door, served: Served): void {
  const { estate, instance, clock } = door;
  for (const copy of instance.own.filter(({ localId }) => localId > 4)) addDatabase(served, copy.name, copy.localId);
  for (const { group, replica } of localReplicas(estate.groups, instance.name)) {
    for (const copy of replica.copies) {
      const database = addDatabase(served, copy.name, copy.localId);
      database.refuses = ({ isReadOnlyIntent }) => readError({ replica, copy }, { now: clock(), isReadOnlyIntent });
      if (copy.heartbeatMs !== null) database.objects.set('dbo.heartbeat', heartbeatTable({ estate, group, copy }, clock));
    }
  }
}

function addView(door: Door, served: Served, entry: CatalogueEntry): void {
  const { name, kind, requires } = entry;
  if (kind === 'proc' || kind === 'function') return;
  const columns = entry.columns.map(
    (column): ViewColumn => ({ name: column.name, type: typeOf(column.type), isNullable: column.isNullable }),
  );
  const view = SYSTEM_VIEWS[name];
  const rows = (args: readonly (number | null)[], context: Context) => ask(door, { name, view }, args, context);
  if (kind !== 'tvf') {
    addObject(served, name, { kind: 'view', columns, requires, rows: (context) => whenWell(door, name, context, () => rows([], context)) });
    return;
  }
  const parameters = entry.params.map(({ type }) => typeOf(type));
  const run = (args: readonly Value[], context: Context) => {
    refuse(door.instance.ailments.get(name.toLowerCase()), name);
    return rows(
      args.map((arg) => (typeof arg === 'number' ? arg : null)),
      context,
    );
  };
  addObject(served, name, { kind: 'tableFunction', columns, requires, parameters, rows: run });
}

function ask(
  door: Door,
  { name, view }: { name: string; view: SystemView | undefined },
  args: readonly (number | null)[],
  context: Context,
): readonly PlainRow[] {
  if (!view) {
    door.readNotModelled.add(name);
    return [];
  }
  return view(askedBy(door, context), args);
}

function askedBy({ estate, instance }: Door, context: Context): Asked {
  const { login, database, sessionId, hostName, appName } = context;
  const now = msOf(context.now) - instance.clockSkewMs;
  return {
    estate,
    instance,
    now,
    login,
    database,
    sessionId,
    hostName,
    appName,
    hasPermission: (permission) => context.hasPermission(permission),
  };
}

/** A view that is ill waits, hangs or refuses before it answers. */
function whenWell(
  door: Door,
  name: string,
  context: Context,
  rows: () => readonly PlainRow[],
): readonly PlainRow[] | Promise<readonly PlainRow[]> {
  const ailment = door.instance.ailments.get(name.toLowerCase());
  if (!ailment) return rows();
  if (ailment.kind === 'refused') throw refusal(ailment);
  return pause(ailment.kind === 'slow' ? ailment.ms : null, context.signal).then(rows);
}

/** A function in FROM cannot wait: it is called for each row. */
function refuse(ailment: Ailment | undefined, name: string): void {
  if (!ailment) return;
  if (ailment.kind === 'refused') throw refusal(ailment);
  throw new Error(`stand-in: ${name} is a function in FROM and cannot wait`);
}

function refusal({ number, text }: { number: number; text: string }): SqlError {
  return new SqlError(number, text, { severity: 14 });
}

function ticksOf(at: number): bigint {
  return TICKS_AT_EPOCH + BigInt(Math.floor(at)) * TICKS_PER_MS;
}

function msOf(ticks: bigint): number {
  return Number((ticks - TICKS_AT_EPOCH) / TICKS_PER_MS);
}
