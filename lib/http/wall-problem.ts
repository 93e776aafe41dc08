import { sentence } from '../text/sentence.ts';

/** About a minute, by chance, so that walls that were switched on together do not ask together. */
const RETRY = '1e3 * (45 + 30 * Math.random())';

type WallProblem = {
  /** What happened, in words. */
  why: string;
  /** The wall is to be let in by another token. */
  isShut: boolean;
  nonce: string;
};

/**
 * A whole page that says in letters for five metres why a wall shows nothing, and what to do. Needs nothing of the build, so that it can be drawn when that fails.
 * It asks for its own address about every minute, and only when that is answered well does it leave for there: the browser's own error page would never come back.
 * The token, right or wrong, does not stay in the address. Its script runs under the nonce of the request.
 */
export function wallProblemPage({ why, isShut, nonce }: WallProblem): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No board on this wall · Vigil</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>This wall shows nothing</h1>
<p class="why">${escapeText(sentence(why))}</p>
${isShut ? REMEDY : ''}
<p class="q">Vigil answers, and this page asks it again every minute.</p>
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`;
}

const REMEDY = `<p>Make a token that may only view (npm run make-token), put its hash into the configuration, and open /tv?token=… once in this browser. Or <a href="/sign-in?from=%2Ftv">sign in</a>.</p>`;

const STYLE = `
* { margin: 0; box-sizing: border-box }
body { min-height: 100vh; display: grid; align-items: center; padding: 5vmin; color: #fff;
  font: 400 clamp(15px, 3.4vmin, 90px)/1.4 Inter, system-ui, "Liberation Sans", Arial, sans-serif;
  background: #bf261c repeating-linear-gradient(135deg, #b02019 0 1.2vmin, transparent 1.2vmin 3.6vmin) }
main { display: grid; gap: 1em; max-width: 46em; margin: 0 auto; overflow-wrap: anywhere }
h1 { font-size: 2.4em; line-height: 1.15; font-weight: 650; text-wrap: balance }
.why { font-size: 1.3em; font-weight: 560 }
a { color: inherit }
`;

const SCRIPT = `
const address = new URL(location.href);
const shown = new URL(address);
shown.searchParams.delete('token');
history.replaceState(null, '', shown);
const again = async () => {
  try {
    const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(1e4) });
    await answer.text();
    if (answer.status === 200 && new URL(answer.url).pathname === '/tv') return location.replace(answer.url);
  } catch {}
  setTimeout(again, ${RETRY});
};
setTimeout(again, 1e3);
`;

function escapeText(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (one) => entities[one] ?? one);
}
