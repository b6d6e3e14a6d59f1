// Writes test/clusters/generated/job-schema.json: what Kubernetes publishes of a Job, as JSON Schema.
//
//   node test/clusters/job-schema.mjs applyconfigurations/internal/internal.go
//
// The file is that of client-go, of the release in RELEASE: `apt-get source golang-k8s-client-go` has it. It lists every field of
// every type, by which a server merges what it is sent; which of them must be there it does not say.
import { readFileSync, writeFileSync } from 'node:fs';
import { load } from 'js-yaml';

const RELEASE = 'Kubernetes 1.33 (client-go 0.33.4)';
const ROOT = 'io.k8s.api.batch.v1.Job';

const source = readFileSync(process.argv[2], 'utf8');
const [, text] = /typed\.YAMLObject\(`([\s\S]*?)`\)/.exec(source) ?? [];
const types = new Map(load(text).types.map(({ name, ...type }) => [name, type]));

const definitions = {};
const wanted = [ROOT];
for (let name = wanted.pop(); name; name = wanted.pop())
  if (!(name in definitions)) definitions[name] = schemaOf(types.get(name));

function schemaOf({ namedType, scalar, list, map }) {
  if (namedType) {
    wanted.push(namedType);
    return { $ref: `#/definitions/${namedType}` };
  }
  if (scalar) return scalar === 'untyped' ? {} : { type: scalar === 'numeric' ? 'number' : scalar };
  if (list) return { type: 'array', items: schemaOf(list.elementType) };
  const { fields, elementType } = map;
  if (!fields) return { type: 'object', additionalProperties: schemaOf(elementType) };
  const properties = Object.fromEntries(fields.map(({ name, type }) => [name, schemaOf(type)]));
  return { type: 'object', properties, additionalProperties: false };
}

const schema = {
  $comment: `From ${RELEASE}. Copyright The Kubernetes Authors, Apache License 2.0. Written by test/clusters/job-schema.mjs.`,
  $ref: `#/definitions/${ROOT}`,
  definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
};
writeFileSync(new URL('generated/job-schema.json', import.meta.url), `${JSON.stringify(schema)}\n`);
