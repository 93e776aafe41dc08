import type { KeptFile } from '../state/kept-file.ts';
import { KeptWriter } from '../state/kept-writer.ts';
import type { Audit } from './audit/audit.ts';
import type { Door } from './door.ts';
import type { PastAction } from './marks.ts';
import type { KeptMarks } from './marks-file.ts';

type Options = {
  door: Pick<Door, 'marks' | 'onMarks' | 'restoreMarks'>;
  file: KeptFile<KeptMarks>;
  audit: Pick<Audit, 'read' | 'rows'>;
  clock: { now(): number };
  onError: (error: unknown) => void;
};

/** An action that began so long before the marks were written may have ended after it; and clocks may have been set back. */
const DOUBT_MS = 24 * 3_600_000;
const PAGE = 2_000;

/**
 * Gives the door the marks that stood when Vigil ended, and keeps them from then on. What ended after they were written stands in the audit, and where none were ever written all of it does: a mark
 * stands until it is taken away, however old it is. Answers with the way to end.
 */
export async function keepMarks({ door, file, audit, clock, onError }: Options): Promise<{ stop(): Promise<void> }> {
  const { kept } = file.kept;
  try {
    door.restoreMarks(kept?.marks ?? [], kept === null ? await allActions(audit) : await actionsSince(audit, kept.at - DOUBT_MS));
  } catch (error) {
    door.restoreMarks(kept?.marks ?? [], []);
    onError(error);
  }
  const writer = new KeptWriter<KeptMarks>({ file, read: () => ({ kept: { at: clock.now(), marks: door.marks() } }), onError });
  const leave = door.onMarks(() => writer.soon(0));
  writer.soon(0);
  return {
    async stop() {
      leave();
      writer.soon(0);
      await writer.stop();
    },
  };
}

async function allActions(audit: Options['audit']): Promise<PastAction[]> {
  const all: PastAction[] = [];
  for await (const row of audit.rows({}, () => true)) if (row.steps.length > 0) all.push(row);
  return all;
}

async function actionsSince(audit: Options['audit'], from: number): Promise<PastAction[]> {
  const all: PastAction[] = [];
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<Audit['read']>> = await audit.read({ from }, () => true, { before, limit: PAGE });
    all.push(...page.rows.filter(({ steps }) => steps.length > 0));
    before = page.next;
  } while (before !== null);
  return all;
}
