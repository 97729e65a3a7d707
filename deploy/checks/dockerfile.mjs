// dockerfile.mjs FILE: parses the Dockerfile with the parser and linter of editors, and holds it against what this project wants of an image.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { end, must } from './findings.mjs';

const file = process.argv[2];
const text = readFileSync(file, 'utf8');

for (const found of validate(text)) {
  must(false, `${file}:${found.range.start.line + 1}: ${found.message}`);
}

const dockerfile = DockerfileParser.parse(text);
const last = dockerfile.getFROMs().at(-1).getRange().start.line;
const ofLastStage = keyword => dockerfile.getInstructions()
  .filter(one => one.getKeyword() === keyword && one.getRange().start.line > last);
const argument = instruction => instruction?.getArgumentsContent() ?? '';

const stages = new Set(dockerfile.getFROMs().map(from => from.getBuildStage()).filter(Boolean));
const initial = new Map(dockerfile.getInitialARGs()
  .map(arg => arg.getProperty())
  .map(property => [property.getName(), property.getValue()]));
const resolved = image => image.replaceAll(/\$\{?(\w+)\}?/g, (_, name) => initial.get(name) ?? '');
for (const from of dockerfile.getFROMs()) {
  const image = resolved(from.getImage());
  must(stages.has(image) || /^[\w.-]+\/[\w./-]+:(?!latest$)[\w.-]+$/.test(image), `${file}: base image ${image} is not named with registry and tag`);
}
for (const variant of ['cpu', 'tensorrt']) {
  must(stages.has(`build-${variant}`) && stages.has(`runtime-${variant}`), `${file}: the variant ${variant} has no stages`);
}
must(/^\d{4,}:\d{4,}$/.test(argument(ofLastStage('USER').at(-1))), `${file}: the last USER is not a number other than root's`);
must(ofLastStage('HEALTHCHECK').length === 1, `${file}: no HEALTHCHECK`);
must(ofLastStage('VOLUME').length === 1, `${file}: no VOLUME for the data`);
must(argument(ofLastStage('ENTRYPOINT')[0]).startsWith('['), `${file}: ENTRYPOINT is not in exec form, so that signals do not arrive`);
must(ofLastStage('ADD').length === 0, `${file}: ADD fetches and unpacks; COPY says what it does`);
// What only some builders know.
must(!/^\s*RUN\s+--|^\s*COPY\s+.*--(chmod|link)|<<\w+/m.test(text), `${file}: uses what only BuildKit has`);
must(!/^\s*(ENV|ARG)\s.*(PASSWORD|SECRET|TOKEN|KEY)\w*=/mi.test(text), `${file}: a secret is baked in`);
end(`${dockerfile.getInstructions().length} instructions, ${dockerfile.getFROMs().length} stages`);
