import { CLUSTER_PRIVILEGES, INDEX_PRIVILEGES, mayDo, type Privilege } from '../access.ts';
import { type Ask, bodyOf, isRecord, type Route } from '../ask.ts';
import { isElasticFrom, isSearch } from '../release.ts';
import { noHandler } from '../wire-error.ts';

export const securityRoutes: Route[] = [
  {
    methods: ['GET'],
    path: '/_security/_authenticate',
    action: 'cluster:admin/xpack/security/user/authenticate',
    privilege: 'none',
    isThere: isSearch,
    serve: authenticate,
  },
  {
    methods: ['GET', 'POST'],
    path: '/_security/user/_has_privileges',
    action: 'cluster:admin/xpack/security/user/has_privileges',
    privilege: 'none',
    isThere: isSearch,
    serve: hasPrivileges,
  },
  ...['/_plugins/_security/authinfo'].map(
    (path): Route => ({
      ...{ methods: ['GET'], path, action: 'cluster:admin/opendistro_security/authinfo', privilege: 'none', serve: authInfo },
      ...{ parameters: () => ['auth_type', 'verbose'], isThere: (release) => !isSearch(release) },
    }),
  ),
  {
    ...{
      methods: ['GET'],
      path: '/_nodes/shutdown',
      action: 'cluster:admin/shutdown/get',
      privilege: 'manage',
      serve: () => ({ nodes: [] }),
    },
    ...{ parameters: () => ['master_timeout', 'timeout'], isThere: (release) => isElasticFrom(release, 7, 15), needsMaster: () => true },
  },
];

function known({ user, path, method }: Ask): NonNullable<Ask['user']> {
  if (user === null) throw noHandler(path, method);
  return user;
}

function authenticate(ask: Ask): unknown {
  const { name, by } = known(ask);
  const isKey = 'apiKey' in by;
  const realm = isKey ? { name: '_es_api_key', type: '_es_api_key' } : { name: 'default_native', type: 'native' };
  return {
    ...{ username: name, roles: isKey ? [] : [name], full_name: null, email: null, metadata: {}, enabled: true },
    ...{ authentication_realm: realm, lookup_realm: realm, authentication_type: isKey ? 'api_key' : 'token' in by ? 'token' : 'realm' },
    ...(isKey ? { api_key: { id: `${name}-key`, name } } : {}),
  };
}

function hasPrivileges(ask: Ask): unknown {
  const user = known(ask);
  const { cluster, index } = bodyOf(ask);
  const may = (known: readonly string[], before: string, told: unknown): boolean =>
    known.includes(String(told)) ? mayDo(user, `${before}${told}` as Privilege) : user.may.includes('all');
  const asked = Array.isArray(cluster) ? cluster : [];
  const own = Object.fromEntries(asked.map((one) => [one, may(CLUSTER_PRIVILEGES, '', one)]));
  const indices: Record<string, Record<string, boolean>> = {};
  for (const one of Array.isArray(index) ? index.filter(isRecord) : []) {
    const privileges = Array.isArray(one.privileges) ? one.privileges : [];
    for (const name of Array.isArray(one.names) ? one.names : [one.names])
      indices[String(name)] = {
        ...indices[String(name)],
        ...Object.fromEntries(privileges.map((told) => [told, may(INDEX_PRIVILEGES, 'index:', told)])),
      };
  }
  const all = [...Object.values(own), ...Object.values(indices).flatMap((one) => Object.values(one))];
  return { username: user.name, has_all_requested: all.every((one) => one), cluster: own, index: indices, application: {} };
}

function authInfo(ask: Ask): unknown {
  const { name, may } = known(ask);
  return {
    ...{ user: `User [name=${name}, backend_roles=[], requestedTenant=null]`, user_name: name, user_requested_tenant: null },
    ...{
      remote_address: '127.0.0.1:57144',
      backend_roles: [],
      custom_attribute_names: [],
      roles: ['own_index', may.includes('all') ? 'all_access' : name],
    },
    ...{ tenants: { [name]: true }, principal: null, peer_certificates: '0', sso_logout_url: null },
  };
}
