import { type HostCard, hostNames } from '../hosts.ts';
import type { Resolved } from '../io/resolve.ts';
import type { Discovery, Member, Place, System, WitnessNode } from '../system.ts';
import { Aliases } from './aliases.ts';
import type { LiveGroup } from './live-estates.ts';
import { networksOf } from './networks.ts';
import { isSamePlace, type Located, placeWords, type Resolve } from './places.ts';
import { type FoundMember, type NamedMember, type Rolled, rollMembers } from './roll.ts';
import { type Rules, type Settled, settle } from './specs.ts';

/** Members of one group that nobody configured, besides these in words. */
const MOST_FOUND = 200;

/** `kept` are those that were found before a restart. */
type Given = { system: System; group: LiveGroup; hosts: readonly HostCard[]; resolve: Resolve; kept?: readonly FoundMember[] };

/** What a look came to: whether the nodes of the group are other ones now, who was let go, and who is named and found no room. */
export type Looked = { isOther: boolean } & Pick<Rolled, 'left' | 'over'>;

/** Finds the members of one group that nobody configured, look by look. */
export class GroupMembers {
  readonly #given: Given;
  readonly #rules: Rules;
  readonly #aliases = new Aliases();
  #found: readonly FoundMember[] = [];
  #settled: ReadonlyMap<string, Settled> = new Map();
  #isRestored = false;

  constructor(given: Given) {
    const { discovery } = given.group;
    this.#given = given;
    this.#rules = { discovery, networks: networksOf(discovery.networks), hosts: given.hosts };
  }

  /** Those that are found now. */
  get found(): readonly FoundMember[] {
    return this.#found;
  }

  /** Those that were kept are among them. */
  get isRestored(): boolean {
    return this.#isRestored;
  }

  /**
   * Makes nodes of those that were kept, once, before anybody is heard: what is asked and silent is no word against them. One that is configured by now is none of them.
   * Whether there are any.
   */
  async restore({ placeOf }: Discovery<unknown>): Promise<boolean> {
    const { kept = [], group } = this.#given;
    if (this.#isRestored) return false;
    this.#isRestored = true;
    const configured = await this.#locate(group.configured.map(({ settings }) => placeOf(settings)));
    const places = await this.#locate(kept);
    this.#found = kept.filter(({ name }, index) => {
      const place = places[index];
      return place && !group.configured.some((own) => own.name === name) && !configured.some((own) => isSamePlace(own, place));
    });
    return this.#settle(this.#found);
  }

  /** Takes in what the nodes of the group say now, and makes nodes of whom they name. */
  async look(discovery: Discovery<unknown>, nodes: readonly WitnessNode<unknown>[], now: number): Promise<Looked> {
    const { members, heard } = discovery.naming(nodes);
    this.#aliases.look(
      nodes.map((node) => ({ node: node.node, isFound: this.#settled.has(node.node), identity: discovery.identityOf(node) })),
    );
    const located = await this.#locate([...this.#given.group.configured.map(({ settings }) => discovery.placeOf(settings)), ...members]);
    const configured = located.splice(0, this.#given.group.configured.length);
    const strangers = members.flatMap(({ by, kind }, index) => {
      const place = located[index];
      return place && !configured.some((own) => isSamePlace(own, place)) ? [{ ...place, kind, by }] : [];
    });
    const { found, left, over } = rollMembers(
      this.#found.filter(({ name }) => !this.#aliases.has(name)),
      {
        named: await this.#name(strangers),
        heard: new Set(heard),
        present: new Set(nodes.map(({ node }) => node)),
        answering: new Set(nodes.filter(({ windows }) => Object.values(windows).some(({ length }) => length > 0)).map(({ node }) => node)),
        ...{ forgetAfterMs: this.#rules.discovery.forgetAfterMs, most: MOST_FOUND, now },
      },
    );
    this.#found = found;
    return { isOther: await this.#settle(found), left, over };
  }

  async #locate(places: readonly Place[]): Promise<Located[]> {
    return await Promise.all(places.map(async (place) => ({ ...place, addresses: addressesOf(await this.#given.resolve(place.host)) })));
  }

  /** One place has one name, by whatever names it is known: the one under which it was found first. */
  async #name(strangers: readonly (Located & Member)[]): Promise<NamedMember[]> {
    const places = await this.#locate(this.#found);
    const known = this.#found.flatMap(({ name }, index) => (places[index] ? [{ name, place: places[index] }] : []));
    return strangers.flatMap(({ by, kind, ...place }) => {
      const own = known.find((one) => isSamePlace(one.place, place)) ?? { name: this.#newName(place, known), place };
      if (!known.includes(own)) known.push(own);
      const { host, port } = own.place;
      return this.#aliases.has(own.name) ? [] : [{ name: own.name, kind, host, port, by }];
    });
  }

  /** By its host, which may have several addresses with one port; else by its own place. */
  #newName(place: Place, known: readonly { name: string }[]): string {
    const { group, hosts } = this.#given;
    const named = placeWords({ host: hostNames(hosts).nameOf(place.host), port: place.port });
    const taken = new Set([...group.configured, ...known].map(({ name }) => name));
    const other = `${placeWords(place)} discovered`;
    return [named, placeWords(place), other].find((name) => !taken.has(name)) ?? other;
  }

  async #settle(found: readonly FoundMember[]): Promise<boolean> {
    const before = this.#settled;
    const settled = await Promise.all(
      found.map(
        async (member) =>
          [member.name, settle(member, await this.#given.resolve(member.host), before.get(member.name), this.#rules)] as const,
      ),
    );
    this.#settled = new Map(settled);
    const isOther = before.size !== this.#settled.size || settled.some(([name, one]) => before.get(name) !== one);
    if (isOther) this.#given.group.discovered(settled.map(([, { spec }]) => spec));
    return isOther;
  }
}

function addressesOf(resolved: Resolved): readonly string[] {
  return resolved.is === 'found' ? resolved.addresses : [];
}
