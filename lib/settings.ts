import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as z from 'zod';
import { Secret } from './secret.ts';
import { isShowable } from './section.ts';
import { formatDuration, readDuration } from './text/duration.ts';
import { nearest } from './text/nearest.ts';
import { formatSize, readSize } from './text/size.ts';

/** The pieces that the config sections of all systems are made of. No message of theirs repeats a text from the file: it could be a secret in the wrong place. */

/**
 * Keys whose value is written as `{ env: NAME }` or `{ file: path }`; that of a content key may also stand in the file itself.
 * What was found there is put in place before a section is validated.
 */
export const SECRET_KEYS: readonly string[] = ['password', 'secret', 'connectionString', 'apiKey', 'token'];
export const CONTENT_KEYS: readonly string[] = ['ca', 'passwordHash', 'tokenHash'];

/** Keys below which stand names that people choose: nothing there is looked up. */
export const NAMING_KEYS: readonly string[] = ['keyPatterns', 'aliases'];

type Issue = { code?: string | undefined; input?: unknown; keys?: readonly string[] };

const CONTROL = /\p{Cc}/u;

/** A mapping that knows these keys and refuses all others; its message on unknown keys has one line per key, in the order of the keys. */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  const wrong = said('is not a mapping: write its keys on lines of their own below it, indented', known.join(', '));
  return z.strictObject(shape, {
    error: (issue: Issue) => (issue.keys ? issue.keys.map((key) => unknownKeyWords(key, issue.input, known)).join('\n') : wrong(issue)),
  });
}

/** A list of at least one `what`. */
export function listOf<Item extends z.ZodType>(item: Item, what: string): z.ZodArray<Item> {
  return list(item, what).min(1, { error: `holds no ${what}: add at least one` });
}

/** A list of `what`, which may be empty. */
export function list<Item extends z.ZodType>(item: Item, what: string): z.ZodArray<Item> {
  return z.array(item, { error: said(`is not a list: begin each ${what} with a dash`, `a list of at least one ${what}`) });
}

/** One of these words. */
export function choice<const Word extends string>(words: readonly [Word, ...Word[]]) {
  const wrong = words.length === 1 ? `is not known: write ${words[0]}` : `is none of ${words.join(', ')}: write one of them`;
  return z.enum(words, { error: said(wrong, words.join(', ')) });
}

/** A text of a certain form; `rule` says what is wrong with any other, and the fix. */
export function shaped({ example, rule, fits }: { example: string; rule: string; fits(value: string): boolean }) {
  return text(example).refine(fits, { error: rule });
}

/** The name of a node or a group: it becomes a part of an id, `group/name`. */
export function name() {
  const rule = 'is not a name: use letters, digits and . _ : - only, and begin with a letter or a digit';
  return text('lb1').regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/, { error: rule });
}

/** The name of a machine, or an address: what may stand in a list of them. */
export function hostName() {
  const rule = 'is not a host name: use letters, digits and . _ : - only, and begin with a letter, a digit or a colon';
  return text('web03').regex(/^[A-Za-z0-9:][A-Za-z0-9._:-]{0,252}$/, { error: rule });
}

/** An address, or a network of them in CIDR form; never all addresses: `instead` says what that would do. */
export function network(instead: string) {
  const rule = `is neither an address nor a network of them: write it like 10.0.0.5 or 10.0.0.0/8 (not /0, which would ${instead})`;
  return shaped({ example: '10.0.0.0/8', rule, fits: isAddressOrNetwork });
}

function isAddressOrNetwork(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= (family === 4 ? 32 : 128);
}

/** A list of tags, which may be empty. */
export function tags() {
  const rule = 'is not a tag: use letters, digits and . _ : - only, and begin with a letter or a digit';
  return list(text('prod').regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$/, { error: rule }), 'tag');
}

/** One line of text for people, at most `max` characters. */
export function line(example: string, max = 100) {
  return text(example)
    .min(1, { error: 'is empty: give it a text or take the line out' })
    .max(max, { error: `is too long: use at most ${max} characters` })
    .refine((value) => !CONTROL.test(value), { error: 'holds a line break or another control character: take it out' });
}

/** Text of several lines for people, at most `max` characters. */
export function prose(example: string, max: number) {
  return text(example)
    .max(max, { error: `is too long: use at most ${max} characters` })
    .refine((value) => value.trim() !== '', { error: 'is empty: give it a text or take the line out' })
    .refine((value) => !CONTROL.test(value.replace(/[\t\r\n]/g, '')), { error: 'holds a control character: take it out' });
}

/** What people call things, each by the name that it has: a line of text for each. `of` is what they are: a proxy. */
export function titles({ of, named: key, example }: { of: string; named: string; example: string }) {
  return named({
    of,
    example: `${key}: ${example}`,
    fits: (name) => /^[\w.:-]{1,100}$/.test(name),
    rule: `is not the name of a ${of}: use letters, digits and . _ : - only`,
    value: line(example, 60),
  });
}

type Named<Value> = { of: string; example: string; fits(key: string): boolean; rule: string; value: Value };

/** A mapping whose keys are no words of Vigil's: a value for each. `example` is one of its lines, `rule` says what is wrong with a key that does not fit. */
export function named<Value extends z.ZodType>({ of, example, fits, rule, value }: Named<Value>) {
  const wrong = said(`is not a mapping: write a line for each ${of} below it, like ${example}`, example);
  return z.record(z.string().refine(fits), value, {
    error: (issue: Issue) => (issue.code === 'invalid_key' ? rule : wrong(issue)),
  });
}

