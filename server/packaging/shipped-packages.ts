import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An npm package of which at least a part is shipped. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** The licence in full, with the copyright, and further notices that the package requires. */
  readonly texts: readonly string[];
}

/** The parts of esbuild's metafile that are used here. */
export interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>;
}

/**
 * Licences whose terms are met by including their text. A person must read any other licence before it is added here.
 */
const ACCEPTED: ReadonlySet<string> = new Set([
  'Apache-2.0',
  'Apache-2.0 AND BSL-1.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

/** Packages that npm has without their licence: the file of it in their repository, as we keep it. */
const KEPT_LICENCES: Readonly<Record<string, string>> = {
  '@vscode/l10n': 'server/packaging/licences/vscode-l10n.txt',
};

const PACKAGE_FOLDER = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const README_SECTION = /^(#+ *)?licen[cs]e\b.*\n/im;

/** The folders of the packages of which at least a part is shipped. */
export function packageFolders(metafiles: readonly Metafile[], shipped: ReadonlySet<string>): string[] {
  const folders = new Set<string>();
  for (const { outputs } of metafiles)
    for (const [output, { inputs }] of Object.entries(outputs))
      for (const [input, { bytesInOutput }] of shipped.has(output) ? Object.entries(inputs) : []) {
        const folder = PACKAGE_FOLDER.exec(input)?.[1];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
  return [...folders].sort();
}

/**
 * The metadata of a package.
 * @throws Error if its licence is not among the reviewed ones, or its text cannot be found
 */
export function readPackage(folder: string): ShippedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  if (typeof license !== 'string' || !ACCEPTED.has(license))
    throw new Error(
      `${name} ${version} would ship under the licence ${JSON.stringify(license)}, which has not been reviewed.`,
    );
  const kept = KEPT_LICENCES[name];
  const texts = kept === undefined ? licenceTexts(folder) : [tidy(readFileSync(kept, 'utf8'))];
  if (texts.length === 0) throw new Error(`${name} ${version} would ship without the text of its licence.`);
  return { name, version, licence: license, texts };
}

function licenceTexts(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .sort();
  if (names.length > 0) return names.map((name) => tidy(readFileSync(join(folder, name), 'utf8')));
  const readme = join(folder, 'README.md');
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const heading = README_SECTION.exec(text);
  return heading ? [tidy(text.slice(heading.index))] : [];
}

function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
