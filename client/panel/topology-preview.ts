import { l10n, Uri } from 'vscode';
import type { PanelState } from '../../server/protocol/panel.js';
import type { NetworkView } from '../../server/protocol/run-view.js';
import type { TextPlace, TopologyOrder } from '../../server/protocol/runs.js';
import type { Runs } from '../runs/runs.js';
import type { PanelTab } from './panel-tab.js';

/** The drawn scenario or topology of a text. */
type Drawn = NonNullable<PanelState['topology']>;

const AT_THE_START = { line: 0, character: 0 };

/** The topology of a text in a tab of its own, which follows the text. While the text has errors the last drawing stays. */
export class TopologyPreview {
  /** The topology to draw, whether or not it has been drawn. */
  #order: TopologyOrder | undefined;
  #drawn: (Drawn & { network: NetworkView }) | undefined;
  /** The number of the latest question; answers to earlier questions are dropped. */
  #turn = 0;

  constructor(
    private readonly tab: PanelTab,
    private readonly results: PanelTab,
    private readonly runs: Pick<Runs, 'topology' | 'declaration'>,
  ) {}

  /** Opens the tab with the topology around the caret. */
  async show(uri: Uri, position: TopologyOrder['position']): Promise<void> {
    this.tab.open(this.results);
    this.tab.show({ type: 'waiting', message: l10n.t('Drawing the topology…') });
    this.#drawn = undefined;
    await this.#draw({ uri: uri.toString(), position });
  }

  /** Fills a tab that VS Code restored. */
  async restore({ uri, declaration }: Drawn): Promise<void> {
    await this.#draw({ uri, declaration, position: AT_THE_START });
  }

  /** Whether a text is the one that is drawn, or will be. */
  follows(uri: Uri): boolean {
    return this.tab.isOpen && this.#order?.uri === uri.toString();
  }

  /** Draws the text as it is now. */
  async drawAgain(): Promise<void> {
    if (!this.#order || !this.tab.isOpen) return;
    try {
      await this.#draw(this.#order);
    } catch {
      // The language server is restarting, which is reported elsewhere; the next change asks again.
    }
  }

  /** Where the drawn topology is declared. */
  async place(): Promise<TextPlace | null> {
    return this.#drawn ? this.runs.declaration(Uri.parse(this.#drawn.uri), this.#drawn.declaration) : null;
  }

  async #draw(order: TopologyOrder): Promise<void> {
    const turn = ++this.#turn;
    this.#order = order;
    const answer = await this.runs.topology(order);
    if (turn !== this.#turn) return;
    if (answer.kind === 'topology') {
      const drawn = { uri: order.uri, declaration: answer.declaration, network: answer.network };
      this.#order = { uri: order.uri, declaration: answer.declaration, position: AT_THE_START };
      this.#drawn = drawn;
      this.tab.setTitle(l10n.t('{0} Topology', drawn.declaration));
      this.tab.show({ type: 'topology', topology: drawn, problem: null });
    } else if (this.#drawn) this.tab.show({ type: 'topology', topology: this.#drawn, problem: answer.message });
    else this.tab.show({ type: 'waiting', message: answer.message });
  }
}
