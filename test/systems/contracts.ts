import type { Section } from '#lib/section.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { redisSection } from '#lib/systems/redis/config.ts';

/** What the contract test needs to know of a system. Another system is one entry more. */
export type Contract = {
  system: string;
  /** The settings of a node at this address, everything else left to the defaults. */
  settings(address: string): unknown;
  /** Real answers of the product, by probe: a glob below test/, and the content type they come with. */
  captures: Record<string, { files: string; contentType: string }>;
  /** Of probes that are asked by a line over a socket instead: the settings of a node whose socket is at this port, the line, and real answers by probe. */
  lines?: { settings(port: number): unknown; captures: Record<string, { line: string; files: string }> };
  /** Of probes that are asked by commands of RESP: the settings of a node at this port, and by probe the folders of real answers, a file for each command. */
  resp?: { settings(port: number): unknown; captures: Record<string, { folders: string; commands: Record<string, string> }> };
};

export const CONTRACTS: readonly Contract[] = [
  {
    system: 'haproxy',
    settings: (address) => settingsOf(haproxySection, { groups: [{ name: 'edge', nodes: [{ name: 'lb1', url: address }] }] }),
    captures: { stats: { files: 'systems/haproxy/captures/*/*.csv', contentType: 'text/plain' } },
    lines: {
      settings: (port) =>
        settingsOf(haproxySection, {
          groups: [{ name: 'edge', nodes: [{ name: 'lb1', url: 'http://127.0.0.1:1/', socket: `tcp://127.0.0.1:${port}` }] }],
        }),
      captures: {
        info: { line: 'show info', files: 'systems/haproxy/captures/*/show-info.txt' },
        servers: { line: 'show servers state', files: 'systems/haproxy/captures/*/show-servers-state.txt' },
      },
    },
  },
  {
    system: 'redis',
    settings: (address) => redisAt(Number(new URL(address).port)),
    captures: {},
    resp: {
      settings: redisAt,
      captures: { info: { folders: 'systems/redis/captures/*', commands: { INFO: 'info.txt', ROLE: 'role.json' } } },
    },
  },
];

function redisAt(port: number): unknown {
  return settingsOf(redisSection, { groups: [{ name: 'edge', nodes: [{ name: 'lb1', address: `127.0.0.1:${port}` }] }] });
}

function settingsOf(section: Section, raw: unknown): unknown {
  const read = section.read(raw);
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  return read.groups[0]?.nodes[0]?.settings;
}
