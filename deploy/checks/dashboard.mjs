// dashboard.mjs DASHBOARD RULES PROMETHEUS NODE: asks a running Prometheus, which reads a running node, for every expression of the dashboard and of
// the alerts; holds each metric and each label that they name against what the node exports.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { load } from 'js-yaml';
import { end, must } from './findings.mjs';

const [dashboardFile, rulesFile, prometheus, node] = process.argv.slice(2);
const dashboard = JSON.parse(readFileSync(dashboardFile, 'utf8'));
const alerts = load(readFileSync(rulesFile, 'utf8')).groups.flatMap(group => group.rules);

/** Exported metrics with their labels; the last two are Prometheus' own. */
const exported = new Map([['up', new Set()], ['ALERTS', new Set()]]);
const values = new Set();
for (const line of (await (await fetch(node)).text()).split('\n').filter(line => line && !line.startsWith('#'))) {
  const [, name, labels = ''] = line.match(/^(\w+)(?:\{(.*)\})? /);
  const known = exported.get(name) ?? exported.set(name, new Set()).get(name);
  for (const [, label, value] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
    known.add(label);
    values.add(value);
  }
}
/** Those that appear with what they count: a purge, files that have lain for minutes, a collection of garbage. */
const LATER = {
  afterimage_storage_bytes: ['kind', 'state'],
  afterimage_purged_bytes_total: ['kind', 'rule'],
  jvm_gc_pause_seconds_sum: [],
};
Object.entries(LATER).forEach(([name, labels]) => exported.has(name) || exported.set(name, new Set(labels)));
const OF_PROMETHEUS = new Set(['job', 'instance', 'le', 'alertstate', 'alertname']);

const all = [
  ...dashboard.panels.filter(panel => panel.type !== 'row').flatMap(panel => panel.targets.map(target => [`panel "${panel.title}"`, target.expr])),
  ...alerts.map(rule => [`alert ${rule.alert}`, rule.expr]),
];
let answered = 0;
for (const [where, written] of all) {
  const expression = written.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*');
  const answer = await (await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`)).json();
  must(answer.status === 'success', `${where}: ${answer.error}`);
  answered += answer.data?.result.length > 0 ? 1 : 0;
  const used = new Set();
  for (const [, name, selector = ''] of expression.matchAll(/\b([a-z_]+_[a-z_]+|up)\b(?:\{([^}]*)\})?/g)) {
    if (exported.has(name)) {
      used.add(name);
      for (const [, label] of selector.matchAll(/(\w+)\s*[=!]~?"/g)) {
        must(OF_PROMETHEUS.has(label) || exported.get(name).has(label), `${where}: ${name} has no label ${label}`);
      }
    } else {
      must(!/^(afterimage|jvm|process|system)_/.test(name), `${where}: the node exports no ${name}`);
    }
  }
  must(used.size > 0, `${where}: names no metric of the node`);
  const grouped = [...expression.matchAll(/\b(?:by|ignoring|on)\s*\(([^)]*)\)/g)].flatMap(([, labels]) => labels.split(',').map(label => label.trim()));
  grouped.forEach(label => must(OF_PROMETHEUS.has(label) || [...used].some(name => exported.get(name).has(label)), `${where}: nothing has a label ${label}`));
}
for (const panel of dashboard.panels.filter(one => one.type !== 'row')) {
  must(panel.gridPos.x + panel.gridPos.w <= 24, `panel "${panel.title}" lies outside of the grid`);
}
must(new Set(dashboard.panels.map(panel => panel.id)).size === dashboard.panels.length, 'two panels have one id');
// What a study of the fixtures would leak: its UIDs, patient and accession number.
const leaked = [...values].filter(value => /^[0-9.]{20,}$|\^|SIM|Simulated/i.test(value));
must(leaked.length === 0, `label values that name a study or a patient: ${leaked.join(', ')}`);
end(`${all.length} expressions, ${answered} with values; ${exported.size} metrics, none of a patient`);
