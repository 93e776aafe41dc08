export const EXCEPTIONS_PATH = '/exceptions';

export function storePath(store: string): string {
  return `${EXCEPTIONS_PATH}/${encodeURIComponent(store)}`;
}

export function errorPath(store: string, guid: string): string {
  return `${storePath(store)}/${encodeURIComponent(guid)}`;
}
