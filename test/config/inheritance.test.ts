import { describe, expect, test } from 'vitest';
import type { HAProxySettings } from '#lib/systems/haproxy/config.ts';
import { loadOpen, settings } from './written.ts';

type Levels = { system?: string; group?: string; node?: string };

const READ = (user: string) => `read: { user: ${user}, password: { env: HAPROXY_PASSWORD } }`;
const CA = 'tls: { ca: { env: CA } }';

/** The settings of one node whose three levels say these things. */
async function inherited({ system = '', group = '', node = '' }: Levels, env: Record<string, string> = {}): Promise<HAProxySettings> {
  const yaml = `haproxy:
  ${system}
  groups:
    - name: web
      ${group}
      nodes:
        - name: lb1
          url: http://10.0.0.1:7001/haproxy
          ${node}
`;
  const found = settings(await loadOpen(yaml, {}, { HAPROXY_PASSWORD: 'hunter2', ...env }))['web/lb1'];
  if (!found) throw new Error('there is no web/lb1');
  return found;
}

test('a node for which nothing is set has the defaults', async () => {
  expect(await inherited({})).toEqual({
    url: 'http://10.0.0.1:7001/haproxy',
    read: null,
    act: null,
    socket: null,
    actSocket: null,
    intervalMs: 5_000,
    timeoutMs: 3_000,
    maxBytes: 67_108_864,
    tls: { ca: null, verify: true },
    limits: {
      ...{ sessionsWarningRatio: 0.8, sessionsCriticalRatio: 0.95, queueWarning: 1, queueCritical: 100 },
      ...{ connectionsWarningRatio: 0.8, idleWarningPercent: 10 },
    },
    aliases: {},
  });
});

describe('the nearest level that sets a value counts', () => {
  test.each<[string, Levels, Partial<HAProxySettings>]>([
    ['interval of the system', { system: 'interval: 10s' }, { intervalMs: 10_000, timeoutMs: 3_000 }],
    ['interval of the group', { system: 'interval: 10s', group: 'interval: 20s' }, { intervalMs: 20_000 }],
    ['interval of the node', { system: 'interval: 10s', group: 'interval: 20s', node: 'interval: 30s' }, { intervalMs: 30_000 }],
    ['interval of the node over that of the system', { system: 'interval: 10s', node: 'interval: 30s' }, { intervalMs: 30_000 }],
    ['each value for itself', { system: 'interval: 10s', node: 'timeout: 9s' }, { intervalMs: 10_000, timeoutMs: 9_000 }],
    ['maxBytes', { system: 'maxBytes: 1MiB', group: 'maxBytes: 2MiB' }, { maxBytes: 2_097_152 }],
    ['verify', { system: 'tls: { verify: false }', node: 'tls: { verify: true }' }, { tls: { ca: null, verify: true } }],
    [
      'an order that only the levels together keep',
      { system: 'timeout: 8s', group: 'interval: 9s' },
      { intervalMs: 9_000, timeoutMs: 8_000 },
    ],
  ])('%s', async (_name, levels, expected) => {
    expect(await inherited(levels)).toMatchObject(expected);
  });
});

describe('limits are merged key by key', () => {
  test.each<[string, Levels, Partial<HAProxySettings['limits']>]>([
    [
      'keys of three levels',
      { system: 'limits: { queueWarning: 5 }', group: 'limits: { queueCritical: 50 }', node: 'limits: { sessionsWarningRatio: 0.5 }' },
      { queueWarning: 5, queueCritical: 50, sessionsWarningRatio: 0.5, sessionsCriticalRatio: 0.95 },
    ],
    ['off turns a limit off', { system: 'limits: { queueWarning: off }' }, { queueWarning: null, queueCritical: 100 }],
    ['off of a group stays off', { system: 'limits: { queueWarning: 5 }', group: 'limits: { queueWarning: off }' }, { queueWarning: null }],
    [
      'a node turns on again what its group turned off',
      { group: 'limits: { queueWarning: off }', node: 'limits: { queueWarning: 7 }' },
      { queueWarning: 7 },
    ],
    [
      'a limit that is off keeps no order',
      { node: 'limits: { queueWarning: 500, queueCritical: off }' },
      { queueWarning: 500, queueCritical: null },
    ],
    ['equal limits are in order', { node: 'limits: { queueWarning: 100 }' }, { queueWarning: 100, queueCritical: 100 }],
    ['zero is a limit', { node: 'limits: { queueWarning: 0 }' }, { queueWarning: 0 }],
  ])('%s', async (_name, levels, expected) => {
    expect((await inherited(levels)).limits).toMatchObject(expected);
  });
});

describe('read is replaced whole', () => {
  test.each<[string, Levels, string | null]>([
    ['the system has one', { system: READ('vigil') }, 'vigil'],
    ['the group has its own', { system: READ('vigil'), group: READ('web') }, 'web'],
    ['the node has its own', { system: READ('vigil'), group: READ('web'), node: READ('lb1') }, 'lb1'],
    ['none clears it', { system: READ('vigil'), node: 'read: none' }, null],
    ['null clears it', { system: READ('vigil'), node: 'read: null' }, null],
    ['no value clears it', { system: READ('vigil'), node: 'read:' }, null],
    ['a node has one again after none', { system: READ('vigil'), group: 'read: none', node: READ('lb1') }, 'lb1'],
  ])('%s', async (_name, levels, user) => {
    const { read } = await inherited(levels);
    expect(read?.user ?? null).toBe(user);
    expect(read?.password.reveal() ?? null).toBe(user === null ? null : 'hunter2');
  });
});

describe('tls is merged key by key', async () => {
  const { rootCertificates } = await import('node:tls');
  const pem = rootCertificates[0] ?? '';

  test.each<[string, Levels, HAProxySettings['tls']]>([
    ['a node that checks nothing keeps the ca', { system: CA, node: 'tls: { verify: false }' }, { ca: pem, verify: false }],
    ['none clears the ca', { system: CA, group: 'tls: { ca: none }' }, { ca: null, verify: true }],
  ])('%s', async (_name, levels, expected) => {
    expect((await inherited(levels, { CA: pem })).tls).toEqual(expected);
  });
});
