import { describe, expect, test } from 'vitest';
import { filterIssues } from '#components/issues/issue-filter.ts';
import { MOMENT, SILENT } from '../estate.ts';
import { acknowledgement, closedIssue, found, PARTS, planned, WEB02, WEB03, WELL } from './made-up.ts';

const keys = (list: ReturnType<typeof found>['loud']) => list.map(({ issue }) => issue.key);

describe('what is open', () => {
  test('is loud, quiet or out on purpose', () => {
    const { loud, quiet, maintained } = found(PARTS, { attention: { acknowledgements: [acknowledgement()] } });
    expect(keys(loud)).toEqual([WEB03]);
    expect(keys(quiet)).toEqual([WEB02]);
    expect(maintained).toHaveLength(1);
  });

  test('a silence of the feed is loud, whatever was said of Vigil itself before', () => {
    const said = acknowledgement({ key: 'vigil', status: 'critical' });
    const { loud, quiet } = found(WELL, { attention: { acknowledgements: [said] }, moment: SILENT });
    expect(keys(loud)).toEqual(['vigil']);
    expect(quiet).toEqual([]);
  });
});

describe('the filter', () => {
  const issues = found(PARTS, { attention: { acknowledgements: [acknowledgement()] } });
  const lists = { issues, planned: [planned()], closed: [closedIssue()] };
  const subjects = (text: string) => {
    const { loud, quiet, maintained, planned, closed } = filterIssues(text, lists, MOMENT);
    const open = [...loud, ...quiet].map(({ issue }) => issue);
    return [
      ...[...open, ...maintained].map(({ head }) => head.row?.subject.name ?? ''),
      ...planned.map(({ id }) => id),
      ...closed.map(({ subject }) => subject),
    ];
  };

  test.each<[text: string, subjects: string[]]>([
    ['', ['web03', 'web02', 'web04', 'm1', 'web09']],
    ['status:critical', ['web02', 'web09']],
    ['status:maintenance', ['web04', 'm1']],
    ['is:acknowledged', ['web02']],
    ['is:maintained', ['web04']],
    ['is:planned', ['m1']],
    ['is:closed', ['web09']],
    ['system:haproxy group:public is:loud', ['web03']],
    ['node:lb05 web03', ['web03']],
    ['node:lb06', []],
    ['host:web02', ['web02', 'm1']],
    ['l4con', ['web09']],
    ['jeff', ['m1']],
  ])('%s', (text, expected) => expect(subjects(text)).toEqual(expected));

  test('counts over all lists, and says whether it asks for anything', () => {
    expect(filterIssues('web0', lists, MOMENT)).toMatchObject({ count: 5, total: 5, isOn: true });
    expect(filterIssues(' ', lists, MOMENT)).toMatchObject({ count: 5, isOn: false });
  });
});
