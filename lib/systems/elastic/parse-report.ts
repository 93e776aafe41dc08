import { ParseError } from '../../failure.ts';
import { JsonPart } from './json-part.ts';
import { COLORS } from './model.ts';
import type { Indicator, ReportInfo } from './model-data.ts';
import type { RawReport } from './raw.ts';

const KNOWN = [...COLORS, 'unknown'] as const;

/** Reads `_health_report`. */
export function parseReport({ by, product, report }: RawReport): ReportInfo {
  const told = new JsonPart(report, '');
  const indicators = told
    .neededPart('indicators')
    .entries()
    .map(([name, part]): Indicator => ({ name, color: parseFound(part), symptom: part.text('symptom') }));
  return { by, product, color: parseFound(told), indicators };
}

function parseFound(told: JsonPart): Indicator['color'] {
  const said = told.neededText('status');
  const color = KNOWN.find((one) => one === said.toLowerCase());
  if (color === undefined) throw new ParseError('the report has a status that is no colour', said);
  return color;
}
