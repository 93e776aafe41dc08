import { describe, expect, test } from 'vitest';
import { KEY_RIGHT, rightOf } from '#lib/systems/redis/doctor-needs.ts';
import type { RawRights } from '#lib/systems/redis/fetch-rights.ts';
import { readRights } from '#lib/systems/redis/parse-rights.ts';

type Said = RawRights['said'][number];
const said = (text: string, hasKey = false): Said => ({ right: '+x', hasKey, is: 'said', text });
const error = (kind: Extract<Said, { is: 'error' }>['kind'], words: string, hasKey = false): Said => ({
  right: '+x',
  hasKey,
  is: 'error',
  kind,
  words,
});
const done: Said = { right: '+x', hasKey: true, is: 'done' };
const raw = (way: RawRights['way'], ...all: Said[]): RawRights => ({
  info: 'redis_version:7.0.15\r\n',
  way,
  why: null,
  said: all,
  unasked: [],
});

describe('what an answer tells of the right to a command', () => {
  test.each<[string, RawRights, string]>([
    ['a dry run that is OK', raw('dry run', said('OK')), 'granted'],
    ['a dry run that is refused', raw('dry run', said("This user has no permissions to run the 'x' command")), 'missing'],
    ['a dry run that is refused for its key alone', raw('dry run', said("This user has no permissions to access the 'k' key")), 'granted'],
    ['a dry run that says something else', raw('dry run', said('perhaps')), 'untold'],
    ['a dry run of a command that is not there', raw('dry run', error('protocol', "ERR Command 'x' not found")), 'untold'],
    ['a dry run that fails otherwise', raw('dry run', error('protocol', 'ERR wrong number of arguments')), 'untold'],
    ['an answer to the command itself', raw('asking', done), 'granted'],
    ['an error that only a command says that was let through', raw('asking', error('protocol', 'ERR No such master')), 'granted'],
    ['a refusal', raw('asking', error('permission', 'NOPERM this user has no permissions to run')), 'missing'],
    ['a refusal for its key alone', raw('asking', error('permission', 'NOPERM No permissions to access a key')), 'granted'],
    ['a command that is renamed away', raw('asking', error('unsupported', "ERR unknown command 'x'")), 'untold'],
    ['a server that is loading', raw('asking', error('busy', 'LOADING')), 'untold'],
  ])('%s', (_name, answers, is) => expect(readRights(answers).held['+x']?.is).toBe(is));
});

describe('what it tells of keys', () => {
  test.each<[string, RawRights, string]>([
    ['reached', raw('dry run', said('OK', true)), 'granted'],
    ['refused: others may be reached', raw('dry run', said("no permissions to access the 'k' key", true)), 'untold'],
    ['refused for one command and not for another', raw('asking', done, error('permission', 'access to a key', true)), 'untold'],
    ['no command was let through', raw('dry run', said("This user has no permissions to run the 'x' command", true)), 'untold'],
    ['nothing was asked about keys', raw('asking'), 'untold'],
  ])('%s', (_name, answers, is) => expect(readRights(answers).held[KEY_RIGHT]?.is).toBe(is));
});

describe('what was not asked, because it would change something', () => {
  test.each<[string, string, string, RegExp]>([
    ['5.0.14', 'redis_version:5.0.14', 'granted', /^$/],
    ['6.2', 'redis_version:6.2.14', 'untold', /this version does not tell/],
    ['a version that is not told', '', 'untold', /this version does not tell/],
  ])('%s', (_name, info, is, why) => {
    const held = readRights({ info, way: 'asking', why: 'version', said: [], unasked: ['+bgsave'] }).held['+bgsave'];
    expect(held?.is).toBe(is);
    expect(held && 'why' in held ? held.why : '').toMatch(why);
  });
});

test.each([
  [['CLIENT', 'LIST'], '+client|list'],
  [['REPLICAOF', 'NO', 'ONE'], '+replicaof'],
  [['INFO'], '+info'],
] as const)('the right to a command is written as ACL SETUSER takes it: %j', (command, right) => expect(rightOf(command)).toBe(right));
