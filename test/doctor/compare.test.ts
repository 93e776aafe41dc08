import { describe, expect, test } from 'vitest';
import { compareNode, type LoginAnswer } from '#lib/doctor/compare.ts';
import { exitCodeOf, tellNode, tellSum } from '#lib/doctor/tell.ts';
import { type Held, type Login, type Need, type NodeReport, worstState } from '#lib/doctor.ts';
import type { FailureKind } from '#lib/failure.ts';

const READ: Login = { as: 'read', user: 'vigil', without: null, isNeeded: true };
const ACT: Login = { as: 'act', user: null, without: 'add act: to it', isNeeded: false };
const NEEDS: Need[] = [
  { panel: 'board', of: [{ is: 'probe', name: 'info' }], as: 'read', isVital: true, rights: ['+info'] },
  { panel: 'clients', of: [{ is: 'question', name: 'clients' }], as: 'read', isVital: false, rights: ['+list', '+info'] },
  { panel: 'saving', of: [{ is: 'action', name: 'save' }], as: 'act', isVital: false, rights: ['+save'] },
];
const examining = {
  needs: () => NEEDS,
  grant: (_: unknown, { login, rights }: { login: Login; rights: readonly string[] }) => ({
    statements: [`grant ${login.user} ${rights.join(' ')}`],
    note: null,
  }),
};

const told = (held: Record<string, Held>, version: string | null = '7.0'): LoginAnswer => ({
  login: READ,
  told: { version, held },
  failure: null,
});
const failed = (kind: FailureKind): LoginAnswer => ({
  login: READ,
  told: null,
  failure: { kind, message: `it is ${kind}`, node: 'g/n', question: 'rights', received: null },
});
const YES: Held = { is: 'granted' };
const NO: Held = { is: 'missing', why: 'no' };
const UNTOLD: Held = { is: 'untold', why: 'it does not say' };

const found = (...answers: LoginAnswer[]) => compareNode(examining, null, answers);
const report = (...answers: LoginAnswer[]): NodeReport => ({
  ...{ system: 'redis', systemTitle: 'Redis', group: 'g', groupTitle: 'G', node: 'n', address: 'n:1', askedAt: 1, tookMs: 1 },
  ...found(...answers),
});
const statesOf = (...answers: LoginAnswer[]): string[] =>
  found(...answers).lines.map(({ panel, right, state }) => `${panel} ${right} ${state}`);

describe('what a node told, held against what its panels need', () => {
  test.each<[string, LoginAnswer, string[]]>([
    ['all granted', told({ '+info': YES, '+list': YES }), ['board +info granted', 'clients +list granted', 'clients +info granted']],
    ['one missing', told({ '+info': YES, '+list': NO }), ['board +info granted', 'clients +list missing', 'clients +info granted']],
    [
      'one that cannot be told',
      told({ '+info': YES, '+list': UNTOLD }),
      ['board +info granted', 'clients +list untold', 'clients +info granted'],
    ],
    [
      'a right that the answer leaves out is never granted',
      told({ '+info': YES }),
      ['board +info granted', 'clients +list untold', 'clients +info granted'],
    ],
    ['a sign-in that is refused', failed('auth'), ['board +info missing', 'clients +list missing', 'clients +info missing']],
    ['a right that is refused as a whole', failed('permission'), ['board +info missing', 'clients +list missing', 'clients +info missing']],
    ...(['timeout', 'refused', 'unsupported', 'parse', 'internal'] as const).map((kind): [string, LoginAnswer, string[]] => [
      `a failure: ${kind}`,
      failed(kind),
      ['board +info unasked', 'clients +list unasked', 'clients +info unasked'],
    ]),
  ])('%s', (_name, answer, states) => {
    expect(statesOf(answer, { login: ACT, told: null, failure: null })).toEqual([...states, 'saving +save off']);
  });

  test('a login that is needed and not there leaves its rights unasked, and the node too', () => {
    const nobody: LoginAnswer = { login: { ...READ, user: null, without: 'no login' }, told: null, failure: null };
    expect(found(nobody)).toMatchObject({ unasked: 'no login', grants: [] });
    expect(statesOf(nobody)[0]).toBe('board +info unasked');
  });

  test('a login that nothing is asked about leaves its rights unasked', () => {
    expect(statesOf(told({ '+info': YES, '+list': YES })).at(-1)).toBe('saving +save unasked');
  });

  test('what is missing is granted in one go, each right once; what cannot be told is not', () => {
    expect(found(told({ '+info': NO, '+list': UNTOLD })).grants).toEqual([
      { as: 'read', user: 'vigil', statements: ['grant vigil +info'], note: null },
    ]);
  });

  test('for a sign-in that is refused there is nothing to grant, and why it was refused is said', () => {
    const { grants, failures, unasked } = found(failed('auth'));
    expect([grants, failures.length, unasked]).toEqual([[], 1, 'it is auth']);
  });
});

const OFF: LoginAnswer = { login: ACT, told: null, failure: null };

describe('the worst of a node, the exit code, and the words', () => {
  test.each<[string, LoginAnswer, [string, number], RegExp]>([
    ['all granted', told({ '+info': YES, '+list': YES }), ['granted', 0], /: all granted\n[\s\S]*act: not configured: add act: to it/],
    [
      'missing',
      told({ '+info': YES, '+list': NO }),
      ['missing', 1],
      /MISSING, as read \(vigil\): no\n {4}\+list, for clients[\s\S]*grant vigil \+list/,
    ],
    [
      'cannot be told',
      told({ '+info': YES, '+list': UNTOLD }),
      ['untold', 3],
      /CANNOT BE TOLD[\s\S]*it does not say\n {4}\+list, for clients/,
    ],
    [
      'not asked',
      failed('timeout'),
      ['unasked', 3],
      /NOT ASKED\n {2}could not be asked at all: it is timeout\n {2}it needs:\n {4}\+info, as read, for board/,
    ],
    ['refused', failed('auth'), ['missing', 1], /MISSING\n {2}could not be asked at all: it is auth/],
  ])('%s', (_name, answer, stateAndCode, words) => {
    const one = report(answer, OFF);
    expect([worstState(one), exitCodeOf([one])]).toEqual(stateAndCode);
    expect(tellNode(one)).toMatch(words);
  });

  test('one node that lacks a right is not outweighed by others, and no node at all is nothing to be glad of', () => {
    const fine = report(told({ '+info': YES, '+list': YES }), OFF);
    const poor = report(told({ '+info': YES, '+list': NO }), OFF);
    expect([exitCodeOf([fine, poor]), exitCodeOf([fine, report(failed('dns'))]), exitCodeOf([])]).toEqual([1, 3, 3]);
    expect(tellSum([fine, poor])).toBe('2 nodes: 1 lack a right, 1 have all that is needed.');
    expect(tellSum([])).toMatch(/nothing was asked/);
  });
});
