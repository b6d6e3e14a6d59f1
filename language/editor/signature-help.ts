import type { LangiumDocument, Lexer } from 'langium';
import type { LangiumServices, SignatureHelpProvider } from 'langium/lsp';
import type { SignatureHelpOptions } from 'vscode-languageserver';
import type { ParameterInformation, Position, SignatureHelp, SignatureInformation } from 'vscode-languageserver-types';
import { describeDimension, exampleOf } from '../dimensions/dimension.js';
import type { ImportGraph } from '../imports/import-graph.js';
import { distributionNamed } from '../properties/distributions.js';
import { functionsNamed } from '../properties/functions.js';
import type { Parameter, QuantityType } from '../properties/property.js';
import type { TwinAddedServices } from '../services.js';
import { Text, text } from '../text.js';
import { localized } from './localized.js';
import { type Expectation, expectationAt } from './place/expectation.js';
import type { Bracket } from './place/place.js';
import { placeAt } from './place/place-at.js';
import { surroundings } from './place/surroundings.js';
import { regionAt } from './place/text-regions.js';

/** A displayed call: its name, its parameters and their meaning. */
interface Call {
  readonly name: string;
  readonly meaning: string;
  readonly parameters: readonly { readonly name: string; readonly meaning: string | Text }[];
}

const FAMILY = { name: 'family', meaning: 'normal, lognormal, exponential, gamma, weibull, pareto or uniform' };
const EMPIRICAL = [
  { name: '"file.csv"', meaning: 'the file, relative to this one' },
  { name: '"column"', meaning: 'the column, by the name in the first line' },
  { name: 'unit', meaning: 'the unit of its numbers' },
];
const MIXTURE = {
  name: 'weight: distribution',
  meaning: 'a probability, and what is drawn with it; the weights sum to 1',
};

/** Parameters of distributions, functions, overlays and other forms while their arguments are typed. */
export class TwinSignatureHelp implements SignatureHelpProvider {
  readonly signatureHelpOptions: SignatureHelpOptions = {
    triggerCharacters: ['(', ','],
    retriggerCharacters: [',', ')'],
  };
  private readonly lexer: Lexer;
  private readonly imports: ImportGraph;

  constructor(services: LangiumServices & TwinAddedServices) {
    this.lexer = services.parser.Lexer;
    this.imports = services.twin.ImportGraph;
  }

  provideSignatureHelp(document: LangiumDocument, { position }: { position: Position }): SignatureHelp | undefined {
    const written = document.textDocument.getText();
    const offset = document.textDocument.offsetAt(position);
    const region = regionAt(written, offset);
    if (region.kind === 'comment') return undefined;
    const place = placeAt(written, region.kind === 'text' ? region.start - 1 : offset, this.lexer);
    const index = place.brackets.findLastIndex(({ call }) => call !== '');
    const bracket = place.brackets[index];
    if (!bracket) return undefined;
    const groups = surroundings(document, place, this.imports).groups.map(({ name }) => name);
    const calls = callsOf(bracket.call, expectationAt({ ...place, brackets: place.brackets.slice(0, index) }, groups));
    if (calls.length === 0) return undefined;
    const active = calls.findIndex(({ parameters }) => parameters.length > bracket.index);
    return {
      signatures: calls.map((call) => signatureOf(call, bracket)),
      activeSignature: Math.max(0, active),
      activeParameter: activeParameter(calls[Math.max(0, active)], bracket),
    };
  }
}

function callsOf(name: string, expectation: Expectation): Call[] {
  for (const type of expectation.types) {
    if (type.kind === 'option' && type.name === name && type.parameters)
      return [
        {
          name,
          meaning: type.meaning,
          parameters: type.parameters.map((parameter) => ({ name: parameter.name, meaning: meaningOf(parameter) })),
        },
      ];
    if (type.kind === 'steps' && type.name === name)
      return [
        {
          name,
          meaning: type.meaning,
          parameters: [{ name: '[rate for duration, …]', meaning: 'rates, each with how long it lasts' }],
        },
      ];
  }
  const takesDistribution =
    expectation.anyDistribution || expectation.types.some(({ kind }) => kind === 'distribution');
  const form = takesDistribution ? distributionNamed(name) : undefined;
  if (form)
    return [
      {
        name,
        meaning: form.meaning,
        parameters:
          form.form === 'empirical'
            ? EMPIRICAL
            : form.form === 'fitted'
              ? [FAMILY, ...EMPIRICAL]
              : form.form === 'mixture'
                ? [MIXTURE]
                : form.parameters,
      },
    ];
  return functionsNamed(name)
    .filter(({ kind }) => expectation.expression !== undefined || kind === 'arithmetic')
    .map((known) => ({
      name,
      meaning: known.meaning,
      parameters: known.parameters.map((parameter) => ({ name: parameter, meaning: '' })),
    }));
}

function meaningOf({ meaning, type }: Parameter): Text {
  const share = type.kind === 'quantity' && type.max === 1;
  const example = share ? '0.1' : exampleOf(type.dimension);
  const whole = text`${new Text(meaning)}: ${describeDimension(type.dimension)}, such as ${example}`;
  return type.kind === 'quantity' ? withRange(whole, type) : whole;
}

function withRange(whole: Text, { min, max }: QuantityType): Text {
  if (min !== undefined && max !== undefined) return text`${whole}, ${min} to ${max}`;
  return min === undefined ? whole : text`${whole}, at least ${min}`;
}

function signatureOf({ name, meaning, parameters }: Call, bracket: Bracket): SignatureInformation {
  const label = `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`;
  let from = name.length + 1;
  const shown = parameters.map((parameter): ParameterInformation => {
    const range: [number, number] = [from, from + parameter.name.length];
    from = range[1] + 2;
    return { label: range, ...(parameter.meaning ? { documentation: localized(parameter.meaning) } : {}) };
  });
  return {
    label,
    documentation: localized(meaning),
    parameters: shown,
    activeParameter: activeParameter({ name, meaning, parameters }, bracket),
  };
}

/** By name if the argument has one; every component of a mixture has the same form. */
function activeParameter({ name, parameters }: Call, bracket: Bracket): number {
  const named = parameters.findIndex((parameter) => parameter.name === bracket.label);
  if (named >= 0) return named;
  return name === 'mixture' ? 0 : bracket.index;
}
