/** A version that an instance of the stand-in pretends to be: the last public build of its line that the model was made for. */
export type ReleaseYear = '2014' | '2016' | '2017' | '2019' | '2022';
export type Release = {
  year: ReleaseYear;
  servicePack: number;
  update: number;
  productVersion: string;
  /** SERVERPROPERTY ProductLevel and ProductUpdateLevel. */
  level: string;
  updateLevel: string | null;
};

const RELEASES: Record<ReleaseYear, Release> = {
  2014: { year: '2014', servicePack: 3, update: 4, productVersion: '12.0.6329.1', level: 'SP3', updateLevel: 'CU4' },
  2016: { year: '2016', servicePack: 3, update: 0, productVersion: '13.0.6300.2', level: 'SP3', updateLevel: null },
  2017: { year: '2017', servicePack: 0, update: 31, productVersion: '14.0.3456.2', level: 'RTM', updateLevel: 'CU31' },
  2019: { year: '2019', servicePack: 0, update: 28, productVersion: '15.0.4385.2', level: 'RTM', updateLevel: 'CU28' },
  2022: { year: '2022', servicePack: 0, update: 14, productVersion: '16.0.4135.4', level: 'RTM', updateLevel: 'CU14' },
};
/** What the catalogue marks as belonging to other products, or as documented without a version: no boxed server here has it. */
const NEVER = new Set(['azure', 'synapse', 'fabric', 'edge', 'unstated']);

/** The release of a year, with its build. */
export function releaseOf(year: ReleaseYear): Release {
  return RELEASES[year];
}

/**
 * Whether a release has what is documented as there `since`: "2016", "2016 SP2", or one place in each line ("2016 SP3 / 2017 CU25"). Null since means from the start; a later line than the last
 * one named has it.
 */
export function isSince(release: Release, since: string | null): boolean {
  if (since === null) return true;
  if (NEVER.has(since)) return false;
  const lines = since.split(' / ').map(lineOf);
  const reached = lines.filter(({ year }) => year <= Number(release.year)).at(-1);
  if (!reached) return false;
  if (reached.year < Number(release.year)) return true;
  if (release.servicePack !== reached.servicePack) return release.servicePack > reached.servicePack;
  return release.update >= reached.update;
}

/** Whether a release no longer has what was documented `until` a version. */
export function isGone(release: Release, until: string | null): boolean {
  return until !== null && lineOf(until).year < Number(release.year);
}

function lineOf(text: string): { year: number; servicePack: number; update: number } {
  const found = /^(\d{4})(?: R2)?(?: SP(\d*))?(?: CU(\d+))?$/.exec(text);
  if (!found) throw new Error(`stand-in: the catalogue names a version that nobody can read: ${text}`);
  const [, year, servicePack, update] = found;
  return { year: Number(year), servicePack: servicePack === undefined ? 0 : Number(servicePack || 1), update: Number(update ?? 0) };
}
