import { type FileSystemProvider, type LangiumDocument, UriUtils } from 'langium';
import { CITIES, REGIONS } from '../../../engine/model/cities.js';
import { CLOUD_REGIONS } from '../../../engine/model/cloud-regions.js';
import { type Declaration, isSiteDeclaration, type SiteDeclaration } from '../../generated/ast.js';
import type { DataFiles } from '../../imports/data-files.js';
import type { WorkspaceRoots } from '../../imports/workspace-roots.js';
import type { Expectation } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import { Kind, type Offer } from './item.js';

/** Services for reading folders. */
export interface TextSources {
  readonly roots: WorkspaceRoots;
  readonly files: DataFiles;
  readonly folders: Pick<FileSystemProvider, 'readDirectorySync' | 'existsSync'>;
}

const DEEPEST = 3;
const MAX_FILES = 200;

/** Completions between quotation marks: sites, cities, regions, columns, or paths of files. */
export function textOffers(
  document: LangiumDocument,
  place: Place,
  expectation: Expectation,
  declarations: readonly Declaration[],
  sources: TextSources,
): Offer[] {
  const previous = place.previous?.image ?? '';
  if (previous === 'import') return pathOffers(document, '.twin', sources);
  const { statement } = place;
  if (previous === 'from' && statement?.kind === 'keyword' && statement.word === 'learn')
    return pathOffers(document, '.json', sources);
  if (previous === 'region') return REGIONS.map((region): Offer => ({ label: region, kind: Kind.Constant }));
  const bracket = place.brackets.at(-1);
  if (bracket?.call === 'fitted') return bracket.index === 1 ? pathOffers(document, '.csv', sources) : [];
  if (bracket?.call === 'empirical') return bracket.index === 0 ? pathOffers(document, '.csv', sources) : [];
  if (expectation.types.some((type) => type.kind === 'file' && type.name === previous))
    return pathOffers(document, '.csv', sources);
  if (!expectation.types.some((type) => type.kind === 'place')) return [];
  const sites = declarations.filter(isSiteDeclaration);
  return [...sites.map(siteOffer), ...cityOffers()];
}

function siteOffer({ name, $cstNode }: SiteDeclaration): Offer {
  return { label: name, kind: Kind.Constant, detail: $cstNode?.text, rank: 1 };
}

function cityOffers(): Offer[] {
  return [
    ...CITIES.map(({ region, ...city }) => ({ ...city, detail: region })),
    ...CLOUD_REGIONS.map(({ provider, area, ...place }) => ({ ...place, detail: `${provider}, ${area}` })),
  ].map(
    ({ name, detail, latitude, longitude }): Offer => ({
      label: name,
      kind: Kind.Constant,
      detail: `${detail}, ${latitude}, ${longitude}`,
    }),
  );
}

/** Files with that ending near the document, as the language writes their paths. */
function pathOffers(document: LangiumDocument, ending: string, { roots, folders }: TextSources): Offer[] {
  const folder = document.uri.scheme === 'untitled' ? roots.all()[0] : UriUtils.dirname(document.uri);
  if (!folder || !folders.existsSync(folder)) return [];
  const found: Offer[] = [];
  const visit = (uri: typeof folder, depth: number) => {
    for (const entry of folders.readDirectorySync(uri)) {
      if (found.length >= MAX_FILES) return;
      const name = UriUtils.basename(entry.uri);
      if (name.startsWith('.') || name === 'node_modules') continue;
      if (entry.isDirectory && depth < DEEPEST) visit(entry.uri, depth + 1);
      if (entry.isFile && name.endsWith(ending) && !UriUtils.equals(entry.uri, document.uri))
        found.push({ label: UriUtils.relative(folder, entry.uri), kind: Kind.File });
    }
  };
  visit(folder, 0);
  return found;
}
