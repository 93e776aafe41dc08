import type { ElasticClusters } from './clusters.ts';
import { ELASTIC_CLUSTERS } from './layout.ts';
import { ELASTIC_ADMIN, ELASTIC_USER } from './users.ts';

export const ELASTIC_VARIABLE = 'VIGIL_DEMO_ELASTIC_PASSWORD';
export const ELASTIC_ADMIN_VARIABLE = 'VIGIL_DEMO_ELASTIC_ADMIN_PASSWORD';

/** The section `elastic` of Vigil's configuration for the clusters of the demo; it holds no secret. */
export function elasticText({ urls }: Pick<ElasticClusters, 'urls'>): string {
  const clusters = ELASTIC_CLUSTERS.map(
    ({ name, title, nodes }) => `    - name: ${name}
      title: "${title}"
      members: [${nodes.join(', ')}]
      nodes:
${(urls[name] ?? []).map(({ node, url }) => `        - { name: ${node}, url: "${url}", host: ${node} }`).join('\n')}`,
  );
  return `elastic:
  tags: [data, elastic]
  timeout: 3s
  read: { user: ${ELASTIC_USER}, password: { env: ${ELASTIC_VARIABLE} } }
  act: { user: ${ELASTIC_ADMIN}, password: { env: ${ELASTIC_ADMIN_VARIABLE} } }
  clusters:
${clusters.join('\n')}
`;
}

/** The lines of the machines, for the section `hosts`. */
export function elasticHostLines(): string[] {
  return ELASTIC_CLUSTERS.flatMap(({ place, nodes }) =>
    nodes.map((node) => `  - { name: ${node}, aliases: [${node}.example], tags: [${place}, elastic] }`),
  );
}
