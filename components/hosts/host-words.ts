import { formatCount } from '#lib/format/number.ts';
import type { JudgedHost, JudgedOn, JudgedRole } from '#lib/hosts/host.ts';
import { wordsOf } from '../overview/systems.ts';

type Standing = JudgedRole['standing'];

/** What a place with several things of the machine counts as: the first of these that occurs. */
const PLACE_ORDER: readonly Standing[] = ['disagree', 'out', 'absent', 'unknown', 'backup', 'in'];
const NAMES = 2;

/** Who makes a host what it is, and why: "be_web on lb1: down: L4CON; 2 more alike". Empty while all is ok. */
export function hostSays({ verdict, by, nodes }: Pick<JudgedHost, 'verdict' | 'by' | 'nodes'>): string {
  if (verdict.status === 'ok') return '';
  if (by === null) return verdict.reason;
  const isTheOne = by.place === null && nodes.length === 1 && nodes[0]?.probe.source.node === by.node;
  const who = by.place === null ? by.node : `${by.place} on ${by.node}`;
  return `${isTheOne ? '' : `${who}: `}${verdict.reason}${by.others > 0 ? `; ${by.others} more alike` : ''}`;
}

/** What a machine does, in words: "in 5 backends, out of 1". Says where nodes disagree and which of them are not read. Empty where no row names it. */
export function rolesWords(roles: readonly JudgedRole[]): string {
  const bySystem = Map.groupBy(roles, ({ system }) => system);
  return [...bySystem].map(([system, own]) => systemWords(system, own)).join('; ');
}

function systemWords(system: string, roles: readonly JudgedRole[]): string {
  const { place: noun, node } = wordsOf(system);
  const places = [...Map.groupBy(roles, ({ group, place }) => `${group}/${place}`).values()].map((own) => ({
    own,
    standing: PLACE_ORDER.find((standing) => own.some((role) => role.standing === standing)) ?? 'unknown',
  }));
  const count = (...standings: Standing[]) => places.filter(({ standing }) => standings.includes(standing)).length;
  const counted = [
    { before: 'in', number: count('in'), after: '' },
    { before: 'backup in', number: count('backup'), after: '' },
    { before: 'out of', number: count('out', 'absent'), after: '' },
    { before: '', number: count('unknown'), after: 'not known' },
  ].filter(({ number }) => number > 0);
  const clauses = counted.map(({ before, number, after }, index) =>
    [before, formatCount(number), index > 0 ? '' : number === 1 ? noun.one : noun.many, after].filter(Boolean).join(' '),
  );
  const split = places.filter(({ standing }) => standing === 'disagree').flatMap(({ own }) => own.filter(isSplit));
  const unread = unreadNodes(roles);
  return [
    ...(clauses.length > 0 ? [clauses.join(', ')] : []),
    ...(split.length > 0 ? [`${node.many} disagree on ${listed(split.map(splitWords))}`] : []),
    ...(unread.length > 0 ? [`${listed(unread)} not read`] : []),
  ].join('; ');
}

/** What the nodes come to together, in a word. */
export function standingWord(standing: Standing): string {
  switch (standing) {
    case 'in':
      return 'in';
    case 'backup':
      return 'backup';
    case 'out':
      return 'out';
    case 'absent':
      return 'not named';
    case 'disagree':
      return 'they disagree';
    case 'unknown':
      return 'not known';
  }
}

/** What a role answers to in a filter: "in be_web", "out of be_web". */
export function roleText({ standing, place }: JudgedRole): string {
  return standing === 'out' ? `out of ${place}` : `${standingWord(standing).replace('they ', '')} in ${place}`;
}

function isSplit({ standing }: JudgedRole): boolean {
  return standing === 'disagree';
}

/** "be_web (in on lb1, out on lb2)". */
function splitWords({ place, on }: JudgedRole): string {
  const said = on.filter(({ isKnown }) => isKnown).map((one) => `${standingOn(one)} on ${one.probe.source.node}`);
  return `${place} (${said.join(', ')})`;
}

function standingOn({ told, said }: JudgedOn): string {
  return standingWord(told === null ? 'absent' : (said?.standing ?? 'unknown'));
}

/** The nodes that cannot be relied on now, or were never read. */
function unreadNodes(roles: readonly JudgedRole[]): string[] {
  const unread = roles.flatMap(({ on }) => on.filter(({ isKnown }) => !isKnown));
  return [...new Set(unread.map(({ probe }) => probe.source.node))];
}

function listed(words: readonly string[]): string {
  return words.length > NAMES ? `${words.slice(0, NAMES).join(', ')} and ${words.length - NAMES} more` : words.join(' and ');
}
