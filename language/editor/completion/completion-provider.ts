import * as l10n from '@vscode/l10n';
import type { FileSystemProvider, LangiumDocument, LangiumParser, Lexer } from 'langium';
import type { CompletionProvider, CompletionProviderOptions, LangiumServices } from 'langium/lsp';
import type { CompletionItem, CompletionList, Position } from 'vscode-languageserver-types';
import { isExperimentDeclaration, isScenarioDeclaration } from '../../generated/ast.js';
import { missingBraces } from '../../grammar/parser.js';
import { DIRECTIONS } from '../../properties/functions.js';
import type { TwinAddedServices } from '../../services.js';
import { type Expectation, expectationAt } from '../place/expectation.js';
import { innermost, type Place } from '../place/place.js';
import { placeAt } from '../place/place-at.js';
import { type Surroundings, surroundings } from '../place/surroundings.js';
import { regionAt } from '../place/text-regions.js';
import { continuationOffers } from './continuations.js';
import { declarationOffers } from './declarations.js';
import { expressionOffers } from './expressions.js';
import { Kind, type Offer, toItem } from './item.js';
import { memberOffers, pathOffers } from './members.js';
import { declarationsFor, type NameSources, nameOffers } from './names.js';
import { type TextSources, textOffers } from './texts.js';
import { needsUnit, unitOffers } from './units.js';
import { anyDistributionOffers, valueOffers } from './values.js';

/**
 * Completion by place and by type. It looks at the text as it is, not at what the parser made of it: names come from
 * the last readable state of the document, everything else from the tokens around the place.
 */
export class TwinCompletionProvider implements CompletionProvider {
  // After a digit the unit is missing.
  readonly completionOptions: CompletionProviderOptions = {
    triggerCharacters: ['.', ':', '"', '(', '[', ',', ' ', ...'0123456789'],
  };
  private readonly lexer: Lexer;
  private readonly parser: () => LangiumParser;
  private readonly names: NameSources;
  private readonly texts: TextSources;
  private insertsAndReplaces = false;

  constructor(services: LangiumServices & TwinAddedServices) {
    const { ImportGraph, WorkspaceRoots, DataFiles } = services.twin;
    const folders: FileSystemProvider = services.shared.workspace.FileSystemProvider;
    this.lexer = services.parser.Lexer;
    this.parser = () => services.parser.LangiumParser;
    this.names = {
      imports: ImportGraph,
      roots: WorkspaceRoots,
      files: DataFiles,
      documentation: (node) => services.documentation.DocumentationProvider.getDocumentation(node),
    };
    this.texts = { roots: WorkspaceRoots, files: DataFiles, folders };
    services.shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.insertsAndReplaces = capabilities.textDocument?.completion?.completionItem?.insertReplaceSupport ?? false;
    });
  }

  getCompletion(
    document: LangiumDocument,
    params: { position: Position; context?: { triggerCharacter?: string } },
  ): CompletionList {
    const { textDocument } = document;
    const text = textDocument.getText();
    const offset = textDocument.offsetAt(params.position);
    const region = regionAt(text, offset);
    if (region.kind === 'comment') return { isIncomplete: false, items: [] };
    const place = placeAt(text, region.kind === 'text' ? region.start - 1 : offset, this.lexer, (broken) =>
      missingBraces(this.parser(), broken),
    );
    const around = surroundings(document, place, this.names.imports);
    const span =
      region.kind === 'text'
        ? { start: region.start, end: region.end }
        : { start: place.start, end: Math.max(place.end, offset) };
    const unwanted = isUnwanted(params.context?.triggerCharacter, place, () => this.expectation(place, around));
    const offers = unwanted
      ? []
      : region.kind === 'text'
        ? textOffers(document, place, this.expectation(place, around), around.declarations, this.texts)
        : this.offers(document, place, around);
    const position = (at: number) => textDocument.positionAt(at);
    const ranges = {
      insert: { start: position(span.start), end: params.position },
      replace: { start: position(span.start), end: position(Math.max(span.end, offset)) },
    };
    return { isIncomplete: false, items: offers.map((offer, index) => this.item(offer, index, ranges)) };
  }

  private expectation(place: Place, { groups }: Surroundings): Expectation {
    return expectationAt(
      place,
      groups.map(({ name }) => name),
    );
  }

  private item(offer: Offer, index: number, { insert, replace }: { insert: Span; replace: Span }): CompletionItem {
    const newText = offer.snippet ?? offer.text ?? offer.label;
    const textEdit = this.insertsAndReplaces ? { newText, insert, replace } : { newText, range: insert };
    return { ...toItem(offer, index), textEdit };
  }

  private offers(document: LangiumDocument, place: Place, around: Surroundings): Offer[] {
    const { statement, previous } = place;
    const groups = around.groups.map(({ name }) => name);
    if (place.blocks.length === 0) {
      if (previous?.image === 'extends') {
        const own = statement?.kind === 'keyword' ? statement.behind[0]?.image : undefined;
        const isKind =
          statement?.kind === 'keyword' && statement.word === 'experiment'
            ? isExperimentDeclaration
            : isScenarioDeclaration;
        return declarationsFor(document, (node) => isKind(node) && node.name !== own, this.names);
      }
      if (statement?.kind === 'keyword' && !isComplete(place))
        return EXTENDING.includes(statement.word) && statement.behind.length === 1 ? [EXTENDS()] : [];
    }
    const isPath = previous?.image === 'vary' || previous?.image === 'zip';
    if (isPath) return pathOffers(place, groups);
    if (statement?.kind === 'keyword' && statement.word === 'group' && !isComplete(place)) return [];
    const expectation = this.expectation(place, around);
    if (place.number) {
      const units = unitOffers(expectation);
      const stays = needsUnit(expectation) ? [] : continuationOffers(place, expectation, around);
      return [...units, ...stays, ...(needsUnit(expectation) ? [] : this.statements(place, groups))];
    }
    const takesGroup =
      previous?.image === 'of' &&
      place.blocks.length > 0 &&
      statement?.kind !== 'choice' &&
      expectation.types.some(({ kind }) => kind === 'nodes');
    if (takesGroup || isPolicyFor(place))
      return around.groups.map(({ name }): Offer => ({ label: name, kind: Kind.Module }));
    const wantsValue = place.expectsValue || isKeywordValue(place);
    if (wantsValue || place.brackets.length > 0) {
      if (!wantsValue) return continuationOffers(place, expectation, around);
      return [
        ...this.weighted(place, around),
        ...(place.qualifier.length === 0
          ? [
              ...nameOffers(document, expectation, this.names),
              ...(expectation.anyDistribution ? anyDistributionOffers() : []),
              ...valueOffers(expectation, around),
            ]
          : []),
        ...expressionOffers(expectation, place, around),
        ...(isKeywordValue(place) ? continuationOffers(place, expectation, around) : []),
      ];
    }
    const statements = this.statements(place, groups);
    const continuations = continuationOffers(place, expectation, around);
    // A new line usually begins a statement; continuations of the previous statement are offered last.
    return startsLine(document, place)
      ? [...statements, ...continuations.map((offer) => ({ ...offer, rank: 8 }))]
      : [...continuations, ...statements];
  }

  /** Where a mixture expects a weight, distributions are offered with one, since users look for distributions there. */
  private weighted(place: Place, around: Surroundings): Offer[] {
    const bracket = place.brackets.at(-1);
    if (bracket?.call !== 'mixture' || bracket.label !== undefined || place.qualifier.length > 0) return [];
    const behindWeight = { ...place, brackets: [...place.brackets.slice(0, -1), { ...bracket, label: '0.5' }] };
    const expectation = this.expectation(behindWeight, around);
    const offers = expectation.anyDistribution ? anyDistributionOffers() : valueOffers(expectation, around);
    return offers
      .filter(({ kind }) => kind === Kind.Function)
      .map(({ snippet, ...offer }) => ({ ...offer, snippet: `0.5: ${snippet ?? offer.label}`, preselect: false }));
  }

  private statements(place: Place, groups: readonly string[]): Offer[] {
    if (place.blocks.length === 0) return place.qualifier.length === 0 ? declarationOffers() : [];
    return memberOffers(place, groups);
  }
}

