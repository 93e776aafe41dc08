import type { DatabaseConnection, DatabaseTarget } from './database.ts';
import { type Lane, openLanes } from './database-lanes.ts';
import { openLane } from './database-session.ts';
import type { Meter } from './meter.ts';
import { openMysql } from './mysql.ts';
import { openPostgresql } from './postgresql.ts';
import { openSqlServer } from './sqlserver.ts';

/** Opens no socket before the first statement. After `close` nothing can be asked and no socket is left. The meter is told of each statement. */
export function openDatabase(target: DatabaseTarget, meter: Meter): DatabaseConnection {
  return openLanes(() => laneTo(target, meter), target.most);
}

function laneTo(target: DatabaseTarget, meter: Meter): Lane {
  switch (target.dialect) {
    case 'sqlserver':
      return openSqlServer(target, meter);
    case 'postgresql':
      return openLane(openPostgresql, target, meter);
    case 'mysql':
      return openLane(openMysql, target, meter);
  }
}
