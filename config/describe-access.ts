import type { AccessSettings } from '#lib/access/access.ts';
import type { Grants, Right } from '#lib/access/rights.ts';
import { formatDuration } from '#lib/text/duration.ts';

/** Who may come in, one thing per line; holds no secret and no hash of one. */
export function describeAccess({ sessionMs, anonymous, isDemo, users, tokens }: AccessSettings): string[] {
  return [
    `access  who signs in stays signed in for ${formatDuration(sessionMs)}`,
    ...(anonymous.length === 0 ? [] : [`        anybody may view ${anonymous.join(', ')} without signing in`]),
    ...users.map(({ name, grants }) => `        user ${name}: ${roleWords(grants).join(', ')}`),
    ...tokens.map(({ name, grants }) => `        token ${name}: ${tokenWords(grants).join(', ')}`),
    ...(isDemo
      ? ['        DEMO USERS: everybody knows them. ann with password ann may do everything, dev with password dev may view everything']
      : []),
  ];
}

function roleWords({ all, systems }: Grants): string[] {
  const own = Object.entries(systems).map(([system, rights]): [string, readonly Right[]] => [system, rights]);
  return ([['all systems', all], ...own] as const).flatMap(([where, rights]) => [
    ...(rights.includes('view') ? [`${rights.includes('act') ? 'admin' : 'viewer'} of ${where}`] : []),
    ...(rights.includes('details') ? [`sees the details of ${where}`] : []),
  ]);
}

function tokenWords({ all, systems }: Grants): string[] {
  const scopes = [...(all.length > 0 ? ([['all systems', all]] as const) : []), ...Object.entries(systems)];
  return scopes.map(([system, rights]) => `may ${verbOf(rights)} ${system}`);
}

function verbOf(rights: readonly Right[]): string {
  if (rights.includes('mark')) return 'mark deploys of';
  return rights.includes('act') ? 'act on' : 'view';
}
