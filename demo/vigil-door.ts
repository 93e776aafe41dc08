/** What a script asks of Vigil: a server out of rotation in one tier, or back into it. */
export type VigilOrder = { action: 'drain' | 'return'; group: string; server: string; reason: string };

/** Gives an order to Vigil, and resolves when Vigil has proved it. Rejects in words when there is no answer or another one. */
export type Door = (order: VigilOrder) => Promise<void>;

/** What a build server tells the timeline of Vigil: that a deploy begins, and that it is done. */
export type DeployMark = { service: string; version: string; title: string; systems: string[] };
export type Marker = (deploy: DeployMark, phase: 'begin' | 'end') => Promise<void>;

const PATIENCE_MS = 10_000;

/** The door of the Vigil at this address for who has the token, as docs/rotation.md tells scripts to use it. */
export function openDoor(address: string, token: string): Door {
  return ({ action, ...asked }) => post({ address, token, path: `/api/v1/rotation/${action}`, body: asked });
}

/** Marks deploys on the timeline of the Vigil at this address for who has the token. The end of a deploy goes under the id of its beginning. */
export function openMarker(address: string, token: string): Marker {
  const ids = new Map<string, string>();
  return async (deploy, phase) => {
    const now = new Date().toISOString();
    const id = phase === 'end' ? (ids.get(deploy.service) ?? now) : now;
    ids.set(deploy.service, id);
    await post({ address, token, path: '/live/v1/deploys', body: { ...deploy, id, ...(phase === 'end' ? { endedAt: now } : {}) } });
  };
}

type Posted = { address: string; token: string; path: string; body: object };

async function post({ address, token, path, body }: Posted): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body: JSON.stringify(body), signal }).catch((error: unknown) =>
    Promise.reject(new Error(`Vigil does not answer at ${address}`, { cause: error })),
  );
  if (!answer.ok) throw new Error(`Vigil answers ${answer.status}: ${messageIn(await answer.text())}`);
  await answer.body?.cancel();
}

/** The message of an error as Vigil words it, or the beginning of whatever came. */
function messageIn(text: string): string {
  return /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 200);
}
