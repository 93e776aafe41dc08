import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;

/** What setup prints, and what it says is still missing, for a program that no machine has. */
function installed(env: Record<string, string>): { said: string; missing: string[] } {
  const script = "import('./scripts/setup.mjs').then((s) => console.log(JSON.stringify(s.installPrograms(['vigil-no-such-program']))))";
  const { stdout } = spawnSync(process.execPath, ['-e', script], {
    cwd: root,
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  const lines = stdout.trim().split('\n');
  return { said: lines.slice(0, -1).join('\n'), missing: JSON.parse(lines.at(-1) ?? '') };
}

test('a program that may not be installed is named with the line that would install it', () => {
  const { said, missing } = installed({ VIGIL_NO_APT: '1' });
  expect(missing).toEqual(['vigil-no-such-program']);
  expect(said).toMatch(/vigil-no-such-program/);
  expect(said).toMatch(/apt-get install --no-install-recommends vigil-no-such-program|package manager/);
});

test('without apt the package manager is named instead', () => {
  const { said, missing } = installed({ PATH: '/nowhere' });
  expect(missing).toEqual(['vigil-no-such-program']);
  expect(said).toContain("Install them with this system's package manager");
});
