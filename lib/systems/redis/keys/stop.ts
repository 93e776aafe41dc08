/** Why an analysis ends before all is read, in words; what was read until then is kept. */
export class AnalysisStop extends Error {
  override readonly name = 'AnalysisStop';
}
