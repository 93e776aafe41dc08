import type { IncomingHttpHeaders } from 'node:http';
import { isElasticFrom, isSearch, type Release } from './release.ts';
import { problem, WireError } from './wire-error.ts';

/** What a call may need, by the names of Elasticsearch; `none` needs a known user alone. `all` is every one of them. */
export type Privilege = 'none' | (typeof CLUSTER_PRIVILEGES)[number] | `index:${(typeof INDEX_PRIVILEGES)[number]}`;

export const CLUSTER_PRIVILEGES = [
  'monitor',
  'manage',
  'read_ilm',
  'read_slm',
  'manage_slm',
  'monitor_snapshot',
  'manage_index_templates',
] as const;
export const INDEX_PRIVILEGES = ['monitor', 'view_index_metadata', 'maintenance', 'manage', 'manage_ilm'] as const;

/** Who may ask, and as whom: a password, an API key as it is sent (base64 of id:key), or a token. */
export type WireUser = {
  name: string;
  by: { password: string } | { apiKey: string } | { token: string };
  may: readonly (Privilege | 'all')[];
};

const BASIC = 'Basic realm="security", charset="UTF-8"';

/** Who asks; null where the cluster asks nobody for a password. Throws 401 as the product says it. */
export function userOf(
  release: Release,
  users: readonly WireUser[] | null,
  asked: { headers: IncomingHttpHeaders; path: string },
): WireUser | null {
  if (users === null) return null;
  const { authorization = '' } = asked.headers;
  const user = users.find((one) => expected(one).some((told) => told === authorization));
  if (user !== undefined) return user;
  if (!isSearch(release))
    throw new WireError(401, 'Unauthorized', {
      'www-authenticate': 'Basic realm="OpenSearch Security"',
      'content-type': 'text/plain; charset=UTF-8',
    });
  throw unauthenticated(release, authorization, asked.path);
}

function expected({ name, by }: WireUser): string[] {
  if ('password' in by) return [`Basic ${Buffer.from(`${name}:${by.password}`).toString('base64')}`];
  return 'apiKey' in by ? [`ApiKey ${by.apiKey}`] : [`Bearer ${by.token}`];
}

function unauthenticated(release: Release, authorization: string, path: string): WireError {
  const basic = isElasticFrom(release, 8) ? BASIC : BASIC.replace(',', '');
  const schemes = [basic, 'Bearer realm="security"', 'ApiKey'];
  return Object.assign(problem(401, 'security_exception', whyNot(authorization, path), { header: { 'WWW-Authenticate': schemes } }), {
    headers: { 'www-authenticate': schemes.join(', ') },
  });
}

function whyNot(authorization: string, path: string): string {
  if (authorization.startsWith('Basic ')) {
    const name = Buffer.from(authorization.slice(6), 'base64').toString().split(':')[0] ?? '';
    return `unable to authenticate user [${name}] for REST request [${path}]`;
  }
  if (authorization !== '') return `unable to authenticate with provided credentials and anonymous access is not allowed for this request`;
  return `missing authentication credentials for REST request [${path}]`;
}

/** What else grants one: who may manage may do nearly all of it (ClusterPrivilegeResolver, IndexPrivilege). */
const GRANTED_BY: Record<Exclude<Privilege, 'none'>, readonly string[]> = {
  ...{ monitor: ['monitor', 'manage'], manage: ['manage'], read_ilm: ['read_ilm', 'manage_ilm', 'manage'] },
  ...{ read_slm: ['read_slm', 'manage_slm', 'manage'], manage_slm: ['manage_slm', 'manage'] },
  ...{ monitor_snapshot: ['monitor_snapshot', 'manage'], manage_index_templates: ['manage_index_templates', 'manage'] },
  'index:monitor': ['index:monitor', 'index:manage'],
  'index:view_index_metadata': ['index:view_index_metadata', 'index:manage'],
  'index:maintenance': ['index:maintenance', 'index:manage'],
  'index:manage': ['index:manage'],
  'index:manage_ilm': ['index:manage_ilm', 'index:manage'],
};

export function mayDo(user: WireUser, privilege: Privilege): boolean {
  if (privilege === 'none' || user.may.includes('all')) return true;
  return user.may.some((held) => GRANTED_BY[privilege].includes(held));
}

/** Throws 403 with the name of the action, in the words of the product. */
export function checkRight(release: Release, user: WireUser | null, { action, privilege }: { action: string; privilege: Privilege }): void {
  if (user === null || mayDo(user, privilege)) return;
  throw problem(403, 'security_exception', deniedText(release, user, { action, privilege }));
}

function deniedText(release: Release, { name }: WireUser, { action, privilege }: { action: string; privilege: Privilege }): string {
  if (!isSearch(release)) return `no permissions for [${action}] and User [name=${name}, backend_roles=[], requestedTenant=null]`;
  const roles = isElasticFrom(release, 8) ? `with effective roles [${name}]` : `with roles [${name}]`;
  const isIndex = privilege.startsWith('index:');
  const granting = [...(GRANTED_BY[privilege as Exclude<Privilege, 'none'>] ?? []), 'all'].map((one) => one.replace('index:', ''));
  return `action [${action}] is unauthorized for user [${name}] ${roles}, this action is granted by the ${isIndex ? 'index' : 'cluster'} privileges [${granting.join(',')}]`;
}