/**
 * Completions that pop up by themselves must not get in the way: after a space only where a value is expected, after a
 * digit only where the number needs a unit.
 */
function isUnwanted(trigger: string | undefined, place: Place, expectation: () => Expectation): boolean {
  if (trigger === ' ') return !place.expectsValue;
  const isDigit = trigger !== undefined && /^\d$/.test(trigger);
  return isDigit && place.number !== undefined && !needsUnit(expectation());
}

/** Whether only white space precedes a place on its line. */
function startsLine({ textDocument }: LangiumDocument, { start }: Place): boolean {
  const before = {
    start: { line: textDocument.positionAt(start).line, character: 0 },
    end: textDocument.positionAt(start),
  };
  return textDocument.getText(before).trim() === '';
}

/** After `policy for` in a scenario. */
function isPolicyFor({ previous, blocks }: Place): boolean {
  return previous?.image === 'for' && blocks.length > 0 && blocks[0].kind === 'scenario';
}

type Span = { start: Position; end: Position };

/** Declarations that may extend another of their kind. */
const EXTENDING: readonly string[] = ['scenario', 'experiment'];

const EXTENDS = (): Offer => ({
  label: 'extends',
  kind: Kind.Keyword,
  detail: l10n.t('inherits everything from another one'),
  snippet: 'extends ${1:Baseline} {\n    $0\n}',
});

/** Whether the declaration before the place is closed, so that a new one may begin. */
function isComplete(place: Place): boolean {
  return place.previous?.image === '}';
}

/**
 * After words that need something right away: `propose`, `always`, `with`, `learn`, `choose`; in `learn`, `simulate`.
 */
function isKeywordValue(place: Place): boolean {
  const image = place.previous?.image ?? '';
  if (['propose', 'always', 'learn', 'with', 'choose'].includes(image)) return true;
  const kind = innermost(place)?.kind;
  if (image === 'simulate' && kind === 'learn') return true;
  const { statement } = place;
  // `choose minimise …`
  if (statement?.kind === 'keyword' && statement.word === 'choose')
    return DIRECTIONS.some(({ name }) => name === image);
  // `expect "text" …`
  return (
    (kind === 'scenario' || kind === 'experiment') &&
    place.statement?.kind === 'keyword' &&
    place.statement.word === 'expect' &&
    image.startsWith('"')
  );
}
