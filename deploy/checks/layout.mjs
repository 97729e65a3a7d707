// layout.mjs DOCKERFILE CONTEXT DIR: lays out the image's files below DIR as the last stage's COPY lines say, and prints what it runs as shell
// assignments. What comes from the build stage is taken from CONTEXT, built here; what .dockerignore leaves out is not there.
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { DockerfileParser } from 'dockerfile-ast';

const [file, context, target] = process.argv.slice(2);
const dockerfile = DockerfileParser.parse(readFileSync(file, 'utf8'));
const last = dockerfile.getFROMs().at(-1).getRange().start.line;
const rules = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#'));

/** Whether a builder sees a path; the last rule that speaks of it counts. */
function isSeen(path) {
  let seen = true;
  for (const rule of rules) {
    const pattern = rule.replace(/^!/, '');
    if (pattern === '*' || path === pattern || path.startsWith(`${pattern}/`)) {
      seen = rule.startsWith('!');
    }
  }
  return seen;
}

/** A folder is looked into even if it is left out itself: something below it may not be. */
const mayHold = path => isSeen(path) || rules.some(rule => rule.startsWith(`!${path}/`));

let folder = '/';
const said = {};
const environment = {};
for (const instruction of dockerfile.getInstructions().filter(one => one.getRange().start.line > last)) {
  const words = instruction.getArguments().map(argument => argument.getValue());
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      folder = words[0];
      break;
    case 'ENV':
      instruction.getProperties().forEach(property => {
        environment[property.getName()] = property.getValue();
      });
      break;
    case 'COPY':
      copy(instruction, words);
      break;
    case 'USER':
      said.user = words[0];
      break;
    case 'VOLUME':
    case 'ENTRYPOINT':
    case 'CMD':
      said[instruction.getKeyword().toLowerCase()] = JSON.parse(instruction.getArgumentsContent());
      break;
    default:
  }
}

function copy(instruction, words) {
  const built = instruction.getFlags().some(flag => flag.getName() === 'from');
  const to = words.at(-1);
  const place = join(target, resolve(folder, to));
  for (const word of words.slice(0, -1)) {
    const from = built ? join(context, relative('/source', word)) : join(context, word);
    if (!existsSync(from) || (!built && !mayHold(word))) {
      console.error(`  ${file}: COPY ${word}: not there, or left out by .dockerignore`);
      process.exit(1);
    }
    const filter = source => built || mayHold(relative(context, source)) && (statSync(source).isDirectory() || isSeen(relative(context, source)));
    const into = statSync(from).isDirectory() || !/\/$|^\.$/.test(to) ? place : join(place, basename(word));
    mkdirSync(join(into, '..'), { recursive: true });
    cpSync(from, into, { recursive: true, filter });
  }
}

const quoted = word => `'${word.replaceAll("'", "'\\''")}'`;
const list = words => `(${words.map(quoted).join(' ')})`;
console.log(`image_user=${quoted(said.user)}`);
console.log(`image_volumes=${list(said.volume)}`);
console.log(`image_command=${list([...said.entrypoint, ...said.cmd])}`);
console.log(`image_entrypoint=${list(said.entrypoint)}`);
console.log(`image_environment=${list(Object.entries(environment).map(([key, value]) => `${key}=${value}`))}`);
