import { hash } from 'node:crypto';
import type { AuditRecord } from './record.ts';
import { isAuditRecord, type Said } from './shape.ts';

/** The end of a chain, which the next record continues. */
export type Link = { seq: number; hash: string };

/** What the first record continues. */
export const CHAIN_START: Link = { seq: 0, hash: '0'.repeat(64) };

/** A line as it was read: the record that was sealed in it, or why it is not what Vigil wrote. */
export type LineRead = { ok: true; record: AuditRecord } | { ok: false; why: string };

/** The record that says this after the given one. `said` must be plain data, as JSON gives it back. */
export function sealRecord(before: Link, { at, by, entry }: Said): AuditRecord {
  const open = { seq: before.seq + 1, at, by, entry, prev: before.hash };
  return { ...open, hash: sha256(canonicalJson(open)) };
}

/** A record as its line in the file: canonical JSON with a line feed. `jq -cS 'del(.hash)'` gives, without the line feed, what the hash was made of. */
export function formatLine(record: AuditRecord): string {
  return `${canonicalJson(record)}\n`;
}

/** Reads a line without its line feed. One byte other than Vigil wrote is enough to be told so; whether it stands in its place is for the chain to say. */
export function readLine(line: Buffer): LineRead {
  try {
    const record: unknown = JSON.parse(line.toString('utf8'));
    if (!isAuditRecord(record)) return { ok: false, why: 'it is no record of the audit' };
    const text = canonicalJson(record);
    if (sha256(withoutHash(text, record.hash)) !== record.hash) return { ok: false, why: 'its hash does not fit what it says' };
    return Buffer.from(text).equals(line) ? { ok: true, record } : { ok: false, why: 'it says the same in other bytes' };
  } catch {
    return { ok: false, why: 'it is not JSON' };
  }
}

/** SHA-256 in hex. */
export function sha256(data: string | Buffer): string {
  return hash('sha256', data, 'hex');
}

// Only "prev" and "seq" stand behind the hash, so that the last one is the record's own.
function withoutHash(text: string, hash: string): string {
  const member = `${JSON.stringify('hash')}:${JSON.stringify(hash)},`;
  const at = text.lastIndexOf(member);
  return text.slice(0, at) + text.slice(at + member.length);
}

// RFC 8785: keys in order of their UTF-16 units, no spaces, strings and numbers as ECMAScript writes them. Loops, because reading spends most of its time here.
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonicalJson(item)}`;
    return `[${text}]`;
  }
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members).sort()) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(members[key])}`;
  return `{${text}}`;
}
