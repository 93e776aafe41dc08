import { describe, expect, test } from 'vitest';
import { elasticWords } from '#components/elastic/overview-words.ts';
import { MOMENT, NEVER_READ } from '../estate.ts';
import { cluster, fed, health, holding, member } from './estate.ts';

const says = (parts: ReturnType<typeof cluster>): string => elasticWords.contents.of(parts, MOMENT);

describe('the overview', () => {
  test.each([
    ['a cluster that is well', cluster(), 'green, 3 members, 120 shards'],
    ['one that is red', cluster(health({ color: 'red' })), 'red, 3 members, 120 shards'],
    ['one that was never read', cluster(health({}, NEVER_READ)), 'not read yet'],
    ['two, of which one was never read', [health(), health({}, NEVER_READ)], 'green, 3 members, 120 shards, 1 never read'],
  ])('tells of %s', (_name, parts, words) => expect(says(parts)).toBe(words));

  test('the cluster as a whole is called by its title, and a node by its name', () => {
    expect(elasticWords.nameOfNode?.({ node: 'cluster', groupTitle: 'Logs' })).toBe('Logs');
    expect(elasticWords.nameOfNode?.({ node: 'log01', groupTitle: 'Logs' })).toBe('log01');
  });

  test('an issue leads to the member that it is about', () => {
    expect(elasticWords.filter('logs', [member('es1')])).toBe('cluster:logs member:es1');
    expect(elasticWords.filter('logs', [holding('es1', 0.9), holding('es2', 0.9)])).toBe('cluster:logs');
    expect(elasticWords.filter('logs', fed('health', []).rows)).toBe('cluster:logs');
  });

  test.each([
    ['red: 2 primary shards are not assigned', ' is red: 2 primary shards are not assigned'],
    ['knows no elected master', ' knows no elected master'],
    ['disk 91 % full', ': disk 91 % full'],
  ])('"%s" follows a name as "%s"', (reason, words) => expect(elasticWords.says(reason)).toBe(words));

  test('a machine is told what its member is for', () => {
    expect(elasticWords.role(member('es1', { roles: [] }))).toEqual({ place: 'es1', standing: 'in', state: 'coordinating only' });
    expect(elasticWords.role(holding('es1', 0.5))).toBeNull();
  });
});
