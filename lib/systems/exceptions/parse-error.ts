import { foldFrames } from './fold-frames.ts';
import type { Command, ErrorAnswer, NameValue } from './model-detail.ts';
import type { ErrorRow } from './model-list.ts';
import { readFullJson } from './parse-full-json.ts';
import { readStack, type StackGiven } from './parse-stack.ts';

/** A row of the table whole. `isCut`: of `detail` only the beginning was read; `isJsonCut`: of `json`. */
export type FoundError = {
  row: ErrorRow;
  ip: string | null;
  errorHash: number | null;
  detail: string | null;
  isCut: boolean;
  json: string | null;
  isJsonCut: boolean;
};

/**
 * Puts an error together from the columns and its JSON. The columns count, which are newer; the JSON has what they have no room for: the whole message, and the address with its query. Never throws.
 * `shape` and `tracker` are null: whoever asks knows them.
 */
export function parseError(found: FoundError, given: StackGiven & { masked: readonly string[] }): ErrorAnswer {
  const json = readFullJson(found.json, given.masked);
  const text = found.detail ?? json.detail ?? '';
  const cut = found.isJsonCut ? 'The stored JSON is too long to be read whole.' : null;
  return {
    row: { ...found.row, message: wholeMessage(found.row.message, json.message) },
    ...{ fullUrl: json.fullUrl, ip: found.ip ?? json.ip, errorHash: found.errorHash ?? json.errorHash },
    ...{ chain: readStack(text, given).map((thrown) => ({ ...thrown, folds: foldFrames(thrown.frames) })), text, isCut: found.isCut },
    ...{ sections: json.sections, commands: json.commands },
    trouble: cut === null || json.trouble === null ? (cut ?? json.trouble) : `${cut} ${json.trouble}`,
    ...{ isMasked: false, shape: null, tracker: null },
  };
}

/** What somebody without the right to details is told: the names of all values, and neither values nor texts of commands, nor the query of the address, nor who called. */
export function maskError(answer: ErrorAnswer): ErrorAnswer {
  const { query, form, cookies, headers, serverVariables, customData } = answer.sections;
  return {
    ...answer,
    ...{ fullUrl: answer.fullUrl === null ? null : withoutQuery(answer.fullUrl), ip: null, isMasked: true },
    sections: {
      ...{ query: hidden(query), form: hidden(form), cookies: hidden(cookies), headers: hidden(headers) },
      ...{ serverVariables: hidden(serverVariables), customData: hidden(customData) },
    },
    commands: answer.commands.map(({ type, data }): Command => ({ type, text: null, data: hidden(data) })),
  };
}

/** An address up to its query, without the name and password that may stand before its host. */
function withoutQuery(url: string): string {
  const bare = url.replace(/[?#].*$/s, '');
  const path = bare.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, '$1//');
  return bare.length === url.length ? path : `${path}?…`;
}

function hidden(values: readonly NameValue[]): readonly NameValue[] {
  return values.map(({ name, isSecret }) => ({ name, value: null, isSecret }));
}

function wholeMessage(inColumn: string | null, inJson: string | null): string | null {
  return inJson?.startsWith(inColumn ?? '') ? inJson : inColumn;
}
