import { type Finding, toldInUtc, type WitnessChange } from '../../finding.ts';
import { type Source, sourceId } from '../../reading.ts';
import { isWorse, type Status } from '../../status.ts';
import type { NewEvent } from '../history/history.ts';
import { commonPlace, eventAt, isNews, timesOf } from './event.ts';

/** A finding that became wrong or is so no longer. `grounds` are what an issue that it shows would rest on. */
export type FindingTurn = { event: NewEvent; grounds: readonly string[] };

/** Knows which findings are wrong, and tells when one becomes so, worse or better, and when it is over. */
export class FindingTurns {
  readonly #wrong = new Map<string, Finding>();
  readonly #from: number;

  /** What was so before `from` (epoch ms) is no news. */
  constructor(from: number) {
    this.#from = from;
  }

  take({ system, group, findings, gone }: Pick<WitnessChange, 'system' | 'group' | 'findings' | 'gone'>, now: number): FindingTurn[] {
    const over = gone.flatMap((id) => this.#end(JSON.stringify([system, group, id]), now));
    return [...over, ...findings.flatMap((finding) => this.#turn(finding, now))];
  }

  #turn(finding: Finding, now: number): FindingTurn[] {
    const key = JSON.stringify([finding.system, finding.group, finding.id]);
    const { status, since } = finding.verdict;
    if (!isWorse(status, 'unknown')) return this.#end(key, now);
    const before = this.#wrong.get(key)?.verdict.status;
    this.#wrong.set(key, finding);
    if (before === status || (before === undefined && !isNews(since, this.#from))) return [];
    return [turnOf(finding, { ...timesOf(since, now), status, words: `${titleOf(finding)}: ${toldInUtc(finding.told)}` })];
  }

  #end(key: string, now: number): FindingTurn[] {
    const before = this.#wrong.get(key);
    if (!this.#wrong.delete(key) || !before) return [];
    return [turnOf(before, { at: now, until: now, status: null, words: `${titleOf(before)}: over` })];
  }
}

function titleOf({ title, place }: Finding): string {
  return place === '' ? title : `${title} in ${place}`;
}

function turnOf(finding: Finding, said: { at: number; until: number; status: Status | null; words: string }): FindingTurn {
  const { system, group, id, nodes, probe, subject } = finding;
  const places = nodes.map((node): Source => ({ system, group, node, probe }));
  const place = places.length > 0 ? commonPlace(places) : { system, group, node: '' };
  return {
    event: eventAt(place, { ...said, kind: 'finding', subject }),
    grounds: places.map((one) => `finding ${id} of ${sourceId(one)}`),
  };
}
