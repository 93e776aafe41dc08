/** Replaces every secret in a text by ***. Applied to the whole text before it is cut, so that no half of a secret is left at the end. */
export type Conceal = (text: string) => string;

/** A concealer for the value of an authorization header: the header itself, its credentials, and for Basic the password, in the ways a page may spell it. */
export function concealAuthorization(authorization: string | null): Conceal {
  return concealAll(secretsOf(authorization));
}

/** A concealer for a secret that is sent as it is; without one nothing is concealed. */
export function concealSecret(secret: string | null): Conceal {
  return concealAll(secret === null ? [] : [secret]);
}

function concealAll(found: readonly string[]): Conceal {
  const spellings = found.flatMap(spellingsOf);
  const secrets = [...new Set(spellings)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function secretsOf(authorization: string | null): string[] {
  if (authorization === null) return [];
  const credentials = authorization.slice(authorization.indexOf(' ') + 1);
  if (!/^basic /i.test(authorization)) return [authorization, credentials];
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return [authorization, credentials, pair.slice(pair.indexOf(':') + 1)];
}

// Addresses are percent-encoded, JSON and HTML escape what they quote, and bodies are shown as latin1 whatever they are.
function spellingsOf(secret: string): string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const spellings = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), html];
  return spellings.flatMap((spelling) => [spelling, Buffer.from(spelling, 'utf8').toString('latin1')]);
}
