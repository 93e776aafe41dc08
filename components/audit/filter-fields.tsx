'use client';
import { AUDIT_RESULTS } from '#lib/act/audit/row.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { type FilterField, type FilterTexts, fromField, isFiltered, toField } from './audit-filter.ts';

type FieldsProps = {
  texts: FilterTexts;
  problems: readonly string[];
  onText(field: FilterField, text: string): void;
  onClear(): void;
};

const TEXTS: readonly { field: 'who' | 'target' | 'action'; label: string }[] = [
  { field: 'who', label: 'Who' },
  { field: 'target', label: 'Target' },
  { field: 'action', label: 'Action' },
];

const TIMES: readonly { field: 'from' | 'to'; label: string }[] = [
  { field: 'from', label: 'From' },
  { field: 'to', label: 'Before' },
];

/** What the audit is narrowed by. What is typed takes effect when the typing pauses. */
export function FilterFields({ texts, problems, onText, onClear }: FieldsProps) {
  const format = useTimeFormat();
  return (
    <search className="filters">
      {TEXTS.map(({ field, label }) => (
        <label key={field}>
          <span>{label}</span>
          <input
            className="field"
            value={texts[field]}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onText(field, event.target.value)}
          />
        </label>
      ))}
      <label>
        <span>Result</span>
        <select className="field" value={texts.result} onChange={(event) => onText('result', event.target.value)}>
          <option value="">any</option>
          {AUDIT_RESULTS.map((result) => (
            <option key={result}>{result}</option>
          ))}
        </select>
      </label>
      {TIMES.map(({ field, label }) => (
        <label key={field}>
          <span>
            {label}, {format.zone}
          </span>
          <input
            className="field"
            type="datetime-local"
            value={toField(texts[field], format)}
            onChange={(event) => onText(field, fromField(event.target.value, format))}
          />
        </label>
      ))}
      <button type="button" className="btn plain" disabled={!isFiltered(texts)} onClick={onClear}>
        Clear
      </button>
      {problems.map((problem) => (
        <p key={problem} className="w warning small" role="status">
          {problem}. It is left out.
        </p>
      ))}
    </search>
  );
}
