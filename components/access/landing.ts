const HOME = '/';

/**
 * Where to go after signing in: the page somebody came from, when it is one of this Vigil's own, else the first one. Browsers read a backslash as a slash and
 * drop tabs and line ends, so that what holds any of them is no path of ours.
 */
export function landing(from: string | null): string {
  if (from === null || !/^\/(?![/\\])[^\\]*$/.test(from) || hasControl(from)) return HOME;
  return /^\/sign-in(?:[/?#]|$)/.test(from) ? HOME : from;
}

function hasControl(text: string): boolean {
  return [...text].some((letter) => letter <= ' ' || letter === '\u007f');
}
