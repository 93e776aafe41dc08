/** True for a page whose scripts are no longer there: the server was updated since the page was loaded, or is not reached. */
export function isOfOldBuild({ name, message }: Pick<Error, 'name' | 'message'>): boolean {
  return (
    name === 'ChunkLoadError' ||
    /failed to (load|fetch) (chunk|dynamically imported)|loading (css )?chunk|importing a module script failed/i.test(message)
  );
}

/** The head of a page that could not be drawn. */
export function failedTitle(error: Pick<Error, 'name' | 'message'>): string {
  return isOfOldBuild(error) ? 'This page could not be loaded' : 'This page failed';
}