/** The user of HTTP basic authentication, where a colon would end the user's name. */
export function basicUser() {
  return line('vigil').refine((value) => !value.includes(':'), {
    error: 'holds a colon, which a user name cannot: put the password under password',
  });
}

export function flag() {
  return z.boolean({ error: said('is neither true nor false: write one of them', 'true or false') });
}

/** A whole number from `min` to `max`. */
export function wholeNumber({ min, max, example = String(min) }: { min: number; max: number; example?: string }) {
  const range = `is not a whole number from ${min} to ${max}: write it like ${example}`;
  return z
    .int({ error: said(range, example) })
    .min(min, { error: range })
    .max(max, { error: range });
}

/** A limit, or `off`, which becomes null. */
export function limit({ min, max, example }: { min: number; max: number; example: string }) {
  const range = `is not a number from ${min} to ${max}: write it like ${example}, or off`;
  const figure = z.number().min(min, { error: range }).max(max, { error: range });
  return z
    .union([z.literal('off'), figure], { error: said(range, `${example}, or off`) })
    .transform((value) => (value === 'off' ? null : value));
}

/** A duration with its unit, in ms. */
export function duration({ minMs, maxMs, example }: { minMs: number; maxMs: number; example: string }) {
  const wrong = (input: unknown) =>
    isQuantity(input) ? `${input} has no unit: write ${input}s` : `is not a duration: write it like ${example}`;
  return z.string({ error: said(wrong, example) }).transform((value, context) => {
    const read = readDuration(value);
    if ('problem' in read) return refuse(context, read.problem);
    const range = `from ${formatDuration(minMs)} to ${formatDuration(maxMs)}`;
    if (read.ms < minMs || read.ms > maxMs) return refuse(context, `${value} is out of range: write a duration ${range}`);
    return read.ms;
  });
}

/** A size with its unit, in bytes. */
export function size({ min, max, example }: { min: number; max: number; example: string }) {
  const wrong = (input: unknown) =>
    isQuantity(input) ? `${input} has no unit: write it like ${example}` : `is not a size: write it like ${example}`;
  return z.string({ error: said(wrong, example) }).transform((value, context) => {
    const read = readSize(value);
    if ('problem' in read) return refuse(context, read.problem);
    const range = `from ${formatSize(min)} to ${formatSize(max)}`;
    if (read.bytes < min || read.bytes > max) return refuse(context, `${value} is out of range: write a size ${range}`);
    return read.bytes;
  });
}

/** An http or https address without a user, a password or a fragment, in the spelling of the URL standard, so that equal addresses are equal texts. */
export function httpUrl(example: string) {
  return text(example).transform((value, context) => {
    const problem = urlProblem(value, example);
    return problem === null ? new URL(value).href : refuse(context, problem);
  });
}

/** A secret that was resolved before validation; a text in the file is none. */
export function secret() {
  const how = 'write { env: NAME } or { file: path }';
  return z.custom<Secret>(Secret.is, { error: said(`is not a secret that Vigil can read: ${how}`, '{ env: NAME } or { file: path }') });
}

/** One or more certificates as PEM text. */
export function certificates() {
  return z
    .string({ error: said('is not a certificate: write { file: path } of a PEM file', '{ file: ca.pem }') })
    .refine(isCertificates, { error: 'is no valid PEM certificate: write { file: path } of a file that holds one' });
}

/** `none`, or null, clears what would be inherited. */
export function orNone<Inner extends z.ZodType>(inner: Inner) {
  return z.preprocess((value) => (value === 'none' ? null : value), inner.nullable());
}

/** Adds a problem from inside a transform. */
export function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

function isQuantity(input: unknown): input is number {
  return typeof input === 'number' && Number.isFinite(input) && input >= 0;
}

function text(example: string) {
  const wrong = (input: unknown) =>
    typeof input === 'object' ? `is not a text: write it like ${example}` : 'is not a text: put it in quotes';
  return z.string({ error: said(wrong, example) });
}

function said(wrong: string | ((input: unknown) => string), example: string): (issue: Issue) => string {
  return ({ input }) => {
    if (input === undefined) return `is missing: add it (${example})`;
    if (input === null) return `is empty: give it a value (${example}) or take the line out`;
    return typeof wrong === 'string' ? wrong : wrong(input);
  };
}

function unknownKeyWords(key: string, holder: unknown, known: readonly string[]): string {
  const near = nearest(key, known);
  const fix = near === null ? `known here are ${known.join(', ')}` : `did you mean ${near}?`;
  if (isShowable(key, holder)) return `is not a known key: ${fix}`;
  return `holds a key that is not known, and not repeated here because it may hold a secret (is a colon or a space missing?): ${fix}`;
}

function urlProblem(value: string, example: string): string | null {
  if (!/^https?:\/\//i.test(value)) return `begins with neither http:// nor https://: write it like ${example}`;
  if (/\s/.test(value)) return 'has a space in it: take it out, or write it as %20';
  if (!URL.canParse(value)) return `is not a valid address: write it like ${example}`;
  const { username, password } = new URL(value);
  if (username !== '' || password !== '') return 'holds a user or a password: take them out; a node has read: { user, password } for them';
  if (value.includes('#')) return 'has a # part, which is never sent: take it out';
  return null;
}

function isCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.length > 0 && blocks.every(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
