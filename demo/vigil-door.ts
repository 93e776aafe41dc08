/** What a script asks of Vigil: a server out of rotation in one tier, or back into it. */
export type VigilOrder = { action: 'drain' | 'return'; group: string; server: string; reason: string };

/** Gives an order to Vigil, and resolves when Vigil has proved it. Rejects in words when there is no answer or another one. */
export type Door = (order: VigilOrder) => Promise<void>;

const PATIENCE_MS = 10_000;

/** The door of the Vigil at this address for who has the token, as docs/rotation.md tells scripts to use it. */
export function openDoor(address: string, token: string): Door {
  return async ({ action, ...asked }) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(`${address}/api/v1/rotation/${action}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(asked),
      signal,
    }).catch((error: unknown) => Promise.reject(new Error(`Vigil does not answer at ${address}`, { cause: error })));
    if (!answer.ok) throw new Error(`Vigil answers ${answer.status}: ${messageIn(await answer.text())}`);
    await answer.body?.cancel();
  };
}

/** The message of an error as Vigil words it, or the beginning of whatever came. */
function messageIn(text: string): string {
  return /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 200);
}
