import { JsonPart } from './json-part.ts';
import type { RecoveriesInfo, Recovery } from './model-data.ts';
import type { RawRecoveries } from './raw.ts';

/** The stage of one that is over. */
const DONE = 'DONE';

/** Reads `_recovery`: the copies that are being made. */
export function parseRecoveries({ by, product, recovery }: RawRecoveries): RecoveriesInfo {
  if (recovery === null) return { by, product, isAsked: false, recoveries: [] };
  const recoveries = new JsonPart(recovery, '')
    .entries()
    .flatMap(([index, part]) => part.list('shards').map((one) => parseOne(index, one)));
  return { by, product, isAsked: true, recoveries: recoveries.filter(({ stage }) => stage !== DONE) };
}

function parseOne(index: string, told: JsonPart): Recovery {
  const [size, translog] = [told.part('index').part('size'), told.part('translog')];
  return {
    index,
    number: told.neededCount('id'),
    isPrimary: told.flag('primary') ?? false,
    type: told.text('type') ?? 'unknown',
    stage: told.text('stage') ?? 'unknown',
    from: parseSource(told.part('source')),
    to: told.part('target').text('name'),
    startedAt: told.count('start_time_in_millis'),
    elapsedMs: told.count('total_time_in_millis'),
    totalBytes: toCopy(size.count('total_in_bytes'), size.count('reused_in_bytes')),
    recoveredBytes: size.count('recovered_in_bytes'),
    totalOperations: translog.count('total'),
    recoveredOperations: translog.count('recovered'),
  };
}

/** A member, or the snapshot that it comes from. */
function parseSource(told: JsonPart): string | null {
  const [repository, snapshot] = [told.text('repository'), told.text('snapshot')];
  if (repository !== null && snapshot !== null) return `${repository}/${snapshot}`;
  return told.text('name');
}

/** What is there already is not copied; before the files are listed the total is 0, and not known. */
function toCopy(total: number | null, reused: number | null): number | null {
  return total === null || total === 0 ? null : total - (reused ?? 0);
}
