/** The columns that a piece of a query may name, by what they hold. `ids` together tell the rows apart. */
export type Scope = {
  ids: readonly string[];
  number: readonly string[];
  amount: readonly string[];
  text: readonly string[];
  moment: readonly string[];
};

/** The columns of a table under a name of its own. */
export function scopeOf(alias: string): Scope {
  const at = (name: string): string => `${alias}.${name}`;
  return {
    ids: [at('id')],
    number: ['id', 'k', 'n'].map(at),
    amount: ['d', 'f'].map(at),
    text: [at('s')],
    moment: [at('w')],
  };
}

/** What all of them have. */
export function together(scopes: readonly Scope[]): Scope {
  return {
    ids: scopes.flatMap(({ ids }) => ids),
    number: scopes.flatMap((scope) => scope.number),
    amount: scopes.flatMap((scope) => scope.amount),
    text: scopes.flatMap((scope) => scope.text),
    moment: scopes.flatMap((scope) => scope.moment),
  };
}
