import { describe, expect, test } from 'vitest';
import {
  FAILURE_KINDS,
  type Failure,
  type FailureKind,
  FetchError,
  isRefusal,
  isSilence,
  isUnavailable,
  ParseError,
  toFailure,
} from '#lib/failure.ts';

const ASKED = { node: 'edge/lb1', question: 'statistics CSV' };

function failure(kind: FailureKind): Failure {
  return { kind, message: 'words', received: null, ...ASKED };
}

describe('what was thrown becomes data', () => {
  test('that names the node, the question, and what came instead', () => {
    const error = new FetchError('http', '503 Service Unavailable', '<html>');
    expect(toFailure(error, ASKED)).toEqual({ kind: 'http', message: '503 Service Unavailable', received: '<html>', ...ASKED });
  });

  test('of kind parse when it is a parse error', () => {
    expect(toFailure(new ParseError('cut off in row 7', 'web,'), ASKED)).toEqual({
      ...failure('parse'),
      message: 'cut off in row 7',
      received: 'web,',
    });
  });

  test('that survives being sent as JSON unchanged', () => {
    const data = toFailure(new FetchError('timeout', 'no connection'), ASKED);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  test('by its shape, so that an error of another module graph is known', () => {
    const stranger = Object.assign(new Error('401: refused'), { kind: 'auth', received: null });
    expect(toFailure(stranger, ASKED)).toEqual({ ...failure('auth'), message: '401: refused' });
  });

  test.each<[what: string, thrown: unknown, message: string]>([
    ['a bug', new TypeError('x is not a function'), 'TypeError: x is not a function'],
    ['an error of a kind that is none', Object.assign(new Error('no'), { kind: 'bad luck', received: null }), 'Error: no'],
    ['a driver error with a code', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'Error: read ECONNRESET'],
    ['data that only looks like an error', { kind: 'auth', message: 'no', received: null }, '[object Object]'],
    ['a string', 'out of luck', 'out of luck'],
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
  ])('of kind internal, and not as the fault of the node, when it is %s', (_, thrown, message) => {
    expect(toFailure(thrown, ASKED)).toEqual({ ...failure('internal'), message: `Vigil's own error, not the node's: ${message}` });
  });
});

describe('what was received', () => {
  test.each<[what: string, received: string | null, shown: string | null]>([
    ['nothing', null, null],
    ['an empty answer', '', ''],
    ['200 characters', 'x'.repeat(200), 'x'.repeat(200)],
    ['201 characters', 'x'.repeat(201), `${'x'.repeat(199)}…`],
    ['lines', 'one\r\ntwo\n', 'one two'],
    ['terminal control', '\u001b[31mred\u0007', '[31mred'],
    ['latin1', 'défaut', 'défaut'],
    ['control characters of latin1', 'a\u0085\u009bb', 'a b'],
  ])('is shown printable and at most 200 characters long: %s', (_, received, shown) => {
    expect(new FetchError('protocol', 'words', received).received).toBe(shown);
  });
});

describe('kinds', () => {
  test.each<[kind: FailureKind, is: 'silence' | 'refusal' | 'neither']>([
    ['timeout', 'silence'],
    ['refused', 'refusal'],
    ['dns', 'refusal'],
    ['tls', 'refusal'],
    ['auth', 'refusal'],
    ['http', 'refusal'],
    ['protocol', 'refusal'],
    ['parse', 'refusal'],
    ['permission', 'refusal'],
    ['unsupported', 'refusal'],
    ['internal', 'neither'],
  ])('%s is %s: only silence ages, only a refusal is held against the node at once', (kind, is) => {
    expect([isSilence(failure(kind)), isRefusal(failure(kind))]).toEqual([is === 'silence', is === 'refusal']);
  });

  test('that are unavailable are a missing right and an unsupported version, and no others', () => {
    expect(FAILURE_KINDS.filter((kind) => isUnavailable(failure(kind)))).toEqual(['permission', 'unsupported']);
  });
});
