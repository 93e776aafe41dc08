/** What a cluster runs, by its own word. */
export type Release = { is: 'elasticsearch' | 'opensearch'; version: string };

export function isSearch(release: Release): boolean {
  return release.is === 'elasticsearch';
}

/** Whether it is Elasticsearch of `major.minor` or later. */
export function isElasticFrom(release: Release, major: number, minor = 0): boolean {
  return release.is === 'elasticsearch' && isFrom(release, major, minor);
}

/** Whether it is OpenSearch of `major.minor` or later. */
export function isOpenFrom(release: Release, major: number, minor = 0): boolean {
  return release.is === 'opensearch' && isFrom(release, major, minor);
}

function isFrom({ version }: Release, major: number, minor: number): boolean {
  const { major: own, minor: ownMinor } = numbersOf(version);
  return own > major || (own === major && ownMinor >= minor);
}

export function numbersOf(version: string): { major: number; minor: number; patch: number } {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return { major, minor, patch };
}
