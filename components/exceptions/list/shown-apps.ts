import type { Team } from '#lib/systems/exceptions/model.ts';

/**
 * The groups that stand in a line, and the applications in the line below: those of the group that is picked. Where no group is configured, all applications stand in the one of those that are in none,
 * which is not shown as such.
 */
export function shownApps(teams: readonly Team[], picked: string | null): { teams: readonly Team[]; apps: readonly string[] } {
  const [first] = teams;
  if (teams.length === 1 && first?.name === '') return { teams: [], apps: first.applications };
  return { teams, apps: teams.find(({ name }) => name === picked)?.applications ?? [] };
}
