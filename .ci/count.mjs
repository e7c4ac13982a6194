// Counts the tests of both test runners: node .ci/count.mjs VITEST.json PYTEST.xml PYTEST_STATUS

import { readFileSync } from 'node:fs';

const [vitestFile, pytestFile, pytestStatus] = process.argv.slice(2);

const vitest = JSON.parse(readFileSync(vitestFile, 'utf8'));
// A suite that fails to load has no tests to count, and must still count as a failure.
const vitestFailed = vitest.numFailedTests || vitest.numFailedTestSuites;

// Empty where the trainer was skipped. What goes wrong before its first test must count, too.
const report = readFileSync(pytestFile, 'utf8');
const attribute = (name) =>
  Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(report)?.[1] ?? 0);
const broken = attribute('failures') + attribute('errors');
const pytestFailed = broken === 0 && pytestStatus !== '0' ? 1 : broken;
const pytestPassed = attribute('tests') - attribute('skipped') - broken;

console.log(`${vitest.numPendingTests + attribute('skipped')} skipped`);
console.log(
  `${vitest.numPassedTests + pytestPassed} passed, ${vitestFailed + pytestFailed} failed`,
);
