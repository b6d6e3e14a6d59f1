import * as l10n from '@vscode/l10n';
import { type LangiumDocument, type URI, UriUtils } from 'langium';
import type { CompletionItem } from 'vscode-languageserver-types';
import { sameDimension } from '../../dimensions/dimension.js';
import { type Declaration, isDistributionDeclaration, isFile } from '../../generated/ast.js';
import type { DataFiles } from '../../imports/data-files.js';
import type { ImportGraph } from '../../imports/import-graph.js';
import type { WorkspaceRoots } from '../../imports/workspace-roots.js';
import type { ValueType } from '../../properties/property.js';
import { ignoreFindings } from '../../validation/report.js';
import { interpretDistribution } from '../../values/distribution.js';
import type { Expectation } from '../place/expectation.js';
import { kindOf } from '../place/surroundings.js';
import { Kind, type Offer } from './item.js';

/** Services for finding names. */
export interface NameSources {
  readonly imports: ImportGraph;
  readonly roots: WorkspaceRoots;
  readonly files: DataFiles;
  readonly documentation: (node: Declaration) => string | undefined;
}

const KINDS: Readonly<Record<string, Offer['kind']>> = {
  topology: Kind.Module,
  workload: Kind.Module,
  policy: Kind.Class,
  faults: Kind.Module,
  scenario: Kind.Class,
  experiment: Kind.Class,
  distribution: Kind.Variable,
};

/**
 * Declarations that may be named at a place: those in scope, then those of other files, which also insert their import.
 */
export function nameOffers(document: LangiumDocument, expectation: Expectation, sources: NameSources): Offer[] {
  const fits = fitting(expectation, sources.files);
  return fits ? declarationsFor(document, fits, sources) : [];
}

/** Scenarios that may be extended. */
export function declarationsFor(
  document: LangiumDocument,
  fits: (node: Declaration) => boolean,
  sources: NameSources,
): Offer[] {
  const inScope = sources.imports.declarations(document);
  const known = new Set(inScope.map(({ name }) => name));
  const own = inScope.filter((node) => node.name && fits(node)).map((node) => offer(node, sources, 1));
  const elsewhere = sources.imports.importable(document).flatMap((other) => {
    const fitting = declarationsIn(other).filter((node) => node.name && !known.has(node.name) && fits(node));
    const path = fitting.length > 0 ? pathTo(document.uri, other.uri, sources.roots) : undefined;
    if (path === undefined) return [];
    const additionalTextEdits = importEdit(document, path);
    return fitting.map(
      (node): Offer => ({ ...offer(node, sources, 4), detail: l10n.t('from "{0}"', path), additionalTextEdits }),
    );
  });
  return [...own, ...elsewhere];
}

function offer(node: Declaration, sources: NameSources, rank: number): Offer {
  const kind = kindOf(node);
  return {
    label: node.name,
    kind: KINDS[kind] ?? Kind.Variable,
    detail: kind,
    documentation: sources.documentation(node),
    rank,
  };
}

function declarationsIn(document: LangiumDocument): readonly Declaration[] {
  const root = document.parseResult.value;
  return isFile(root) ? root.declarations : [];
}

function fitting(expectation: Expectation, files: DataFiles): ((node: Declaration) => boolean) | undefined {
  const kinds = expectation.types.flatMap((type) => (type.kind === 'reference' ? [type.to as string] : []));
  const distributions = expectation.types.filter(
    (type): type is Extract<ValueType, { kind: 'distribution' }> => type.kind === 'distribution',
  );
  if (kinds.length === 0 && distributions.length === 0 && !expectation.anyDistribution) return undefined;
  return (node) => {
    if (kinds.includes(kindOf(node))) return true;
    if (!isDistributionDeclaration(node) || !node.value || node.value.$type === 'Portion') return false;
    if (expectation.anyDistribution) return true;
    if (distributions.length === 0) return false;
    const found = interpretDistribution(node.value, { place: node.name, files, report: ignoreFindings });
    return !found || distributions.some((type) => sameDimension(type.dimension, found.dimension));
  };
}

/** How a file names another in an import; undefined if it cannot. */
export function pathTo(from: URI, to: URI, roots: WorkspaceRoots): string | undefined {
  if (!roots.contains(to) || to.scheme === 'untitled') return undefined;
  const folder = from.scheme === 'untitled' ? roots.all()[0] : UriUtils.dirname(from);
  return folder && folder.scheme === to.scheme ? UriUtils.relative(folder, to) : undefined;
}

/** Adds an import after the last one, or as the first line. */
export function importEdit(
  document: LangiumDocument,
  path: string,
): NonNullable<CompletionItem['additionalTextEdits']> {
  const root = document.parseResult.value;
  const last = isFile(root) ? root.imports.at(-1)?.$cstNode : undefined;
  const position = last
    ? { line: last.range.end.line, character: last.range.end.character }
    : { line: 0, character: 0 };
  return [{ range: { start: position, end: position }, newText: last ? `\nimport "${path}"` : `import "${path}"\n\n` }];
}
