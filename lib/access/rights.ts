/** What somebody may do with a system: look at it, act on it, and see what is marked sensitive (SQL text, slow-log arguments, request data). */
export const RIGHTS = ['view', 'act', 'details'] as const;
export type ViewerRight = (typeof RIGHTS)[number];

/** `mark` is given to tokens alone: to say on the timeline that something was deployed, and nothing else. */
export type Right = ViewerRight | 'mark';

export const ROLES = ['viewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Rights over all systems, and those over single ones besides. Plain data. */
export type Grants = { all: readonly Right[]; systems: Readonly<Record<string, readonly Right[]>> };

export const NO_GRANTS: Grants = { all: [], systems: {} };

/** Vigil's own probes. Without them nobody can tell whether the rest is to be trusted, so whoever may view anything may view these. */
const OWN_SYSTEM = 'vigil';

/** The rights of a role; an admin may view what he may act on. */
export function rightsOf(role: Role): readonly Right[] {
  return role === 'admin' ? ['view', 'act'] : ['view'];
}

/** True where the right is given for this system. */
export function may(grants: Grants, right: Right, system: string): boolean {
  if (system === OWN_SYSTEM) return right === 'view' && mayViewSomething(grants);
  return grants.all.includes(right) || (Object.hasOwn(grants.systems, system) && (grants.systems[system] ?? []).includes(right));
}

export function mayViewSomething(grants: Grants): boolean {
  return isGivenSomewhere(grants, 'view');
}

/** True for who may act on one system at least. */
export function mayActSomewhere(grants: Grants): boolean {
  return isGivenSomewhere(grants, 'act');
}

/** True for who may view something and do nothing else anywhere. */
export function mayOnlyView(grants: Grants): boolean {
  return mayViewSomething(grants) && [grants.all, ...Object.values(grants.systems)].flat().every((right) => right === 'view');
}

/** True for who may act on every system: he also ends sessions and revokes tokens. */
export function isAdmin(grants: Grants): boolean {
  return grants.all.includes('act');
}

function isGivenSomewhere(grants: Grants, right: Right): boolean {
  return [grants.all, ...Object.values(grants.systems)].some((rights) => rights.includes(right));
}
