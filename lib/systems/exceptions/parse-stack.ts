import { isOfFramework, isPlumbing } from './frame-kind.ts';
import type { FrameLine } from './frame-line.ts';
import type { Frame, FramePart, Thrown } from './model-detail.ts';
import type { ExceptionsSettings } from './settings.ts';
import { linkOf } from './source-link.ts';
import { readChain, type StackLine } from './stack-chain.ts';

export type StackGiven = Pick<ExceptionsSettings, 'framework' | 'sourceLinks'>;

/**
 * Reads the text of an exception of .NET, in any of its languages: what was thrown, the outermost first, each with its frames, and as the last with the message "Full Trace:" what Exceptional adds.
 * What is no such text, as a stack of JavaScript or Python, is one without a type whose frames are its lines. Every line is in the answer, as long as the text has not thousands of them.
 */
export function readStack(detail: string, given: StackGiven): readonly Thrown[] {
  return readChain(detail).map(({ type, message, lines }) => ({ type, message, frames: lines.map((line) => frameOf(line, given)) }));
}

function frameOf({ raw, frame, isMark }: StackLine, given: StackGiven): Frame {
  if (frame === null) return unread(raw, isMark);
  const { type, method, isLambda, file, line } = frame;
  const isFramework = isOfFramework(frame, given.framework);
  return {
    ...{ raw, type, method: isLambda ? `${method} (lambda)` : method, parts: partsOf(frame, isFramework) },
    ...{ isFramework, isNoise: isPlumbing(frame), file, line, link: linkOf(raw, given.sourceLinks) },
  };
}

function unread(raw: string, isNoise: boolean): Frame {
  const parts: FramePart[] = [{ text: raw.trim(), is: isNoise ? 'dim' : 'plain' }];
  return { raw, type: null, method: null, parts, isFramework: false, isNoise, file: null, line: null, link: null };
}

/** "at Shop.", "Cart.Add", "(Int32)", " in ", "Cart.cs:42": the class and the method are what is looked for. */
function partsOf(frame: FrameLine, isFramework: boolean): FramePart[] {
  const { type, method, isLambda, generics, args, file, line } = frame;
  const point = type.lastIndexOf('.') + 1;
  const name = type === '' ? method : `${type.slice(point)}${method.startsWith('.') ? '' : '.'}${method}`;
  const parts: FramePart[] = [
    { text: `at ${type.slice(0, point)}`, is: 'dim' },
    { text: name, is: isFramework ? 'dim' : 'strong' },
    { text: `${generics}(${args})${isLambda ? ' lambda' : ''}`, is: 'dim' },
  ];
  if (file === null) return parts;
  const place = `${file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)}${line === null ? '' : `:${line}`}`;
  return [...parts, { text: ' in ', is: 'dim' }, { text: place, is: isFramework ? 'dim' : 'plain' }];
}
