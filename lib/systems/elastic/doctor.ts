import { defineExamining, type Grant, type Login } from '../../doctor.ts';
import { HOW_TO_ENABLE } from './actions/found.ts';
import { elasticNeeds, productIn, rightsOf } from './doctor-needs.ts';
import { fetchRights, type RawRights } from './fetch-rights.ts';
import { readRights } from './parse-rights.ts';
import type { Right } from './rights.ts';
import type { ElasticCredentials, ElasticSettings } from './settings.ts';

/** URLs that are asked one after another before it is given up. */
const MOST_URLS = 3;

/** Which rights Vigil has at a cluster, as each of its logins. A URL is asked for its own word alone, the cluster for everything else. */
export const elasticDoctor = defineExamining<ElasticSettings, RawRights>({
  logins: loginsOf,
  needs: elasticNeeds,
  timeoutMs: ({ timeoutMs, urls }) => timeoutMs * Math.min(MOST_URLS, Math.max(1, urls.length)),
  ask: fetchRights,
  read: readRights,
  grant: (settings, { login, version }) =>
    productIn(version) === 'opensearch' ? grantOpen(settings, login) : grantElastic(settings, login),
});

function loginsOf(settings: ElasticSettings): Login[] {
  const { urls } = settings;
  const read = urls[0]?.read ?? null;
  const act = urls.find((url) => url.act !== null)?.act ?? null;
  const looking: Login = { as: 'read', user: userOf(read), without: null, isNeeded: true };
  // Commands go to the cluster, at whichever URL has somebody to act as.
  if (settings.kind === 'node') return [looking];
  return [
    looking,
    { as: 'act', user: userOf(act), without: act === null ? `nobody is configured to act as: ${HOW_TO_ENABLE}` : null, isNeeded: false },
  ];
}

/** Keys and tokens name nobody. */
function userOf(credentials: ElasticCredentials | null): string | null {
  return credentials?.by === 'password' ? credentials.user : null;
}

/** All that the login needs, in one role: a role that is put is replaced whole. */
function grantElastic(settings: ElasticSettings, { as, user }: Login): Grant {
  const rights = allRights(settings, as);
  const on = (place: 'cluster' | 'index'): string[] => [
    ...new Set(rights.flatMap(({ elastic }) => (elastic.on === place && !elastic.isWide ? [elastic.privilege] : []))),
  ];
  const role = { cluster: on('cluster'), indices: [{ names: ['*'], privileges: on('index') }] };
  const wide = rights.flatMap(({ elastic }) => (elastic.isWide ? [elastic.privilege] : []));
  const leftOut = wide.length === 0 ? '' : `; ${wide.join(', ')} is left out, because whoever has it may change what Vigil only reads`;
  const how =
    user === null
      ? 'in Dev Tools, or by curl; an API key keeps the rights that it was made with: make a new one with this as its role_descriptors'
      : `in Dev Tools, or by curl; then give ${user} the role vigil_${as} beside those that it has`;
  return { statements: [`PUT /_security/role/vigil_${as} ${JSON.stringify(role)}`], note: how + leftOut };
}

function grantOpen(settings: ElasticSettings, { as, user }: Login): Grant {
  const rights = allRights(settings, as);
  const on = (place: 'cluster' | 'index'): string[] => [
    ...new Set(rights.flatMap(({ open }) => (open.on === place ? open.permissions : []))),
  ];
  const role = { cluster_permissions: on('cluster'), index_permissions: [{ index_patterns: ['*'], allowed_actions: on('index') }] };
  const mapping = { users: [user ?? 'vigil'] };
  return {
    statements: [
      `PUT /_plugins/_security/api/roles/vigil_${as} ${JSON.stringify(role)}`,
      `PUT /_plugins/_security/api/rolesmapping/vigil_${as} ${JSON.stringify(mapping)}`,
    ],
    note: 'in Dev Tools, or by curl, as somebody who may administer security',
  };
}

/** Of both kinds of nodes: they sign in as one. */
function allRights(settings: ElasticSettings, as: string): Right[] {
  return [...new Set([...rightsOf({ ...settings, kind: 'cluster' }, as), ...rightsOf({ ...settings, kind: 'node' }, as)])];
}
