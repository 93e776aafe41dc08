export type Answered = { status: number; type: string; product: string | null; text: string; body: unknown };

/** Asks as anybody may, and gives what came; `body` is undefined where that is no JSON. */
export async function ask(url: string, options: RequestInit = {}): Promise<Answered> {
  const answer = await fetch(url, options);
  const text = await answer.text();
  const type = answer.headers.get('content-type') ?? '';
  const body: unknown = type.includes('json') && text !== '' ? JSON.parse(text) : undefined;
  return { status: answer.status, type, product: answer.headers.get('x-elastic-product'), text, body };
}

export function put(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  return ask(url, { method: 'PUT', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

export function post(url: string, body?: unknown): Promise<Answered> {
  if (body === undefined) return ask(url, { method: 'POST' });
  return ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
