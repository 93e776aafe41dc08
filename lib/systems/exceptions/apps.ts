import type { AppSettings, ExceptionsSettings } from './settings.ts';

/** What applies to an application: what is written of it, whatever its case, or what is written of all. */
export function appSettings({ apps, appDefaults }: Pick<ExceptionsSettings, 'apps' | 'appDefaults'>, app: string): AppSettings {
  const key = app.toLowerCase();
  return Object.hasOwn(apps, key) ? (apps[key] ?? appDefaults) : appDefaults;
}

/** The names of the groups in which an application stands. */
export function teamsOf({ teams }: Pick<ExceptionsSettings, 'teams'>, app: string): string[] {
  return teams.filter(({ applications }) => applications.includes(app)).map(({ name }) => name);
}

/** The applications that stand in no group. */
export function restOf(settings: Pick<ExceptionsSettings, 'teams'>, apps: readonly string[]): string[] {
  return apps.filter((app) => teamsOf(settings, app).length === 0).toSorted();
}
