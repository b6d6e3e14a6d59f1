import { config as configureTexts } from '@vscode/l10n';
import { type ExtensionContext, l10n, window } from 'vscode';
import { compareRuns } from './commands/compare-runs.js';
import { compareWithLast } from './commands/compare-with-last.js';
import { explainCode } from './commands/explain-code.js';
import { exportResults } from './commands/export-results.js';
import { newScenario } from './commands/new-scenario.js';
import { openExample } from './commands/open-example.js';
import { reproducePaper } from './commands/reproduce-paper.js';
import { restartLanguageServer } from './commands/restart-language-server.js';
import { runExperiment } from './commands/run-experiment.js';
import { runExperimentOnCluster } from './commands/run-experiment-on-cluster.js';
import { runScenario } from './commands/run-scenario.js';
import { showLastExperiment } from './commands/show-last-experiment.js';
import { showLastResults } from './commands/show-last-results.js';
import { showLog } from './commands/show-log.js';
import { showTopology } from './commands/show-topology.js';
import { stop } from './commands/stop.js';
import { ServerConnection } from './connection/server-connection.js';
import { announceVerdicts } from './expectations/announce-verdicts.js';
import { ExpectationTests } from './expectations/expectation-tests.js';
import { experimentConnection } from './experiments/experiment-connection.js';
import { ExperimentStarter } from './experiments/experiment-starter.js';
import { Experiments } from './experiments/experiments.js';
import { showSweepProgress } from './experiments/show-sweep-progress.js';
import { historyCommands } from './history/history-commands.js';
import { HistoryView } from './history/history-view.js';
import { logActivity } from './log-activity.js';
import { editorHost, topologyHost } from './panel/editor-host.js';
import { markOutdated } from './panel/mark-outdated.js';
import { PanelTab, resultsTab, topologyTab } from './panel/panel-tab.js';
import { Presenter } from './panel/presenter.js';
import { TopologyPreview } from './panel/topology-preview.js';
import { Reproduction } from './paper/reproduction.js';
import { showReproductionProgress } from './paper/show-reproduction-progress.js';
import { runConnection } from './runs/run-connection.js';
import { RunStarter } from './runs/run-starter.js';
import { Runs } from './runs/runs.js';
import { showRunProgress } from './runs/show-run-progress.js';
import { ActiveScenario } from './scenarios/active-scenario.js';
import { twinchainTasks } from './tasks/twinchain-tasks.js';
import { welcome } from './welcome/welcome.js';

/** Stops the language server; a variable, since VS Code calls `deactivate` without the objects of `activate`. */
let stopLanguageServer: (() => Promise<void>) | undefined;

/** Called by VS Code when the window closes: waits until running simulations are stopped and kept. */
export async function deactivate(): Promise<void> {
  await stopLanguageServer?.();
}

/** Called by VS Code when a scenario is opened or a command is used for the first time. */
export function activate(context: ExtensionContext): void {
  const { extensionUri, globalStorageUri, subscriptions } = context;
  // Code that is shared with the server translates its texts by a package of its own.
  configureTexts({ contents: l10n.bundle ?? {} });
  const log = window.createOutputChannel('Twinchain', { log: true });
  const server = new ServerConnection(
    () => import('./language-client.js'),
    ({ createLanguageClient }) => createLanguageClient(context, log),
  );
  const connection = runConnection(server);
  const runs = new Runs(connection);
  const starter = new RunStarter(runs, () => presenter);
  const sweeps = experimentConnection(server);
  const experiments = new Experiments(sweeps);
  const experimentStarter = new ExperimentStarter(experiments, () => presenter);
  const reproduction = new Reproduction(server);
  const host = editorHost({
    runs,
    starter,
    experiments,
    experimentStarter,
    reproduction,
    presenter: () => presenter,
  });
  const panel = new PanelTab(extensionUri, resultsTab(), host);
  const map = new PanelTab(
    extensionUri,
    topologyTab(),
    topologyHost(host, () => preview),
  );
  const preview = new TopologyPreview(map, panel, runs);
  const presenter = new Presenter(panel, map, runs, experiments, reproduction);
  subscriptions.push(
    log,
    server,
    connection,
    runs,
    sweeps,
    experiments,
    panel,
    map,
    presenter,
    logActivity(log, runs, experiments),
    showRunProgress(runs, presenter),
    showSweepProgress(experiments, presenter),
    openExample(extensionUri, globalStorageUri),
    newScenario(),
    reproduction,
    showReproductionProgress(reproduction, presenter),
    reproducePaper(reproduction, presenter, extensionUri, globalStorageUri),
    explainCode(extensionUri),
    twinchainTasks(extensionUri),
    restartLanguageServer(server, log),
    showLog(log),
  );
  const activeScenario = new ActiveScenario(connection, sweeps);
  const history = new HistoryView(runs, experiments);
  subscriptions.push(
    activeScenario,
    history,
    historyCommands({ runs, starter, experiments, experimentStarter, presenter, history }),
    runScenario(activeScenario, starter),
    compareWithLast(activeScenario, starter, runs),
    stop(runs, experiments),
    runExperiment(activeScenario, experimentStarter),
    runExperimentOnCluster(activeScenario, experimentStarter),
    showLastExperiment(experiments, presenter),
    new ExpectationTests(runs, experiments),
    announceVerdicts(runs, experiments, presenter),
    compareRuns(runs, presenter),
    showTopology(activeScenario, preview),
    showLastResults(runs, presenter),
    exportResults(runs, experiments, presenter),
    markOutdated(panel, presenter, runs),
    panel.register(),
    map.register(),
  );
  stopLanguageServer = () => server.stop();
  log.info(`Twinchain ${context.extension.packageJSON.version} is starting its language server.`);
  // The window does not wait for the server: requests are answered once it is ready.
  void server
    .start()
    .then(async () => {
      log.info('The language server is ready.');
      await welcome(context, runs, presenter);
    })
    .catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
}
