// A reporter of vitest: writes down which tests passed only at the second try, for `npm test` to say so.
import { writeFileSync } from 'node:fs';

export default class RetriedReporter {
  #retried = [];

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky) this.#retried.push(`${test.module.relativeModuleId} › ${test.fullName}`);
  }

  onTestRunEnd() {
    writeFileSync('test-results/retried.json', JSON.stringify(this.#retried));
  }
}
