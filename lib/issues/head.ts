import { isWorse } from '../status.ts';
import type { Symptom } from './issue.ts';

/** The worst, and of several as bad the one that is so for longest; null of none. */
export function headOf(symptoms: readonly Symptom[]): Symptom | null {
  return symptoms.reduce<Symptom | null>((found, symptom) => {
    if (found === null || isWorse(symptom.verdict.status, found.verdict.status)) return symptom;
    if (isWorse(found.verdict.status, symptom.verdict.status)) return found;
    return symptom.verdict.since.at < found.verdict.since.at ? symptom : found;
  }, null);
}
