import * as l10n from '@vscode/l10n';
import type { LangiumCoreServices, LangiumDocument, LeafCstNode } from 'langium';
import type { HoverProvider, LangiumServices } from 'langium/lsp';
import type { Hover, Position } from 'vscode-languageserver-types';
import { CITIES, REGIONS } from '../../../engine/model/cities.js';
import { CLOUD_REGIONS } from '../../../engine/model/cloud-regions.js';
import { describeDimension, symbolOf } from '../../dimensions/dimension.js';
import { toSi, unitNamed } from '../../dimensions/units.js';
import { isNamed, isNameExpression, isProperty, isQuantity, isSiteDeclaration } from '../../generated/ast.js';
import { INVARIANTS } from '../../properties/functions.js';
import type { TwinAddedServices } from '../../services.js';
import { localized } from '../localized.js';
import { markdown } from '../markdown.js';
import { declarationHover } from './declaration-hover.js';
import type { HoverContext } from './hover-context.js';
import { leafAt, segmentAt } from './leaf.js';
import { nameHover } from './name-hover.js';
import { pathHover, propertyHover } from './property-hover.js';
import { WORDS, WORDS_IN } from './words.js';

/** Explains the word under the cursor and its value at this place. */
export class TwinHoverProvider implements HoverProvider {
  private readonly context: HoverContext;
  private readonly references: LangiumCoreServices['references']['References'];

  constructor(services: LangiumServices & TwinAddedServices) {
    const { DataFiles, Defaults, ImportGraph } = services.twin;
    this.references = services.references.References;
    this.context = {
      files: DataFiles,
      defaults: Defaults,
      declared: ImportGraph.declaredAround,
      documentation: (node) => services.documentation.DocumentationProvider.getDocumentation(node),
    };
  }

  getHoverContent(document: LangiumDocument, { position }: { position: Position }): Hover | undefined {
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    const value = leaf && this.textFor(leaf);
    return value ? { contents: markdown(value), range: leaf.range } : undefined;
  }

  private textFor(leaf: LeafCstNode): string | undefined {
    return (
      quantityText(leaf) ??
      this.ofSegment(leaf) ??
      this.ofReference(leaf) ??
      this.ofSite(leaf) ??
      placeText(leaf) ??
      wordText(leaf)
    );
  }

  private ofSegment(leaf: LeafCstNode): string | undefined {
    const found = segmentAt(leaf);
    if (!found) return undefined;
    const { segment, owner, words } = found;
    const target = segment.element?.ref;
    if (target) return declarationHover(target, this.context);
    if (isNameExpression(owner)) return nameHover(owner, leaf, this.context);
    const around = owner.$container;
    return isProperty(around) ? propertyHover(around, words, this.context) : pathHover(owner, words);
  }

  /** A declared site, at its declaration and where it is used like a city. */
  private ofSite(leaf: LeafCstNode): string | undefined {
    if (!leaf.text.startsWith('"') || leaf.text.length < 2) return undefined;
    const site = (this.context.declared?.(leaf.astNode) ?? [])
      .filter(isSiteDeclaration)
      .find(({ name }) => name === leaf.text.slice(1, -1));
    return site && declarationHover(site, this.context);
  }

  /** The name of a declaration at its declaration, and names outside paths. */
  private ofReference(leaf: LeafCstNode): string | undefined {
    const target = this.references.findDeclarations(leaf).find(isNamed);
    return target && declarationHover(target, this.context);
  }
}

/** A number or its unit: its value in SI. */
function quantityText(leaf: LeafCstNode): string | undefined {
  const node = leaf.astNode;
  if (!isQuantity(node) || node.unit === undefined) return undefined;
  const unit = unitNamed(node.unit);
  if (!unit) return undefined;
  const symbol = symbolOf(unit.dimension);
  return `\`${node.$cstNode?.text ?? ''}\` = **${toSi(node.value, unit)}${symbol ? ` ${symbol}` : ''}** (${localized(describeDimension(unit.dimension))})\n\n\`${unit.name}\`: ${localized(unit.meaning)}`;
}

function placeText(leaf: LeafCstNode): string | undefined {
  if (!leaf.text.startsWith('"')) return undefined;
  const name = leaf.text.slice(1, -1);
  const city = CITIES.find((candidate) => candidate.name === name);
  if (city)
    return `**${name}**, ${city.region}: ${city.latitude}°, ${city.longitude}°${city.remote ? `\n\n${l10n.t('`worldwide` does not draw it.')}` : ''}`;
  const cloud = CLOUD_REGIONS.find((candidate) => candidate.name === name);
  if (cloud) return `**${name}**, ${cloud.provider}, ${cloud.area}: ${cloud.latitude}°, ${cloud.longitude}°`;
  const count = CITIES.filter(({ region }) => region === name).length;
  return REGIONS.some((region) => region === name)
    ? l10n.t('{0}: {1} cities of the table', `**${name}**`, count)
    : undefined;
}

function wordText(leaf: LeafCstNode): string | undefined {
  const meaning =
    WORDS_IN[leaf.astNode.$type]?.[leaf.text] ??
    WORDS[leaf.text] ??
    INVARIANTS.find(({ name }) => name === leaf.text)?.meaning;
  return meaning && `**${leaf.text}**\n\n${localized(meaning)}`;
}
