// kubernetes.mjs FILE...: rendered manifests against the schemas of Kubernetes' API, against one another, and against what this project wants of a pod.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { loadAll } from 'js-yaml';
import { end, must } from './findings.mjs';

const require = createRequire(import.meta.url);
const SCHEMAS = join(dirname(require.resolve('kubernetes-models')), '_schemas');
/** Objects that the site makes itself. */
const OF_THE_SITE = { Secret: { 'afterimage-database': ['url', 'username', 'password'], 'afterimage-console-tls': ['tls.crt', 'tls.key'] } };
let objects = 0;

for (const file of process.argv.slice(2)) {
  const documents = loadAll(readFileSync(file, 'utf8')).filter(Boolean);
  objects += documents.length;
  documents.forEach(document => matchesTheApi(file, document));
  const named = (kind, name) => documents.find(one => one.kind === kind && one.metadata.name === name);
  const sets = documents.filter(one => one.kind === 'StatefulSet' || one.kind === 'Deployment');
  sets.forEach(set => holdsTogether(file, set, named));
  for (const one of documents) {
    const selector = one.kind === 'Service' ? one.spec.selector : one.spec?.selector?.matchLabels ?? one.spec?.podSelector?.matchLabels;
    if (selector) {
      const found = sets.filter(set => selects(selector, set));
      must(found.length > 0, `${file}: ${one.kind} ${one.metadata.name} selects no pod`);
      (one.kind === 'Service' ? one.spec.ports.map(port => port.targetPort) : [])
        .forEach(port => must(ports(found[0]).has(port), `${file}: ${one.metadata.name} leads to the port ${port}, which no container has`));
    }
    if (one.kind === 'NetworkPolicy') {
      (one.spec.ingress ?? []).flatMap(rule => rule.ports)
        .forEach(({ port }) => must(ports(sets[0]).has(port), `${file}: the network policy lets in to ${port}, which no container has`));
      must(one.spec.policyTypes.length === 2, `${file}: the network policy leaves a direction open`);
    }
  }
  must(documents.some(one => one.kind === 'PodDisruptionBudget'), `${file}: no disruption budget`);
  must(documents.some(one => one.kind === 'NetworkPolicy'), `${file}: no network policy`);
  must(!documents.some(one => one.kind === 'Secret'), `${file}: a secret is in the repository`);
}
end(`${objects} objects`);

function matchesTheApi(file, document) {
  const where = `${file}: ${document.kind} ${document.metadata?.name}`;
  let validate;
  try {
    const kinds = Object.keys(require(`kubernetes-models/${document.apiVersion}/${document.kind}`));
    validate = require(join(SCHEMAS, `${kinds.find(name => name.startsWith('Io'))}.js`)).validate;
  } catch {
    must(false, `${where}: ${document.apiVersion} has no such kind`);
    return;
  }
  const looked = new Map();
  if (!validate(watched(document, '', looked))) {
    validate.errors.forEach(error => must(false, `${where}: ${error.instancePath} ${error.message}`));
  }
  // The schemas let pass what they do not know, and a misspelt field is that: they never look at it.
  for (const [path, { object, keys }] of looked) {
    Object.keys(object).filter(key => !keys.has(key)).forEach(key => must(false, `${where}: ${path}/${key} is no field of the API`));
  }
}

/** An object that notes which of its fields are looked at, and those of the objects in it. */
function watched(object, path, looked) {
  if (object === null || typeof object !== 'object') {
    return object;
  }
  const keys = looked.get(path)?.keys ?? new Set();
  looked.set(path, { object, keys });
  return new Proxy(object, {
    get(target, key) {
      keys.add(key);
      return typeof key === 'string' && Object.hasOwn(target, key) && key !== 'length' ? watched(target[key], `${path}/${key}`, looked) : target[key];
    },
  });
}

function selects(selector, set) {
  const labels = { ...set.spec.template.metadata.labels };
  // Kubernetes itself puts this label on the pods of a stateful set.
  for (let replica = 0; set.kind === 'StatefulSet' && replica < set.spec.replicas; replica++) {
    const name = `${set.metadata.name}-${replica}`;
    if (Object.entries(selector).every(([key, value]) => (key === 'statefulset.kubernetes.io/pod-name' ? name : labels[key]) === value)) {
      return true;
    }
  }
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function ports(set) {
  return new Set(set.spec.template.spec.containers.flatMap(container => container.ports ?? []).map(port => port.name));
}

function holdsTogether(file, set, named) {
  const where = `${file}: ${set.metadata.name}`;
  const pod = set.spec.template.spec;
  must(selects(set.spec.selector.matchLabels, set), `${where} does not select its own pods`);
  must(set.spec.replicas >= 2, `${where} is one node`);
  must(!set.spec.serviceName || named('Service', set.spec.serviceName)?.spec.clusterIP === 'None', `${where}: no headless service`);
  must(named('ServiceAccount', pod.serviceAccountName), `${where}: no service account`);
  must(pod.automountServiceAccountToken === false, `${where}: pods get a token of the cluster`);
  must(pod.securityContext.runAsNonRoot && pod.securityContext.runAsUser >= 1000, `${where}: pods run as root`);
  must(pod.securityContext.seccompProfile?.type === 'RuntimeDefault', `${where}: no seccomp profile`);
  must(pod.terminationGracePeriodSeconds >= 120, `${where}: killed before it has stopped`);
  const volumes = new Set([...pod.volumes, ...(set.spec.volumeClaimTemplates ?? []).map(claim => claim.metadata)].map(volume => volume.name));
  for (const volume of pod.volumes) {
    volume.configMap && must(named('ConfigMap', volume.configMap.name), `${where}: no config map ${volume.configMap.name}`);
    volume.secret && must(volume.secret.secretName in OF_THE_SITE.Secret, `${where}: nobody is told to make the secret ${volume.secret.secretName}`);
    const claim = volume.persistentVolumeClaim && named('PersistentVolumeClaim', volume.persistentVolumeClaim.claimName);
    volume.persistentVolumeClaim && must(claim?.spec.accessModes?.includes('ReadWriteMany'), `${where}: ${volume.name} is not shared`);
  }
  for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
    const security = container.securityContext ?? {};
    must(security.readOnlyRootFilesystem === true, `${where}/${container.name}: root file system can be written`);
    must(security.allowPrivilegeEscalation === false, `${where}/${container.name}: may gain privileges`);
    must(security.capabilities?.drop?.includes('ALL'), `${where}/${container.name}: capabilities are kept`);
    must(container.resources?.requests?.cpu && container.resources?.requests?.memory && container.resources?.limits?.memory, `${where}/${container.name}: no resources`);
    must(/:(?!latest$)[^:/]+$/.test(container.image), `${where}/${container.name}: no tag`);
    for (const mount of container.volumeMounts ?? []) {
      must(volumes.has(mount.name), `${where}/${container.name}: no volume ${mount.name}`);
    }
    for (const variable of container.env ?? []) {
      const secret = variable.valueFrom?.secretKeyRef;
      secret && must(OF_THE_SITE.Secret[secret.name]?.includes(secret.key), `${where}: nobody is told to make ${secret.name}/${secret.key}`);
    }
  }
  const node = pod.containers.find(container => container.name === 'node');
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    must(node?.[probe]?.exec?.command[0].endsWith('/health'), `${where}: the node has no ${probe}`);
  }
}
