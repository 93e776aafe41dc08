import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { type Rows, rowsServer } from '#test/fakes/sql-rows.ts';

const HOME = resolve(import.meta.dirname, '../..');

type Ran = { code: number; text: string };

/** The command as `npm run doctor` starts it, in a folder that holds no configuration but this one. */
function doctor(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return new Promise((done) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test' as const, ...env } };
    execFile(process.execPath, [join(HOME, 'doctor.ts'), ...args], options, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr });
    });
  });
}

async function doctorOf(rights: Rows | null): Promise<Ran> {
  const server = await startTdsServer({ backend: rowsServer({ 'doctor/rights': rights ?? [] }).backend });
  if (rights === null) await server.close();
  else onTestFinished(() => server.close());
  const folder = mkdtempSync(join(tmpdir(), 'vigil-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'vigil.yaml');
  writeFileSync(
    file,
    `access: { secret: { env: SECRET }, anonymous: [sql] }
sql:
  encrypt: false
  read: { user: vigil, password: { env: SQL } }
  instances: [{ name: sql1, address: "127.0.0.1:${server.port}" }]
`,
  );
  return doctor([file], { SECRET: 's'.repeat(44), SQL: 'hunter2' });
}

const row = (state: number | null, definition: number | null): Rows => [
  {
    ...{ product_version: '15.0.4430.1', view_server_state: state, view_any_definition: definition },
    ...{ select_on_msdb_dbo_backupset: 1, select_on_msdb_dbo_backupmediafamily: 1, execute_on_master_dbo_xp_readerrorlog: 1 },
  },
];

describe('npm run doctor', () => {
  test.each<[string, Rows | null, number, RegExp[]]>([
    ['all is granted', row(1, 1), 0, [/: all granted/, /1 node: 1 have all that is needed\./]],
    ['one right is missing', row(1, 0), 1, [/MISSING, as read \(vigil\)/, /GRANT VIEW ANY DEFINITION TO \[vigil\];/, /1 lack a right/]],
    ['one cannot be told', row(1, null), 3, [/CANNOT BE TOLD/]],
    ['nobody answers', null, 3, [/could not be asked at all/, /it needs:/, /1 were not asked all/]],
  ])('when %s, exits and says so', async (...[, rights, code, words]) => {
    const ran = await doctorOf(rights);
    for (const one of words) expect(ran.text).toMatch(one);
    expect([ran.code, ran.text.includes('hunter2')]).toEqual([code, false]);
  });

  test('without a file it says where it looked', async () => {
    const { code, text } = await doctor([]);
    expect([code, text]).toEqual([2, expect.stringContaining('vigil.yaml')]);
  });
});
