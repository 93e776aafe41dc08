/** What is part of the name of a secret, wherever it stands: "RefreshTokenHash", "x_csrf", ".AspNetCore.Session". "Author" is none. */
const PARTS =
  /auth(?!or(?!i[sz]))|passw|passphrase|pwd|secret|token|cookie|session|csrf|xsrf|credential|bearer|jwt|signature|connection.?string|private|api.?key|all_?(?:http|raw)|card.?n|cvv|iban|ssn/i;
/** What is one only as a word of its own: "X-Api-Key" and "accessKey", not "Keyboard". */
const MAY_HOLD_WORD = /key|sid|sig|pass|pin|otp|nonce|sess|cvc/i;
const WORDS = new Set(['key', 'keys', 'sid', 'sig', 'pass', 'pin', 'otp', 'nonce', 'sess', 'cvc']);

/** Whether a value so called is hidden even from who may see details, until it is asked for. `masked` are further names, as configured; case does not count. */
export function isSecretName(name: string, masked: readonly string[]): boolean {
  if (PARTS.test(name)) return true;
  if (masked.length > 0 && masked.some((one) => one.toLowerCase() === name.toLowerCase())) return true;
  if (!MAY_HOLD_WORD.test(name)) return false;
  const words = name.replace(/([\p{Ll}\p{N}])(?=\p{Lu})/gu, '$1 ').split(/[^\p{L}\p{N}]+/u);
  return words.some((word) => WORDS.has(word.toLowerCase()));
}

const NAME = /([\p{L}\p{N}_.%[\]-]{1,100})(["']?\s{0,3}[=:]\s{0,3})/gu;
const VALUE = /"[^"\n]*"|'[^'\n]*'|(?:Bearer|Basic|Digest|Negotiate) +[^\s&;,"']+|[^\s&;,"']+/iuy;
/** "AuthenticationException: Not signed in" is the head of an exception. */
const TYPE = /(?:Exception|Error)$/;

/** A text in which values that are given to secret names are hidden: those of an address, of a header, of a connection string, of an order of SQL. What has no name before it stays. */
export function withoutSecrets(text: string): string {
  let shown = '';
  let from = 0;
  for (const { 0: found, 1: name = '', 2: between = '', index } of text.matchAll(NAME)) {
    const valueAt = index + found.length;
    if (index < from || !isSecretName(name, []) || (between.startsWith(':') && TYPE.test(name))) continue;
    VALUE.lastIndex = valueAt;
    if (!VALUE.test(text)) continue;
    shown += `${text.slice(from, valueAt)}***`;
    from = VALUE.lastIndex;
  }
  return shown + text.slice(from);
}
