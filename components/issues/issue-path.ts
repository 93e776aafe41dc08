/** Where one issue stands on the issues page. */
export function issuePath(key: string): string {
  return `/issues#${encodeURIComponent(key)}`;
}
