import { type Ask, always, type Route } from '../ask.ts';
import { isSearch, numbersOf, type Release } from '../release.ts';

/** The Lucene of a release, as its notes name it. */
const LUCENE: readonly [is: Release['is'], from: string, lucene: string][] = [
  ['elasticsearch', '9.4', '10.4.0'],
  ['elasticsearch', '9.1', '10.2.2'],
  ['elasticsearch', '9.0', '10.1.0'],
  ['elasticsearch', '8.17', '9.12.0'],
  ['elasticsearch', '8.0', '9.7.0'],
  ['elasticsearch', '7.17', '8.11.3'],
  ['elasticsearch', '7.0', '8.7.0'],
  ['opensearch', '3.0', '10.2.2'],
  ['opensearch', '2.0', '9.12.1'],
  ['opensearch', '1.0', '8.10.1'],
];

export const rootRoutes: Route[] = [
  { methods: ['GET', 'HEAD'], path: '/', action: 'cluster:monitor/main', privilege: 'monitor', isThere: always, serve: root },
];

function root({ release, cluster, node }: Ask): unknown {
  const { version } = release;
  const { major } = numbersOf(version);
  const uuid = node.otherClusterUuid ?? cluster.uuid;
  const built = {
    build_type: 'docker',
    build_hash: buildHash(version),
    build_date: '2025-01-09T14:09:01.578835424Z',
    build_snapshot: false,
  };
  const lucene = { lucene_version: luceneOf(release) };
  const named = { name: node.name, cluster_name: cluster.name, cluster_uuid: uuid };
  if (!isSearch(release))
    return {
      ...named,
      version: {
        ...{ distribution: 'opensearch', number: version, ...built, build_type: 'tar', ...lucene },
        ...{
          minimum_wire_compatibility_version: major >= 3 ? '2.19.0' : '7.10.0',
          minimum_index_compatibility_version: major >= 3 ? '2.0.0' : '7.0.0',
        },
      },
      tagline: 'The OpenSearch Project: https://opensearch.org/',
    };
  return {
    ...named,
    version: { number: version, build_flavor: 'default', ...built, ...lucene, ...compatible(major) },
    tagline: 'You Know, for Search',
  };
}

function compatible(major: number): Record<string, string> {
  if (major >= 9) return { minimum_wire_compatibility_version: '8.19.0', minimum_index_compatibility_version: '8.0.0' };
  if (major === 8) return { minimum_wire_compatibility_version: '7.17.0', minimum_index_compatibility_version: '7.0.0' };
  return { minimum_wire_compatibility_version: '6.8.0', minimum_index_compatibility_version: '6.0.0-beta1' };
}

function luceneOf({ is, version }: Release): string {
  const own = numbersOf(version);
  const found = LUCENE.find(([product, from]) => {
    const least = numbersOf(from);
    return product === is && (own.major > least.major || (own.major === least.major && own.minor >= least.minor));
  });
  return found?.[2] ?? '8.7.0';
}

/** Made of the version: nothing reads it. */
export function buildHash(version: string): string {
  return Buffer.from(version.padEnd(20, '.')).toString('hex');
}
