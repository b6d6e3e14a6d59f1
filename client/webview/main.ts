import './styles/panel.css';
import { registerCharts } from './charts/register.js';
import { connectHost } from './model/host.js';
import { choose, initialModel, type PanelModel, reduce, stateToKeep } from './model/panel-model.js';
import { Page } from './page/page.js';
import { onThemeChange } from './theme/theme.js';

/** Wires host, model and page together; everything else is a function of the model. */
function start(root: HTMLElement): void {
  registerCharts();
  const host = connectHost();
  const stored = host.loadState();
  let model = initialModel(stored);

  const page = new Page(root, host, model, (made) => change({ ...model, choices: choose(model.choices, made) }));
  const change = (next: PanelModel) => {
    model = next;
    page.render(model);
    const state = stateToKeep(model);
    if (state) host.saveState(state);
  };

  host.onMessage((message) => change(reduce(model, message)));
  onThemeChange(() => page.themeChanged());
  page.render(model);
  host.post({ type: 'ready', state: stored });
}

const root = document.getElementById('panel');
if (root) start(root);
