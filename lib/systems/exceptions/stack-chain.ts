import { formatCount } from '../../format/number.ts';
import { type FrameLine, readFrameLine, readOffsetLine } from './frame-line.ts';

/** A line below the head of an exception. `mark`: a line between dashes that .NET puts there. `order` grows from line to line of the whole text. */
export type StackLine = { raw: string; frame: FrameLine | null; isMark: boolean; order: number };
/**
 * An exception as its text tells it. `isAside`: one of several that an AggregateException holds, and not the first. `isAppendix`: the trace of where it was logged, which Exceptional adds, and no
 * exception.
 */
export type ReadException = { type: string; message: string; lines: StackLine[]; isAside: boolean; isAppendix: boolean };

/** So many lines of stacks are read; the rest is one line that says how many. */
export const MOST_LINES = 1_000;
/** So many heads at most are read in one line. */
const MOST_IN_A_LINE = 100;
const MOST_MESSAGE = 20_000;
const MOST_RAW = 4_000;
export const APPENDIX = 'Full Trace:';

const HEAD = /^([\p{L}_$][\p{L}\p{N}_.+`$]*(?:\[[^\]\s]{0,300}\]{1,9})?)(?: (\((?:0x[0-9A-Fa-f]{1,16}|-?[0-9]{1,10})\)))?(?::(?: |$)|$)/u;
const NUMBERED = /^\(Inner Exception #([0-9]{1,9})\) /;
/** The end of an inner exception where its room in front was lost, in the languages of .NET that say so with a word like this. */
const SAYS_INNER = /inner|intern|interieur|внутрен|内部|內部|내부|wewnętrz|vnitřní|iç özel/i;

/**
 * Takes apart what `Exception.ToString()` gave: the exceptions in the order in which they stand there, the outermost first. Text that is no such thing is one exception without a type whose lines are
 * that text. Takes time in proportion to the text.
 */
export function readChain(detail: string): readonly ReadException[] {
  const reader = new ChainReader();
  let from = 0;
  while (from < detail.length && !reader.isFull) {
    const found = detail.indexOf('\n', from);
    const end = found < 0 ? detail.length : found;
    reader.take(detail.slice(from, detail[end - 1] === '\r' && end > from ? end - 1 : end));
    from = end + 1;
  }
  const chain = reader.finish(from < detail.length ? linesFrom(detail, from) : 0);
  if (chain.length > 0 || detail.trim() === '') return chain;
  return [{ ...begun('', false), lines: [plain(detail)] }];
}

class ChainReader {
  readonly #chain: ReadException[] = [];
  /** Those whose end did not come yet, the innermost last; and those that wait while one of several is told. */
  #open: ReadException[] = [];
  readonly #waiting: ReadException[][] = [];
  #lines = 0;

  get isFull(): boolean {
    return this.#lines >= MOST_LINES;
  }

  take(line: string): void {
    const text = line.trim();
    const closes = closesIn(text);
    const rest = closes === 0 ? text : text.slice(0, -4 * closes).trimEnd();
    if (rest !== '') this.#read(closes === 0 ? line : line.slice(0, line.lastIndexOf(rest) + rest.length), rest);
    else if (closes === 0) this.#blank();
    for (let left = closes; left > 0; left -= 1) this.#open = this.#waiting.pop() ?? this.#open;
  }

  finish(left: number): readonly ReadException[] {
    for (const one of this.#chain) one.message = cutMessage(one.message.trimEnd());
    if (left > 0) this.#chain.at(-1)?.lines.push(plain(`… ${formatCount(left)} more lines, which are not read`));
    const [only] = this.#chain;
    if (this.#chain.length === 1 && only !== undefined && only.type === '' && only.lines.every(({ frame }) => frame === null)) {
      const lines = only.message.split('\n').filter((line) => line.trim() !== '');
      return [{ ...only, message: '', lines: [...lines.map(plain), ...only.lines] }];
    }
    return this.#chain.filter((one, index) => !isToldBefore(this.#chain, one, index));
  }

  #read(line: string, text: string): void {
    const current = this.#open.at(-1);
    if (current?.isAppendix) this.#push(current, { ...plain(line), frame: readOffsetLine(text) ?? readFrameLine(line) });
    else if (text === APPENDIX && current !== undefined) this.#begin([{ ...begun('', false), message: APPENDIX, isAppendix: true }]);
    else if (text.startsWith('---> ')) this.#inner(text.slice(5));
    else if (text.startsWith('--- ') && text.endsWith(' ---') && current !== undefined) this.#mark(current, line, text);
    else this.#lineOf(current, line, readFrameLine(line));
  }

  #lineOf(current: ReadException | undefined, line: string, frame: FrameLine | null): void {
    if (current === undefined) {
      // A stack whose head was not stored begins with a frame.
      const heads = frame === null ? headsIn(line, false) : [begun('', false)];
      this.#begin(heads);
      if (frame !== null) for (const head of heads) this.#push(head, { ...plain(line), frame });
    } else if (frame !== null || current.lines.length > 0 || /^\s+at /.test(line)) {
      this.#push(current, { ...plain(line), frame });
    } else if (!line.includes(' ---> ')) {
      current.message += `\n${line}`;
    } else {
      const [more, ...inner] = headsIn(line, current.isAside, true);
      current.message += `\n${more?.message ?? ''}`;
      this.#begin(inner);
    }
  }

  #blank(): void {
    const current = this.#open.at(-1);
    if (current !== undefined && current.lines.length === 0 && !current.isAppendix) current.message += '\n';
  }

  #inner(text: string): void {
    const numbered = NUMBERED.exec(text);
    if (numbered === null) {
      this.#begin(headsIn(text, this.#open.at(-1)?.isAside ?? false));
    } else {
      this.#waiting.push(this.#open);
      this.#open = [];
      this.#begin(headsIn(text.slice(numbered[0].length), true));
    }
  }

  #mark(current: ReadException, line: string, text: string): void {
    this.#push(current, { ...plain(line), isMark: true });
    const isRethrow = text.includes('previous location');
    if (!isRethrow && (/^\s/.test(line) || SAYS_INNER.test(text)) && this.#open.length > 1) this.#open.pop();
  }

  #begin(read: readonly ReadException[]): void {
    this.#chain.push(...read);
    this.#open.push(...read);
    this.#lines += read.length;
  }

  #push(to: ReadException, line: StackLine): void {
    this.#lines += 1;
    to.lines.push({ ...line, order: this.#lines });
  }
}

/** The heads in one line: .NET Framework writes an inner exception behind the message of its outer one. `isMessage`: the line goes on with a message, and begins with no head. */
function headsIn(line: string, isAside: boolean, isMessage = false): ReadException[] {
  const texts: string[] = [];
  let from = 0;
  for (let at = line.indexOf(' ---> '); at >= 0; at = line.indexOf(' ---> ', at + 6)) {
    if (texts.length === MOST_IN_A_LINE) break;
    const type = HEAD.exec(line.slice(at + 6, at + 606))?.[1];
    if (type === undefined || !/[.]|Exception|Error/.test(type)) continue;
    texts.push(line.slice(from, at));
    from = at + 6;
  }
  texts.push(line.slice(from));
  return texts.map((text, index) => (isMessage && index === 0 ? { ...begun('', isAside), message: text } : headOf(text, isAside)));
}

function headOf(text: string, isAside: boolean): ReadException {
  const found = HEAD.exec(text.slice(0, 600));
  const type = found?.[1];
  if (found === null || type === undefined) return { ...begun('', isAside), message: text };
  const message = text.slice(found[0].length);
  return { ...begun(type, isAside), message: found[2] === undefined ? message : `${found[2]} ${message}`.trimEnd() };
}

function begun(type: string, isAside: boolean): ReadException {
  return { type, message: '', lines: [], isAside, isAppendix: false };
}

/** .NET Framework tells the first of several twice. */
function isToldBefore(chain: readonly ReadException[], one: ReadException, index: number): boolean {
  if (!one.isAside) return false;
  return chain.slice(Math.max(0, index - 50), index).some((other) => !other.isAside && isSame(other, one));
}

function isSame(one: ReadException, other: ReadException): boolean {
  const linesOf = ({ lines }: ReadException) => lines.filter(({ isMark }) => !isMark).map(({ raw }) => raw.trim());
  return one.type === other.type && one.message === other.message && linesOf(one).join('\n') === linesOf(other).join('\n');
}

function closesIn(text: string): number {
  let closes = 0;
  while (text.endsWith('<---', text.length - 4 * closes)) closes += 1;
  return closes;
}

function plain(line: string): StackLine {
  const raw = line.length <= MOST_RAW ? line : `${line.slice(0, MOST_RAW)}… (${formatCount(line.length - MOST_RAW)} more characters)`;
  return { raw, frame: null, isMark: false, order: 0 };
}

function cutMessage(message: string): string {
  if (message.length <= MOST_MESSAGE) return message;
  return `${message.slice(0, MOST_MESSAGE)}… (${formatCount(message.length - MOST_MESSAGE)} more characters)`;
}

function linesFrom(text: string, from: number): number {
  let lines = 0;
  for (let at = from; at < text.length; lines += 1) {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  return lines;
}
