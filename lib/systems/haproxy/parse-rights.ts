import type { Held, Told } from '../../doctor.ts';
import { ParseError } from '../../failure.ts';
import { looksLike } from './other-answers.ts';
import { parseStats } from './parse.ts';
import { LEVELS, levelRight, PAGE_RIGHT, STATS_ADMIN } from './rights.ts';

/** What was answered about rights: the CSV, the page for people, or a socket about its level and its process. */
export type RawRights = { is: 'csv' | 'page'; text: string } | { is: 'level'; level: string; info: string };

/** What an answer tells of rights. Throws ParseError for another product's. */
export function readRights(raw: RawRights): Told {
  switch (raw.is) {
    case 'csv':
      parseStats(raw.text);
      return { version: null, held: { [PAGE_RIGHT]: { is: 'granted' } } };
    case 'page':
      return { version: versionOnPage(raw.text), held: { [STATS_ADMIN]: heldByPage(raw.text) } };
    case 'level':
      return readLevel(raw);
  }
}

/** The page has a form around the servers of each backend for whom "stats admin" holds, and for nobody else (2.6.12). A page without a server has none in any case. */
function heldByPage(text: string): Held {
  if (!/Statistics Report for HAProxy/i.test(text)) throw new ParseError(`this is no statistics page: ${looksLike(text)}`, text);
  if (/<form[^>]*method="?post/i.test(text)) return { is: 'granted' };
  if (/\bname="?[^"/>]+\/(?!Frontend\b|Backend\b|sock-)[^">]+"?>/.test(text))
    return { is: 'missing', why: 'its statistics page shows this user no form to send commands by' };
  return { is: 'untold', why: 'its statistics page shows no server, and so no form either' };
}

function versionOnPage(text: string): string | null {
  return /HAProxy version ([\w.+~-]+)/.exec(text)?.[1] ?? null;
}

function readLevel({ level, info }: Extract<RawRights, { is: 'level' }>): Told {
  const version = /^Version: (\S+)/m.exec(info)?.[1] ?? null;
  const said = LEVELS.indexOf(LEVELS.find((one) => level.trim() === one) ?? 'admin');
  const isTold = LEVELS.some((one) => level.trim() === one);
  if (!isTold && !/^Name: /.test(info)) throw new ParseError('what answers on this socket is no runtime API of HAProxy', level);
  const held = LEVELS.map((one, index): [string, Held] => {
    if (isTold)
      return [levelRight(one), index <= said ? { is: 'granted' } : { is: 'missing', why: `the socket has level ${level.trim()}` }];
    return [
      levelRight(one),
      index === 0 ? { is: 'granted' } : { is: 'untold', why: 'this version of HAProxy does not tell the level of a socket' },
    ];
  });
  return { version, held: Object.fromEntries(held) };
}
