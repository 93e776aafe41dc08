import { SqlError } from '../tds/types.ts';

export type XmlNode = { name: string; attributes: Map<string, string>; children: (XmlNode | string)[]; parent: XmlNode | null };
/** What a path may lead to: an element, a piece of text, or an attribute. */
export type XmlItem = XmlNode | string | { attribute: string; value: string };

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decode = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos|#x[\da-f]+|#\d+);/gi, (_all, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? '';
    return String.fromCodePoint(name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });

const encode = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const NAME = '[\\p{L}_][\\p{L}\\p{N}_:.-]*';
const ATTRIBUTE = `${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`;
const TOKENS = new RegExp(
  [
    '<!\\[CDATA\\[(?<cdata>[^]*?)\\]\\]>',
    '(?<skip><!--[^]*?-->|<\\?[^]*?\\?>|<!DOCTYPE[^>]*>)',
    `</(?<close>${NAME})\\s*>`,
    `<(?<open>${NAME})(?<attributes>(?:\\s+${ATTRIBUTE})*)\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
    '(?<bad><)',
  ].join('|'),
  'gu',
);
const ATTRIBUTES = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'gu');

function element(name: string, attributes: string, parent: XmlNode): XmlNode {
  const pairs = [...attributes.matchAll(ATTRIBUTES)].map((one): [string, string] => [one[1] ?? '', decode(one[2] ?? one[3] ?? '')]);
  const node: XmlNode = { name, attributes: new Map(pairs), children: [], parent };
  parent.children.push(node);
  return node;
}

const broken = (number: number, at: number, what: string): SqlError =>
  new SqlError(number, `XML parsing: line 1, character ${at + 1}, ${what}`);

/** What was read lately, by its text: the same records are asked for again and again, and what was read is never changed. */
const READ_MOST = 2_000;
const read = new Map<string, XmlNode>();

/** Reads XML, fragments too: a nameless node with what is in it. Throws 9400, 9436 or 9455. White space between elements is dropped. */
export function parseXml(text: string): XmlNode {
  const known = read.get(text);
  if (known) return known;
  const root = parse(text);
  if (read.size >= READ_MOST) read.clear();
  read.set(text, root);
  return root;
}

function parse(text: string): XmlNode {
  const root: XmlNode = { name: '', attributes: new Map(), children: [], parent: null };
  let current = root;
  for (const token of text.matchAll(TOKENS)) {
    const groups = token.groups ?? {};
    if (groups.bad !== undefined) throw broken(9455, token.index, 'illegal qualified name character');
    if (groups.cdata !== undefined) current.children.push(groups.cdata);
    if (groups.text?.trim()) current.children.push(decode(groups.text));
    if (groups.open !== undefined) {
      const opened = element(groups.open, groups.attributes ?? '', current);
      if (!groups.empty) current = opened;
    }
    if (groups.close !== undefined) {
      if (current.name !== groups.close || !current.parent) throw broken(9436, token.index, 'end tag does not match start tag');
      current = current.parent;
    }
  }
  if (current !== root) throw broken(9400, text.length, 'unexpected end of input');
  return root;
}

/** The text of an item, without its marks. */
export function xmlText(item: XmlItem): string {
  if (typeof item === 'string') return item;
  return 'value' in item ? item.value : item.children.map(xmlText).join('');
}

/** An item as XML. */
export function serializeXml(item: XmlItem): string {
  if (typeof item === 'string') return encode(item);
  if ('value' in item) return item.value;
  const inside = item.children.map(serializeXml).join('');
  if (item.name === '') return inside;
  const attributes = [...item.attributes].map(([name, value]) => ` ${name}="${encode(value).replace(/"/g, '&quot;')}"`).join('');
  return item.children.length > 0 ? `<${item.name}${attributes}>${inside}</${item.name}>` : `<${item.name}${attributes}/>`;
}
