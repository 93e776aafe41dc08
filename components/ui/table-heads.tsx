/** A column of a plain table; `title` explains a short head. */
export type Head = { head: string; isNumber?: boolean; title?: string };

/** The head of a plain table, with a last column for what can be done where `hasActions`. */
export function TableHeads({ heads, hasActions = false }: { heads: readonly Head[]; hasActions?: boolean }) {
  return (
    <thead>
      <tr>
        {heads.map(({ head, isNumber, title }) => (
          <th key={head} scope="col" className={isNumber ? 'n' : ''} title={title}>
            {head}
          </th>
        ))}
        {hasActions ? (
          <th scope="col">
            <span className="vh">Actions</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}
