const FORM = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;

/** The sixteen bytes of a uniqueidentifier: its first three parts stand little endian. Throws TypeError when the text is none. */
export function guidBytes(text: string): Buffer {
  const [, first = '', second = '', third = '', ...rest] = FORM.exec(text) ?? [];
  if (first === '') throw new TypeError(`${text} is no uniqueidentifier`);
  const turned = [first, second, third].map((part) => Buffer.from(part, 'hex').reverse());
  return Buffer.concat([...turned, Buffer.from(rest.join(''), 'hex')]);
}

/** The text of a uniqueidentifier's sixteen bytes, in upper case as SQL Server prints it. */
export function guidText(bytes: Buffer): string {
  const turned = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8)].map((part) => Buffer.from(part).reverse());
  return [...turned, bytes.subarray(8, 10), bytes.subarray(10, 16)]
    .map((part) => part.toString('hex'))
    .join('-')
    .toUpperCase();
}
