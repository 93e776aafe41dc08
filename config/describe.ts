import { type NotePlace, notesOf } from '#lib/notes.ts';
import type { GroupSpec } from '#lib/system.ts';
import { formatDuration } from '#lib/text/duration.ts';
import { formatSize } from '#lib/text/size.ts';
import { describeAccess } from './describe-access.ts';
import { type Config, SECTIONS } from './schema.ts';
import { isLocalHost } from './server.ts';

/** What was understood of a configuration, for people; holds no secret. */
export function describeConfig(config: Config): string {
  const { server, poller, state } = config;
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return [
    `${config.file} is in order.`,
    '',
    `server  http://${host}:${server.port}`,
    ...(server.publicUrl === null ? [] : [`        known to browsers as ${server.publicUrl}`]),
    ...(server.environment === null ? [] : [`        badge ${server.environment}`]),
    ...(server.trustedProxies.length === 0 ? [] : [`        believes the proxies ${server.trustedProxies.join(', ')}`]),
    `state   ${state.folder}`,
    `        ${historyWords(state.history)}`,
    `poller  up to ${poller.slots} questions at once`,
    '',
    ...describeAccess(config.access),
    ...warnings(config),
    ...describeHosts(config.hosts),
    ...SECTIONS.flatMap(({ name, describe }) => describeSystem(name, config, describe)),
    ...describeUnwatched(config.unwatched),
  ].join('\n');
}

function historyWords(history: Config['state']['history']): string {
  if (history === null) return 'keeps no history: charts, boards of the past and the timeline have nothing to show';
  const { days, stepDays, maxBytes, boardEveryMs } = history;
  const boards = `a board at least every ${formatDuration(boardEveryMs)}`;
  return `keeps ${count(days, 'day')} whole, with ${boards}, and ${stepDays} in steps of 5 minutes, in up to ${formatSize(maxBytes)}`;
}

function warnings({ server: { host, publicUrl } }: Config): string[] {
  if (!publicUrl?.startsWith('http:') || (isLocalHost(host) && isLocalHost(new URL(publicUrl).hostname))) return [];
  return ['', `WARNING  ${publicUrl} is not https: passwords would travel unencrypted to whoever listens on the way`];
}

function describeHosts(hosts: Config['hosts']): string[] {
  if (hosts.length === 0) return [];
  const words = hosts.map(({ name, aliases, tags }) => {
    const also = aliases.length > 0 ? `, also ${aliases.join(', ')}` : '';
    return `  ${name}${also}${tags.length > 0 ? `, tagged ${tags.join(', ')}` : ''}`;
  });
  return ['', `hosts  ${count(hosts.length, 'host')}`, ...words];
}

function describeSystem(name: string, { systems, notes }: Config, describe: (settings: unknown) => string[]): string[] {
  const groups = systems[name] ?? [];
  if (groups.length === 0) return [];
  const nodes = groups.reduce((sum, group) => sum + group.nodes.length, 0);
  const noted = (group: string | null, node: string | null, indent: string) => noteLines(notes, { system: name, group, node }, indent);
  const lines = ['', `${name}  ${count(groups.length, 'group')}, ${count(nodes, 'node')}`, ...noted(null, null, '  ')];
  for (const group of groups) {
    lines.push(group.title === group.name ? `  ${group.name}` : `  ${group.name} (${group.title})`);
    lines.push(...noted(group.name, null, '    '), ...discoveryLines(group));
    for (const node of group.nodes) {
      const tags = node.tags.length > 0 ? `, tagged ${node.tags.join(', ')}` : '';
      lines.push(`    ${node.name}  ${node.address}${node.host === null ? '' : `  on ${node.host}`}${tags}`);
      lines.push(...describe(node.settings).map((line) => `      ${line}`), ...noted(group.name, node.name, '      '));
    }
  }
  return lines;
}

function describeUnwatched(unwatched: Config['unwatched']): string[] {
  return Object.entries(unwatched).flatMap(([name, why]) => ['', `${name}  not watched: ${why}`]);
}

/** Where members that are not written down are looked for. */
function discoveryLines({ discovery }: GroupSpec<unknown>): string[] {
  if (!discovery) return [];
  const after = `one that nobody names any more is let go after ${formatDuration(discovery.forgetAfterMs)} unless it answers`;
  return [`    discovers members and asks those in ${discovery.networks.join(', ')}; ${after}`];
}

/** How long the note of a place itself is. */
function noteLines(notes: Config['notes'], place: NotePlace, indent: string): string[] {
  const own = notesOf(notes, place).filter(({ group, node }) => group === place.group && node === place.node);
  return own.map(({ text }) => `${indent}notes of ${count(text.length, 'character')}`);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
