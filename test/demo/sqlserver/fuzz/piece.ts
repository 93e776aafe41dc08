/** Who reads a text: the engine of the stand-in, or SQLite. */
export type Reader = 'ours' | 'lite';
/** Words that are not the same for both. */
export type Twin = Readonly<Record<Reader, string | Piece>>;
/** What a piece is: one can stand for another of its kind. What is optional can be left out. */
export type Kind = 'script' | 'number' | 'amount' | 'text' | 'moment' | 'condition' | 'aggregate' | 'other' | 'optional';
/** A piece of a query, of words and of smaller pieces: small enough to be taken apart, so that what differs can be made short. */
export type Piece = { kind: Kind; parts: readonly (string | Twin | Piece)[] };

type Tag = (words: TemplateStringsArray, ...parts: (string | number | Twin | Piece)[]) => Piece;

const tag =
  (kind: Kind): Tag =>
  (words, ...parts) => ({
    kind,
    parts: words.flatMap((word, at) => {
      const part = parts[at];
      return part === undefined ? [word] : [word, typeof part === 'number' ? String(part) : part];
    }),
  });

export const number = tag('number');
export const amount = tag('amount');
export const text = tag('text');
export const moment = tag('moment');
export const condition = tag('condition');
export const aggregate = tag('aggregate');
export const other = tag('other');
export const optional = tag('optional');
export const script = tag('script');

/** Words for each of both. */
export const twin = (ours: string | Piece, lite: string | Piece): Twin => ({ ours, lite });

/** Pieces one after another, with words between them. */
export function listed(pieces: readonly Piece[], between = ', '): Piece {
  return { kind: 'other', parts: pieces.flatMap((piece, at) => (at === 0 ? [piece] : [between, piece])) };
}

const isPiece = (part: string | Twin | Piece): part is Piece => typeof part !== 'string' && 'kind' in part;

/** What one of both reads. */
export function textOf(piece: Piece, reader: Reader): string {
  return piece.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const own = isPiece(part) ? part : part[reader];
      return typeof own === 'string' ? own : textOf(own, reader);
    })
    .join('');
}

function* inside(piece: Piece): Generator<Piece> {
  for (const part of piece.parts) {
    if (!isPiece(part)) continue;
    yield part;
    yield* inside(part);
  }
}

const LEAST: Partial<Record<Kind, Piece>> = { optional: optional``, number: number`1`, condition: condition`1 = 1`, text: text`'a'` };

/** The same with one place in it made smaller, the largest cuts first. */
export function* smaller(piece: Piece): Generator<Piece> {
  const least = LEAST[piece.kind];
  if (least && piece.parts.join('') !== least.parts.join('')) yield least;
  for (const one of inside(piece)) if (one.kind === piece.kind) yield one;
  for (const [at, part] of piece.parts.entries()) {
    if (!isPiece(part)) continue;
    for (const one of smaller(part)) yield { ...piece, parts: piece.parts.with(at, one) };
  }
}
