import { expect, test } from '@playwright/test';
import { freePorts } from '#demo/free-ports.ts';
import { until } from '#test/fakes/until.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from '#test/live/haproxy-process.ts';
import { type HeldServer, startHeldServer } from '#test/live/held-server.ts';
import { card, press, takeToDialog } from './acting.ts';
import { PASSWORD } from './haproxy-estate.ts';
import { OPS } from './haproxy-pair.ts';
import { row } from './page.ts';
import { ADMIN, signInTo } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let web: HeldServer;
let lb: HaproxyProcess;
let vigil: Vigil;
let port = 0;

const PEOPLE = `userlist people
  group watch users vigil
  group ops users ops
  user vigil insecure-password ${PASSWORD}
  user ops insecure-password "${OPS.password}"
`;

test.beforeAll(async () => {
  web = await startHeldServer();
  [port = 0] = await freePorts(1);
  const servers = ['web1', 'web2'].map((name) => `  server ${name} 127.0.0.1:${web.port} check\n`).join('');
  lb = await startHaproxy({
    proxies: `${PEOPLE}frontend public\n  bind 127.0.0.1:${port}\n  default_backend be_web\nbackend be_web\n  use-server web1 if { path /hold }\n${servers}`,
    stats: 'stats http-request auth unless { http_auth(people) }\n  stats admin if { http_auth_group(people) ops }',
  });
  const nodes = [{ name: 'lb1', url: lb.url, password: PASSWORD, act: OPS }];
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN] });
});

test.afterAll(async () => {
  await vigil.stop();
  await lb.stop();
  await web.close();
});

test('sessions are cut after a dialog that counts them, and the outcome counts what is left', async ({ page }) => {
  for (const _ of [1, 2, 3]) void fetch(`http://127.0.0.1:${port}/hold`).catch(() => undefined);
  await until('three sessions are held', () => web.held() === 3);
  await signInTo(page, `${vigil.url}/haproxy?q=be_web`, ADMIN);
  await expect(row(page, 'web1').first()).toContainText('3');
  const asks = await takeToDialog(page, ['web1', 'be_web'], 'Kill sessions…');
  await expect(asks.getByRole('heading')).toHaveText('Cut the sessions of web1 in be_web of web');
  await expect(asks).toContainText('Cuts the 3 sessions of web1 in be_web on lb1 at once');
  await expect(asks).toContainText('what is cut cannot be put back');
  await expect(asks.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await press(asks, 'Cut the sessions of web1');
  const ended = card(page, 'Cut the sessions of web1 in be_web of web');
  await expect(ended).toContainText('Confirmed by reading back on lb1');
  await expect(ended).toContainText('0 sessions now, 3 before, 0 new since');
  await expect(ended.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await until('they are gone', () => web.held() === 0);
});
