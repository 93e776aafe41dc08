/** The names that an object of this JSON has more than once, each of them once: JSON.parse keeps the last value and says nothing. The text must be JSON that can be read. Up to 20. */
export function repeatedNames(json: string): readonly string[] {
  const repeated = new Set<string>();
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < json.length && repeated.size < 20; at += 1) {
    const char = json[at];
    if (char === '{' || char === '[') open.push(char === '{' ? new Set() : null);
    else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const end = endOfText(json, at);
      const names = open.at(-1);
      if (names && isName(json, end + 1)) {
        const written = json.slice(at + 1, end);
        const name = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
        if (names.has(name)) repeated.add(name);
        names.add(name);
      }
      at = end;
    }
  }
  return [...repeated];
}

function endOfText(json: string, from: number): number {
  let end = json.indexOf('"', from + 1);
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let slashes = 0;
  while (json[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

function isName(json: string, from: number): boolean {
  let at = from;
  while (json[at] === ' ' || json[at] === '\n' || json[at] === '\r' || json[at] === '\t') at += 1;
  return json[at] === ':';
}
