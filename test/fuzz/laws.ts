import { LimitExceeded } from '../../engine/limits/limits.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { Simulation } from '../../engine/simulation.js';
import { CODES, formatText, Language, type LoadedFile } from '../../language/index.js';
import { MemoryFiles, uriIn, WORKSPACE } from '../language/memory-files.js';
import { SAMPLES } from './samples.js';

/** A law that a text broke, with details. */
export interface Breach {
  /** Name of the law; shrinking preserves it. */
  readonly law: string;
  readonly detail: string;
}

/** Limits of a run, large enough to reveal faulty numbers. */
const MAX_EVENTS = 3000;
const MAX_NODES = 64;

/** Checks the laws that every text must satisfy, whatever its content. */
export class Laws {
  private readonly language = new Language({ files: new MemoryFiles(SAMPLES), roots: [WORKSPACE] });

  /** The law that a text breaks; undefined if it breaks none. */
  async breachIn(text: string): Promise<Breach | undefined> {
    let stage = 'check';
    try {
      const loaded = await this.language.loadText(uriIn('main.twin'), text);
      const told = messagesOf(loaded);
      if (told) return told;
      stage = 'lower';
      const lowered = this.lowered(loaded);
      const json = JSON.stringify(lowered);
      const infinite = notFinite(lowered);
      if (infinite) return { law: 'scenario-not-finite', detail: infinite };
      stage = 'format';
      const moved = await this.formatting(text, json);
      if (moved) return moved;
      stage = 'run';
      for (const scenario of lowered.scenarios) {
        const broken = running(scenario);
        if (broken) return broken;
      }
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { law: `${stage}-threw`, detail };
    }
    return undefined;
  }

  private lowered(loaded: LoadedFile) {
    const scenarios = loaded.scenarios.flatMap(({ name }) => {
      const result = this.language.lower(loaded, name);
      return result.ok ? [result.scenario] : [];
    });
    const experiments = loaded.experiments.flatMap(({ name }) => {
      const result = this.language.lowerExperiment(loaded, name);
      return result.ok ? [result.experiment] : [];
    });
    return { scenarios, experiments };
  }

  /** Formatting changes only white space, and formatting again changes nothing. */
  private async formatting(text: string, json: string): Promise<Breach | undefined> {
    const result = await formatText(text, this.language.services);
    if (!('text' in result)) return undefined;
    const again = await formatText(result.text, this.language.services);
    if (!('text' in again) || again.text !== result.text)
      return { law: 'format-not-stable', detail: 'the formatted text is formatted otherwise' };
    const loaded = await this.language.loadText(uriIn('main.twin'), result.text);
    const same = JSON.stringify(this.lowered(loaded)) === json;
    return same ? undefined : { law: 'format-meaning', detail: 'the formatted text means something else' };
  }
}

const CODE_NAMES: ReadonlySet<string> = new Set(Object.keys(CODES));

function messagesOf(loaded: LoadedFile): Breach | undefined {
  for (const { code, message, uri, range } of loaded.diagnostics) {
    if (code.startsWith('internal/')) return { law: 'internal', detail: message };
    if (!CODE_NAMES.has(code)) return { law: 'unknown-code', detail: code };
    if (/\b(undefined|NaN|Infinity)\b|∞|\[object|error occurred/.test(withoutQuotes(message)))
      return { law: 'odd-message', detail: message };
    const lines = loaded.texts.get(uri)?.split('\n').length ?? 0;
    if (range.start.line < 0 || range.end.line > lines || range.start.character < 0)
      return { law: 'outside', detail: `${message} at ${JSON.stringify(range)}` };
  }
  return undefined;
}

/** A message without its quotes of the text, which may contain any word. */
function withoutQuotes(message: string): string {
  return message.replace(/`[^`]*`|"[^"]*"/g, '');
}

/** Path to a number that JSON cannot represent. */
function notFinite(value: unknown, path = ''): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, held] of Object.entries(value)) {
    const found = notFinite(held, `${path}/${key}`);
    if (found) return found;
  }
  return undefined;
}

function running(scenario: Scenario): Breach | undefined {
  if (scenario.topology.groups.reduce((sum, { nodes }) => sum + nodes, 0) > MAX_NODES) return undefined;
  try {
    const simulation = new Simulation(scenario);
    simulation.advance(Number.POSITIVE_INFINITY, MAX_EVENTS);
    const { counters, simulatedSeconds } = simulation.results();
    const infinite = notFinite({ counters, simulatedSeconds });
    return infinite ? { law: 'results-not-finite', detail: infinite } : undefined;
  } catch (error) {
    if (error instanceof LimitExceeded) return undefined;
    return { law: 'run-threw', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
