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
    `poller  up to ${poller.slots} questions at once`,
    '',
    ...describeAccess(config.access),
    ...warnings(config),
    ...SECTIONS.flatMap(({ name, describe }) => describeSystem(name, config.systems[name] ?? [], describe)),
  ].join('\n');
}

function warnings({ server: { host, publicUrl } }: Config): string[] {
  if (!publicUrl?.startsWith('http:') || (isLocalHost(host) && isLocalHost(new URL(publicUrl).hostname))) return [];
  return ['', `WARNING  ${publicUrl} is not https: passwords would travel unencrypted to whoever listens on the way`];
}

function describeSystem(name: string, groups: Config['systems'][string], describe: (settings: unknown) => string[]): string[] {
  if (groups.length === 0) return [];
  const nodes = groups.reduce((sum, group) => sum + group.nodes.length, 0);
  const lines = ['', `${name}  ${count(groups.length, 'group')}, ${count(nodes, 'node')}`];
  for (const group of groups) {
    lines.push(group.title === group.name ? `  ${group.name}` : `  ${group.name} (${group.title})`);
    for (const node of group.nodes) {
      lines.push(`    ${node.name}  ${node.address}${node.host === null ? '' : `  on ${node.host}`}`);
      lines.push(...describe(node.settings).map((line) => `      ${line}`));
    }
  }
  return lines;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
