import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { Client } from '#lib/systems/redis/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { ClientButton } from './act/client-button.tsx';
import type { ClientSum } from './client-sums.ts';
import { DatabaseTitle } from './database-titles.tsx';

const bytes = (id: string, head: string, title: string, of: (client: Client) => number | null): LongColumn<Client> => ({
  ...{ id, head, title, isNumber: true, width: 92 },
  cell: (client) => formatBytes(of(client)),
  sortedBy: of,
});

const text = (id: string, head: string, width: number, of: (client: Client) => string | null): LongColumn<Client> => ({
  ...{ id, head, isNumber: false, width },
  cell: (client) => of(client) || <span className="q">{NO_VALUE}</span>,
  sortedBy: of,
});

const WHO: readonly LongColumn<Client>[] = [
  text('address', 'Address', 190, ({ address }) => address),
  text('name', 'Name', 150, ({ name }) => name),
  text('user', 'User', 110, ({ user }) => user),
];

const WHAT: readonly LongColumn<Client>[] = [
  { id: 'id', head: 'Id', isNumber: true, width: 84, cell: ({ id }) => id, sortedBy: ({ id }) => id },
  {
    ...{ id: 'age', head: 'Age', isNumber: true, width: 84, title: 'How long it was connected when this was asked' },
    cell: ({ ageSeconds }) => formatAge(ageSeconds * 1_000),
    sortedBy: ({ ageSeconds }) => ageSeconds,
  },
  {
    ...{ id: 'idle', head: 'Idle', isNumber: true, width: 84, title: 'How long it had sent nothing when this was asked' },
    cell: ({ idleSeconds }) => formatAge(idleSeconds * 1_000),
    sortedBy: ({ idleSeconds }) => idleSeconds,
  },
  {
    ...{ id: 'db', head: 'Db', isNumber: false, width: 92 },
    cell: ({ db }) => (
      <>
        {db}
        <DatabaseTitle name={`db${db}`} />
      </>
    ),
    sortedBy: ({ db }) => db,
  },
  text('cmd', 'Last command', 140, ({ command }) => command.replace('|', ' ')),
  {
    ...{ id: 'flags', head: 'Flags', isNumber: false, width: 64 },
    title: 'N normal, S a replica, M its master, P pubsub, b blocked, x in MULTI',
    cell: ({ flags }) => flags,
    sortedBy: ({ flags }) => flags,
  },
  bytes('query', 'Query', 'Bytes that wait to be read from it', ({ queryBytes }) => queryBytes),
  bytes('output', 'Output', 'Bytes of answers that it has not fetched yet', ({ outputBytes }) => outputBytes),
  bytes('total', 'Memory', 'All memory that this connection holds', ({ totalBytes }) => totalBytes),
];

const ACT: LongColumn<Client> = {
  ...{ id: 'act', head: 'Act', isNumber: false, width: 64 },
  cell: (client) => <ClientButton client={client} />,
  sortedBy: ({ id }) => id,
};

/** Who is left out where it is masked. */
export const CLIENT_COLUMNS = { full: [ACT, ...WHO, ...WHAT], masked: [ACT, ...WHAT] };
export const CLIENT_IDS = CLIENT_COLUMNS.full.map(({ id }) => id);

/** Clients counted by what they have in common, which `onPick` narrows to. */
export function sumColumns(head: string, onPick: (key: string) => void): LongColumn<ClientSum>[] {
  return [
    {
      ...{ id: 'key', head, isNumber: false },
      cell: ({ key }) =>
        key === '' ? (
          <span className="q">none</span>
        ) : (
          <button type="button" className="link" onClick={() => onPick(key)}>
            {key}
          </button>
        ),
      sortedBy: ({ key }) => key,
    },
    { id: 'count', head: 'Clients', isNumber: true, width: 110, cell: ({ count }) => formatCount(count), sortedBy: ({ count }) => count },
    {
      ...{ id: 'idle', head: 'Least idle', isNumber: true, width: 110 },
      cell: ({ idleSeconds }) => formatAge(idleSeconds * 1_000),
      sortedBy: ({ idleSeconds }) => idleSeconds,
    },
    {
      ...{ id: 'output', head: 'Output', isNumber: true, width: 110, title: 'Bytes of answers that they have not fetched yet' },
      cell: ({ outputBytes }) => formatBytes(outputBytes),
      sortedBy: ({ outputBytes }) => outputBytes,
    },
  ];
}
export const SUM_IDS: readonly string[] = ['key', 'count', 'idle', 'output'];
