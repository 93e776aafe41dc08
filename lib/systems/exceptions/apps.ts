import type { Team } from './model.ts';
import type { AppSettings, ExceptionsSettings } from './settings.ts';

/** What applies to an application: what is written of it, whatever its case, or what is written of all. */
export function appSettings({ apps, appDefaults }: Pick<ExceptionsSettings, 'apps' | 'appDefaults'>, app: string): AppSettings {
  const key = app.toLowerCase();
  return Object.hasOwn(apps, key) ? (apps[key] ?? appDefaults) : appDefaults;
}

/** The names of the groups in which an application stands. */
export function teamsOf(settings: Named, app: string): string[] {
  return settings.teams.filter((team) => isIn(settings, team, app)).map(({ name }) => name);
}

type Named = Pick<ExceptionsSettings, 'teams' | 'dialect'>;

/** Whether an application stands in a group, as the database compares names: PostgreSQL exactly, the others by their default collations in any case. */
export function isIn({ dialect }: Pick<ExceptionsSettings, 'dialect'>, { applications }: Pick<Team, 'applications'>, app: string): boolean {
  return dialect === 'postgresql' ? applications.includes(app) : applications.some((one) => one.toLowerCase() === app.toLowerCase());
}

/** The groups with their applications as the store writes them, as far as it was heard to. */
export function teamsAsWritten(settings: Named, apps: readonly string[]): Team[] {
  const written = (name: string): string[] => {
    const heard = apps.filter((app) => isIn(settings, { applications: [name] }, app));
    return heard.length === 0 ? [name] : heard;
  };
  return settings.teams.map((team) => ({ ...team, applications: [...new Set(team.applications.flatMap(written))] }));
}

/** The applications that stand in no group. */
export function restOf(settings: Named, apps: readonly string[]): string[] {
  return apps.filter((app) => teamsOf(settings, app).length === 0).toSorted();
}
