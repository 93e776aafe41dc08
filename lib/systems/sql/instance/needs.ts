import type { Needing } from '../../../doctor.ts';
import { OLDEST_MAJOR, type SqlStatement } from '../statement.ts';
import { ERROR_LOG, TRACE_FLAGS } from './commands.ts';
import { BACKUPS, CONFIGURATION, CPU, DATABASES, LOAD, SERVICES, VOLUMES, WAITS } from './model.ts';
import {
  CLERK_STATEMENTS,
  CONNECTION_STATEMENTS,
  RECENT_BACKUP_STATEMENTS,
  SAMPLE_STATEMENTS,
  TEMPDB_STATEMENTS,
} from './statements-asked.ts';
import { CONFIGURATION_STATEMENTS, SERVICE_STATEMENTS } from './statements-configuration.ts';
import { CPU_STATEMENTS, LOAD_STATEMENTS, WAIT_STATEMENTS } from './statements-load.ts';
import { BACKUP_STATEMENTS, DATABASE_STATEMENTS, VOLUME_STATEMENTS } from './statements-storage.ts';

type Need = { panel: string; of: readonly Needing[]; statements: readonly SqlStatement[] };

const probe = (name: string): readonly Needing[] => [{ is: 'probe', name }];
const question = (name: string): readonly Needing[] => [{ is: 'question', name }];

const given = ({ name, right, text }: typeof ERROR_LOG): SqlStatement => ({ name, right, text, since: OLDEST_MAJOR, editions: null });

/** Every panel of an instance with what is sent for it. None is vital. */
export const INSTANCE_NEEDS: readonly Need[] = [
  { panel: 'load, memory and sessions', of: probe(LOAD), statements: LOAD_STATEMENTS },
  { panel: 'processors by the minute', of: probe(CPU), statements: CPU_STATEMENTS },
  { panel: 'waits', of: probe(WAITS), statements: WAIT_STATEMENTS },
  { panel: 'files and volumes', of: probe(VOLUMES), statements: VOLUME_STATEMENTS },
  { panel: 'databases and their states', of: probe(DATABASES), statements: DATABASE_STATEMENTS },
  { panel: 'newest backups', of: probe(BACKUPS), statements: BACKUP_STATEMENTS },
  { panel: 'machine and settings', of: probe(CONFIGURATION), statements: CONFIGURATION_STATEMENTS },
  { panel: 'services', of: probe(SERVICES), statements: SERVICE_STATEMENTS },
  { panel: 'memory clerks', of: question('clerks'), statements: CLERK_STATEMENTS },
  { panel: 'who is connected', of: question('connections'), statements: CONNECTION_STATEMENTS },
  { panel: 'performance counters', of: question('counters'), statements: SAMPLE_STATEMENTS },
  { panel: 'tempdb', of: question('tempdb'), statements: TEMPDB_STATEMENTS },
  { panel: 'trace flags', of: question('trace-flags'), statements: [given(TRACE_FLAGS)] },
  { panel: 'log of the server', of: question('error-log'), statements: [given(ERROR_LOG)] },
  { panel: 'backups one by one', of: question('recent-backups'), statements: RECENT_BACKUP_STATEMENTS },
];
