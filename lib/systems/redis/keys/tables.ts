import type { BigKey, KeyAnalysis, KeyPrefix, KeySum, KeyTally } from './model.ts';

/** Stands where names are that whoever asks may not see. */
const NOT_SHOWN = 'shown to those with the right to details';

type Table = (analysis: KeyAnalysis) => Iterable<readonly string[]>;

const TALLY = ['keys', 'bytes', 'expiring_keys'];

/** An analysis as tables of text, each with its head first. Sizes are in bytes, times to live in ms. */
export const KEY_TABLES: Readonly<Record<string, Table>> = {
  patterns: (analysis) => {
    const none = analysis.noPattern === null ? [] : [{ name: '(none of the patterns)', ...analysis.noPattern }];
    return sums('pattern', [...analysis.byPattern, ...none]);
  },
  prefixes: prefixRecords,
  types: ({ byType }) => sums('type', byType),
  ttl: ({ byTtl }) => sums('time_to_live', byTtl),
  encodings: ({ byEncoding }) => sums('encoding', byEncoding),
  sizes: sizeRecords,
  biggest: biggestRecords,
  coverage: coverageRecords,
};

function cells({ keys, bytes, expiring }: KeyTally): string[] {
  return [keys, bytes, expiring].map(String);
}

function* sums(head: string, rows: readonly KeySum[]): Generator<readonly string[]> {
  yield [head, ...TALLY];
  for (const row of rows) yield [row.name, ...cells(row)];
}

function* prefixRecords({ prefixes }: KeyAnalysis): Generator<readonly string[]> {
  yield ['prefix', 'depth', ...TALLY, 'at_least'];
  if (prefixes === null) yield [`(${NOT_SHOWN})`, '', '', '', '', ''];
  else yield* branchRecords(prefixes, '', 0);
}

function* branchRecords(prefix: KeyPrefix, path: string, depth: number): Generator<readonly string[]> {
  if (depth > 0) yield [path, String(depth), ...cells(prefix), prefix.isAtLeast ? 'yes' : 'no'];
  for (const child of prefix.children) yield* branchRecords(child, path + child.segment, depth + 1);
  if (prefix.other !== null) yield [`${path}(other)`, String(depth + 1), ...cells(prefix.other), 'no'];
}

function* sizeRecords({ bySize }: KeyAnalysis): Generator<readonly string[]> {
  yield ['from_bytes', 'below_bytes', ...TALLY];
  for (const band of bySize) yield [String(band.fromBytes), band.toBytes === null ? '' : String(band.toBytes), ...cells(band)];
}

function* biggestRecords({ biggest }: KeyAnalysis): Generator<readonly string[]> {
  yield ['database', 'among', 'name', 'type', 'encoding', 'bytes', 'ttl_ms'];
  for (const { all, byType } of biggest) {
    for (const key of all) yield bigRecord(key, 'all types');
    for (const { type, keys } of byType) for (const key of keys) yield bigRecord(key, type);
  }
}

function bigRecord({ database, name, isCut, type, encoding, bytes, ttlMs }: BigKey, among: string): string[] {
  const shown = name === null ? `(${NOT_SHOWN})` : `${name}${isCut ? '…' : ''}`;
  return [String(database), among, shown, type, encoding, String(bytes), ttlMs === null ? '' : String(ttlMs)];
}

function* coverageRecords({ databases, skippedDatabases }: KeyAnalysis): Generator<readonly string[]> {
  yield ['database', 'whole', 'keys_before', 'keys_after', 'given', 'counted', 'gone', 'not_permitted', 'moved'];
  for (const { database, isWhole, keysBefore, keysAfter, given, counted, gone, notPermitted, moved } of databases) {
    const sizes = [keysBefore, keysAfter].map((keys) => (keys === null ? '' : String(keys)));
    yield [String(database), isWhole ? 'yes' : 'no', ...sizes, ...[given, counted, gone, notPermitted, moved].map(String)];
  }
  for (const { database, keys } of skippedDatabases) yield [String(database), 'skipped', String(keys), '', '0', '0', '0', '0', '0'];
}
