import type { Held, Told } from '../../doctor.ts';
import { versionWords } from './doctor-needs.ts';
import type { RawRights, Said } from './fetch-rights.ts';
import { JsonPart } from './json-part.ts';
import { type Right, rightNames } from './rights.ts';

/** The role that may everything (OpenSearch, security plugin, predefined roles). */
const ALL_ACCESS = 'all_access';

const ALL_INDICES = '*';

/** What is known of each right, by every name that it has in a report. What no answer tells is untold. Throws ParseError. */
export function readRights(raw: RawRights): Told {
  const held = raw.rights.flatMap((right) => {
    const own = raw.way === 'privileges' ? byPrivileges(right, raw) : byTrying(right, raw);
    return rightNames(right).map((name): [string, Held] => [name, own]);
  });
  return { version: versionOf(raw), held: Object.fromEntries(held) };
}

/** Who may not ask for the version is told by the way in which he was answered. */
function versionOf({ product, way }: RawRights): string {
  return product ? versionWords(product) : way === 'privileges' ? 'Elasticsearch' : 'OpenSearch';
}

function byPrivileges({ elastic }: Right, { privileges, features }: Extract<RawRights, { way: 'privileges' }>): Held {
  if (privileges.is === 'told') {
    const told = new JsonPart(privileges.body, '');
    const own = elastic.on === 'cluster' ? told.part('cluster') : told.part('index').part(ALL_INDICES);
    const flag = own.flag(elastic.privilege);
    if (flag === null) return { is: 'untold', why: 'its answer says nothing about it' };
    return flag ? { is: 'granted' } : { is: 'missing', why: 'its role does not have it' };
  }
  if (isOff(features)) return { is: 'granted' };
  return { is: 'untold', why: privileges.why };
}

/** True where it says itself that its security is off, so that everybody may do everything. */
function isOff(features: Said | null): boolean {
  return features?.is === 'told' && new JsonPart(features.body, '').part('features').part('security').flag('enabled') === false;
}

function byTrying(right: Right, { roles, tried }: Extract<RawRights, { way: 'trying' }>): Held {
  const names = rolesIn(roles);
  if (names.includes(ALL_ACCESS)) return { is: 'granted' };
  const own = tried.find((one) => rightNames(right).every((name) => one.names.includes(name)));
  if (own?.said.is === 'told') return { is: 'granted' };
  if (own?.said.is === 'barred') return { is: 'missing', why: own.said.why };
  if (own) return { is: 'untold', why: own.said.why };
  if (roles.is !== 'told') return { is: 'untold', why: roles.why };
  return { is: 'untold', why: `OpenSearch does not tell what its roles allow (${names.join(', ') || 'none'})` };
}

function rolesIn(roles: Said): string[] {
  return roles.is === 'told' ? new JsonPart(roles.body, '').texts('roles') : [];
}
