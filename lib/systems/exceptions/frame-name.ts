/** What a frame calls by the words of who wrote it: "Shop.Cart" and "Add", whatever the compiler made of it. `generics` is what stood there in brackets: "[T]". */
export type FrameName = { type: string; method: string; isLambda: boolean; generics: string };

const OPENING = '<[';
const CLOSING = '>]';
const MOVES = new Set(['MoveNext', 'MoveNextAsync', 'Invoke', 'GenerateNext']);
const VB_STATE_MACHINE = /^VB\$StateMachine_[0-9]+_/;
const VB_CLOSURE = /^_Closure\$__/;
const VB_LAMBDA = /^_Lambda\$__/;
/** F#: `load@42-1` is the closure at line 42 of `load`. */
const FSHARP_CLOSURE = /^([^@]+)@[0-9]+(-[0-9]+)?$/;

/**
 * Reads the name of a frame as .NET writes it: nested types with . or +, generics, constructors, state machines of async methods and iterators (`<Load>d__12.MoveNext`), lambdas
 * (`<>c__DisplayClass5_0.<Load>b__1`) and local functions (`<Load>g__Inner|3_0`, which is told as "Load.Inner").
 */
export function readFrameName(written: string): FrameName {
  const segments = partsOf(written);
  const last = withoutGenerics(segments.pop() ?? '');
  const types = segments.map((segment) => withoutGenerics(segment).name);
  const own = methodOf(last.name, types);
  return { type: types.filter((name) => !isClosure(name)).join('.'), ...own, generics: last.generics };
}

/** Takes from `types` those that the compiler made for the method. */
function methodOf(name: string, types: string[]): { method: string; isLambda: boolean } {
  const holder = types.at(-1) ?? '';
  if (MOVES.has(name)) {
    const fsharp = FSHARP_CLOSURE.exec(holder);
    const method = holder.startsWith('<') && !isClosure(holder) ? holder : holder.replace(VB_STATE_MACHINE, '');
    if (fsharp?.[1] !== undefined || method !== holder || method.startsWith('<')) {
      types.pop();
      return fsharp?.[1] === undefined ? unwrapped(method) : { method: fsharp[1], isLambda: true };
    }
  }
  if (VB_LAMBDA.test(name)) return { method: 'lambda', isLambda: true };
  return unwrapped(name);
}

/** `<Load>d__12` is Load, `<<Load>b__0>d` a lambda in it, `<Load>g__Inner|3_0` its function Inner, `<Main>$` the statements at the top of a program. */
function unwrapped(name: string): { method: string; isLambda: boolean } {
  let rest = name;
  let isLambda = false;
  const inner: string[] = [];
  while (rest.startsWith('<')) {
    const end = closingOf(rest, 0);
    if (end < 0 || end === 1) break;
    const tail = rest.slice(end + 1);
    if (tail.startsWith('b__')) isLambda = true;
    if (tail.startsWith('g__')) inner.unshift(tail.slice(3).split('|')[0] ?? '');
    rest = rest.slice(1, end);
  }
  return { method: [rest, ...inner].join('.'), isLambda };
}

function isClosure(name: string): boolean {
  return name.startsWith('<>c') || VB_CLOSURE.test(name);
}

/** `Cart`1`, `Get[TKey,TValue]` and `Get<TKey, TValue>` without what tells of generics. What begins with < is of the compiler. */
function withoutGenerics(segment: string): { name: string; generics: string } {
  const found = segment.slice(1).search(segment.startsWith('<') ? /\[/ : /[[<]/) + 1;
  const name = found === 0 ? segment : segment.slice(0, found);
  return { name: name.replace(/`[0-9]+/g, ''), generics: found === 0 ? '' : segment.slice(found) };
}

/** Parts at . and + outside of brackets. The point of `.ctor` belongs to it. */
function partsOf(written: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < written.length; at += 1) {
    const char = written.charAt(at);
    if (OPENING.includes(char)) depth += 1;
    else if (CLOSING.includes(char)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && at > from && (char === '.' || char === '+')) {
      parts.push(written.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(written.slice(from));
  return parts;
}

function closingOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '<') depth += 1;
    else if (text[at] === '>') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
