import type { ErrorRow } from '#lib/systems/exceptions/model-list.ts';
import type { FoundError } from '#lib/systems/exceptions/parse-error.ts';
import { TIMEOUT } from './stacks.ts';

export const ROW: ErrorRow = {
  ...{
    id: 7,
    guid: '6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10',
    app: 'Core',
    machine: 'NY-WEB01',
    type: 'Microsoft.Data.SqlClient.SqlException',
  },
  ...{
    message: 'Execution Timeout',
    host: 'example.test',
    url: '/questions/1',
    method: 'GET',
    status: 500,
    category: null,
    source: null,
    count: 3,
  },
  ...{ firstAt: 1_763_743_247_123, lastAt: 1_763_743_300_000, isProtected: false, deletedAt: null, shape: null },
};

/** What is secret in it says so: nobody without the right may see any text that begins with "secret". */
export const FOUND: FoundError = {
  ...{ row: ROW, ip: 'secret-ip', errorHash: 12, detail: TIMEOUT, isCut: false, isJsonCut: false },
  json: JSON.stringify({
    ...{
      FullUrl: 'https://bob:secret-1@example.test/questions/1?tab=secret-2#secret-3',
      Message: 'Execution Timeout, whole',
      IPAddress: 'secret-4',
    },
    ...{ QueryStringSerializable: [{ Name: 'tab', Value: 'secret-5' }], FormSerializable: [{ Name: 'title', Value: 'secret-6' }] },
    ...{
      CookiesSerializable: [{ Name: 'prov', Value: 'secret-7' }],
      RequestHeadersSerializable: [{ Name: 'Referer', Value: 'https://h/?secret-8' }],
    },
    ...{ ServerVariablesSerializable: [{ Name: 'Port', Value: 'secret-9' }], CustomData: { Redis: 'secret-10' } },
    Commands: [{ Type: 'SQL Server Query', CommandString: 'Select secret-11', Data: { Server: 'secret-12' } }],
  }),
};

export const GIVEN = { framework: ['System.', 'Microsoft.', 'Dapper.'], sourceLinks: [], masked: ['Hat-Size'] };
