// What a check has to say: each finding on a line of its own, and exit 1 where there is one.
import process from 'node:process';

const findings = [];

/** Notes a finding unless something holds. */
export function must(holds, sentence) {
  if (!holds) {
    findings.push(sentence);
  }
}

/** Ends the program. */
export function end(checked) {
  findings.forEach(finding => console.error(`  ${finding}`));
  if (findings.length > 0) {
    process.exit(1);
  }
  console.log(`  ${checked}`);
}
