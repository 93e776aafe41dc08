/** An answer that is an error: thrown by what answers, written by the server. `body` is sent as JSON, or as it is where it is text. */
export class WireError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The shape of nearly all errors of every version. `more` stands beside the reason (`index`, `caused_by`). */
export function problem(status: number, type: string, reason: string | null, more: Record<string, unknown> = {}): WireError {
  const { caused_by, ...beside } = more;
  const cause = { type, reason, ...beside };
  const error = { root_cause: [cause], ...cause, ...(caused_by === undefined ? {} : { caused_by }) };
  return new WireError(status, { error, status });
}

export function illegalArgument(reason: string): WireError {
  return problem(400, 'illegal_argument_exception', reason);
}

/** GET of a name that nothing serves is taken for an index, whose name may not begin so. */
export function badIndexName(index: string): WireError {
  return problem(400, 'invalid_index_name_exception', `Invalid index name [${index}], must not start with '_'.`, {
    ...{ index_uuid: '_na_', index },
  });
}

export function noSuchIndex(index: string): WireError {
  return problem(404, 'index_not_found_exception', `no such index [${index}]`, {
    ...{ 'resource.type': 'index_or_alias', 'resource.id': index, index_uuid: '_na_', index },
  });
}

export function noHandler(path: string, method: string): WireError {
  return new WireError(400, { error: `no handler found for uri [${path}] and method [${method}]` });
}

export function wrongMethod(path: string, method: string, allowed: readonly string[]): WireError {
  const error = `Incorrect HTTP method for uri [${path}] and method [${method}], allowed: [${allowed.join(', ')}]`;
  return new WireError(405, { error, status: 405 }, { allow: allowed.join(',') });
}
