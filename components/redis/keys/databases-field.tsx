'use client';
import { formatCount } from '#lib/format/number.ts';
import type { Database } from '#lib/systems/redis/model.ts';
import { databaseNumber } from './words.ts';

/** Which databases are to be read: those that hold keys and are not `left` out, by their numbers; as `text` where it is not known which there are. */
export type ChosenDatabases = { left: readonly number[]; text: string };

type FieldProps = { databases: readonly Database[]; chosen: ChosenDatabases; onChosen(chosen: ChosenDatabases): void };

/** One box for each database that holds keys; a list of numbers to type where none is known. One database is no choice. */
export function DatabasesField({ databases, chosen, onChosen }: FieldProps) {
  if (databases.length === 1) return null;
  if (databases.length === 0)
    return (
      <label>
        <span>Databases, by number</span>
        <input
          className="field"
          placeholder="all that hold keys"
          value={chosen.text}
          onChange={({ target }) => onChosen({ ...chosen, text: target.value })}
        />
      </label>
    );
  return (
    <fieldset className="key-databases">
      <legend>Databases</legend>
      {databases.map(({ name, title, keys }) => {
        const number = databaseNumber(name);
        const isIn = !chosen.left.includes(number);
        const left = isIn ? [...chosen.left, number] : chosen.left.filter((one) => one !== number);
        return (
          <label key={name}>
            <input type="checkbox" checked={isIn} onChange={() => onChosen({ ...chosen, left })} />
            <span>
              {name}
              {title === null ? '' : ` ${title}`} <span className="q">{formatCount(keys)} keys</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
