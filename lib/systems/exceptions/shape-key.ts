import { digestOf } from '../../io/digest.ts';
import { isOfFramework, isPlumbing } from './frame-kind.ts';
import type { FrameLine } from './frame-line.ts';
import { messageKind } from './shape-message.ts';
import { readChain } from './stack-chain.ts';

/** What tells of which kind an error is: of the table's columns the application, type, message and detail, and the beginnings of names that are of a framework. */
export type ShapeGiven = { app: string; type: string; message: string | null; detail: string | null; framework: readonly string[] };
/** `key`: 16 hexadecimal digits. `place`: the frame that names it, "PostQueries.TaggedPage"; null where the stack has none. */
export type Shape = { key: string; place: string | null };

/**
 * Of which rule a key is; it is part of what is hashed. The rule below is never changed under one version, nor what it calls: readChain, readFrameName, isPlumbing, messageKind. A key that is kept, or
 * stands in an address somebody sent, has to mean the same for ever.
 */
const VERSION = 'vigil-shape-1';
const MOST_FRAMES = 5;

/**
 * The rule: errors are of one shape where these are the same.
 *
 * 1. The application, in lower case, and the type, as in their columns.
 * 2. The first five different methods in the order in which the stack tells them (the place of the throw first, and on from the inner exception to the outer ones), each as its class and name,
 *    without: frames of a framework, plumbing of async, exceptions of an AggregateException but the first, and the trace that Exceptional adds. Of a name nothing is left that a build, a machine or a
 *    language could change: no arguments, generics, offsets, files or lines; a state machine is its method, a lambda is "lambda in" its method whatever its ordinal, and numbers that are generated
 *    (proxies, dynamic methods, views) are gone. A method twice is one, so that the depth of a recursion makes no other shape.
 * 3. Only where no such method is there: the message without its values, as messageKind does.
 *
 * The message is otherwise no part: it is full of values and of languages. ErrorHash is not used: it differs between processes.
 */
export function shapeOf({ app, type, message, detail, framework }: ShapeGiven): Shape {
  const frames = framesOf(detail ?? '');
  const own = frames.filter((frame) => !isOfFramework(frame, framework));
  const methods = [...new Set(own.map(methodKey))].slice(0, MOST_FRAMES);
  const told = methods.length > 0 ? ['stack', ...methods] : ['message', messageKind(message ?? '')];
  const text = JSON.stringify([VERSION, app.trim().toLowerCase(), type.trim(), ...told]);
  const [top] = own.length > 0 ? own : frames;
  return {
    key: digestOf(text),
    place: top === undefined ? null : placeOf(top),
  };
}

/** What keys are made by besides the rows: where it differs, kept keys are not those that are made now. */
export function shapeRule(framework: readonly string[]): string {
  return digestOf(JSON.stringify([VERSION, ...new Set(framework)].sort()));
}

function framesOf(detail: string): FrameLine[] {
  return readChain(detail)
    .filter(({ isAside, isAppendix }) => !isAside && !isAppendix)
    .flatMap(({ lines }, index) => lines.map(({ frame, order }) => ({ frame, order, index })))
    .sort((one, other) => one.order - other.order)
    .flatMap(({ frame }) => (frame === null || isPlumbing(frame) ? [] : [frame]));
}

function methodKey({ type, method, isLambda }: FrameLine): string {
  const name = [type, method]
    .filter((part) => part !== '')
    .map(withoutGenerated)
    .join('.');
  return isLambda ? `lambda in ${name}` : name;
}

/**
 * Numbers of a name that no person wrote: long hexadecimals with digits (views, GUIDs), runs of four digits or more, and those at the end of what proxies, dynamic methods and ASP.NET generate.
 * "Sha256" and "Step2" stay.
 */
function withoutGenerated(name: string): string {
  return name
    .replace(/[0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12}/gi, '#')
    .replace(/(?<![a-z0-9])(?=[0-9a-f]*[0-9])[0-9a-f]{8,}(?![a-z0-9])/gi, '#')
    .replace(
      /(lambda_method|Proxy|AnonymousType|DynamicMethod|__control|Submission|Regex(?:Runner|Factory)?|XmlSerialization(?:Reader|Writer)\w{0,100}?)[_#]?[0-9]+/g,
      '$1',
    )
    .replace(/[0-9]{4,}/g, '#');
}

function placeOf({ type, method, isLambda }: FrameLine): string {
  const name = `${type.slice(type.lastIndexOf('.') + 1)}${type === '' || method.startsWith('.') ? '' : '.'}${method}`;
  return isLambda ? `${name} (lambda)` : name;
}
