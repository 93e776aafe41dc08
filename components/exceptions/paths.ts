export const EXCEPTIONS_PATH = '/exceptions';

/** `query` is what the address of a list says of what it is (listQuery). */
export function storePath(store: string, query = ''): string {
  return `${EXCEPTIONS_PATH}/${encodeURIComponent(store)}${query}`;
}

export function errorPath(store: string, guid: string, query = ''): string {
  return `${storePath(store)}/${encodeURIComponent(guid)}${query}`;
}

/** The query of a list without the error that is looked at beside it: "?app=Core", or ''. */
export function listQuery(params: { toString(): string }): string {
  const query = new URLSearchParams(params.toString());
  query.delete('error');
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
