import type { ErrorCode } from 'yaml';

/** What is wrong with the YAML, and the fix. Our own words, because the library's may quote the line, and the line may hold a secret. */
export const YAML_WORDS: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias (*name) carries an anchor or a tag: take that off',
  BAD_ALIAS: 'an alias (*name) is malformed: if a text begins with *, put it in quotes',
  BAD_COLLECTION_TYPE: 'a tag names another kind of collection than follows: take the tag out',
  BAD_DIRECTIVE: 'a directive (a line that begins with %) is not understood: take it out',
  BAD_DQ_ESCAPE: 'a text in double quotes holds an unknown \\ sequence: use single quotes or write \\\\',
  BAD_INDENT: 'the indentation is wrong, or a bracket is not closed: line it up with its neighbours, spaces only',
  BAD_PROP_ORDER: 'an anchor or a tag stands in the wrong place: put it right before its value',
  BAD_SCALAR_START: 'a text begins with a reserved character (@ or `): put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'there are two colons in one line, or a list or mapping begins inside a value: put a text with a colon in quotes',
  BLOCK_IN_FLOW: 'an indented block stands inside { } or [ ]: write it within the brackets or without them',
  DUPLICATE_KEY: 'a key is written twice: take one of the two out',
  IMPOSSIBLE: 'this is not YAML that can be understood: rewrite the line',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters: is a quote not closed?',
  MISSING_CHAR: 'a quote, a bracket, a comma, a colon or a space is missing: add it',
  MULTILINE_IMPLICIT_KEY: 'a key goes on over more than one line: is a colon missing, or a quote not closed?',
  MULTIPLE_ANCHORS: 'a value has two anchors: take one out',
  MULTIPLE_DOCS: 'a second document begins here (---): keep everything in one',
  MULTIPLE_TAGS: 'a value has two tags: take them out',
  NON_STRING_KEY: 'a list or mapping is used as a key: write a plain word',
  RESOURCE_EXHAUSTION: 'it is nested too deeply: is a bracket not closed?',
  TAB_AS_INDENT: 'a tab is used to indent: use spaces',
  TAG_RESOLVE_FAILED: 'a tag (a word that begins with !) is not understood: take it out, or put a text with ! in quotes',
  UNEXPECTED_TOKEN: 'something stands where it cannot: is a bracket, a quote or a comma missing or left over?',
};
