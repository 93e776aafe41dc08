import { z } from 'zod';
import { type KeptFile, type KeptKind, openKeptFile } from '../state/kept-file.ts';
import type { FoundMember } from './roll.ts';

/** Members that were found of one group. */
type KeptGroup = { system: string; group: string; members: readonly FoundMember[] };

/** What is kept over a restart: one that is down then is named by nobody, and would be forgotten by it. */
export type KeptFound = { groups: readonly KeptGroup[] };

/** More than a group takes in are none that Vigil wrote. */
const MOST_KEPT = 200;

const name = z.string().min(1).max(300);
const at = z.number();
const member: z.ZodType<FoundMember> = z.object({
  ...{ name, kind: name, host: name, port: z.number().int().min(1).max(65_535), unnamedSince: at.nullable() },
  namers: z.array(z.object({ node: name, droppedAt: at.nullable() })),
});
const group = z.object({ system: name, group: name, members: z.array(member).max(MOST_KEPT) });

export const KEPT_DISCOVERED: KeptKind<KeptFound> = { name: 'discovered.json', schema: z.object({ groups: z.array(group) }) };

/** Reads `discovered.json` in the folder of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export function openFoundFile(folder: string, clock: { now(): number }): Promise<KeptFile<KeptFound>> {
  return openKeptFile<KeptFound>({
    ...{ ...KEPT_DISCOVERED, folder, nothing: { groups: [] }, clock },
    lost: 'The nodes that were discovered are not known any more, until others name them',
    unwritten: (words, cause) => new Error(`What was discovered is not kept. ${words}`, { cause }),
  });
}

/** What could not be written is tried again after this long. */
const AGAIN_MS = 60_000;

/** Why what was found is not on disk, in words, and since when (epoch ms). */
export type Unkept = { words: string; at: number };

/** Keeps what was found, group by group. */
export class FoundKeeper {
  readonly #file: KeptFile<KeptFound>;
  #tried: string;
  #triedAt = 0;
  #unkept: Unkept | null = null;

  constructor(file: KeptFile<KeptFound>) {
    this.#file = file;
    this.#tried = JSON.stringify(file.kept.groups);
  }

  /** What was kept of a group when Vigil was started. */
  of(system: string, group: string): readonly FoundMember[] {
    return this.#file.kept.groups.find((one) => one.system === system && one.group === group)?.members ?? [];
  }

  /** Null while all that was found is on disk. */
  get unkept(): Unkept | null {
    return this.#unkept;
  }

  /** Writes what is found now, where that is not what was written last. Rejects where it cannot be written; the same is tried again after a minute. */
  async keep(groups: readonly KeptGroup[], now: number): Promise<void> {
    const found = groups.filter(({ members }) => members.length > 0);
    const text = JSON.stringify(found);
    if (text === this.#tried && (this.#unkept === null || now - this.#triedAt < AGAIN_MS)) return;
    this.#tried = text;
    this.#triedAt = now;
    try {
      const draft = await this.#file.draft({ groups: found });
      await draft.commit();
      this.#unkept = null;
    } catch (error) {
      this.#unkept = { words: error instanceof Error ? error.message : String(error), at: this.#unkept?.at ?? now };
      throw error;
    }
  }
}
