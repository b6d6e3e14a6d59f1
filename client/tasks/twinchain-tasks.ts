import path from 'node:path';
import {
  type Disposable,
  ProcessExecution,
  Task,
  type TaskDefinition,
  TaskGroup,
  type TaskProvider,
  TaskScope,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { ENGINES, type EngineName } from '../../server/protocol/experiments.js';

/** The type of the tasks, as in `contributes.taskDefinitions` of package.json. */
const TASK_TYPE = 'twinchain';
/** Beyond this number, files are not offered as tasks. */
const MAX_FILES = 100;

interface TwinchainTask extends TaskDefinition {
  command: 'check' | 'run' | 'sweep';
  /** Relative to the workspace folder. */
  file: string;
  /** `run` only: required where the file declares several. */
  scenario?: string;
  /** `sweep` only: required where the file declares several. */
  experiment?: string;
  /** `sweep` only: the engine that the sweep is submitted to. */
  on?: EngineName;
  /** Further arguments for the command line, such as `--seed 7`. */
  args?: string[];
}

/** Tasks that check, run and sweep scenario files with the command line of the extension. */
export function twinchainTasks(extension: Uri): Disposable {
  const commandLine = Uri.joinPath(extension, 'dist', 'cli.cjs').fsPath;
  const provider: TaskProvider = {
    provideTasks: async () => {
      const files = await workspace.findFiles('**/*.twin', '**/node_modules/**', MAX_FILES);
      return files.flatMap((uri) => {
        const folder = workspace.getWorkspaceFolder(uri);
        if (!folder) return [];
        const file = path.posix.relative(folder.uri.path, uri.path);
        const made = (command: TwinchainTask['command']) =>
          task({ type: TASK_TYPE, command, file }, folder, commandLine);
        return [made('check'), made('run')];
      });
    },
    resolveTask: ({ definition, scope }) =>
      isTwinchainTask(definition)
        ? task(definition, isFolder(scope) ? scope : TaskScope.Workspace, commandLine)
        : undefined,
  };
  return tasks.registerTaskProvider(TASK_TYPE, provider);
}

function task(definition: TwinchainTask, scope: WorkspaceFolder | TaskScope.Workspace, commandLine: string): Task {
  const { command, file, args = [] } = definition;
  const words = [command, file, ...chosen(definition), ...args];
  const execution = new ProcessExecution(process.execPath, [commandLine, ...words], {
    // The program of the editor runs as Node when this is set, so nothing else has to be installed.
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  // No problem matcher: the language server shows the same problems already. Users can add $twinchain to a task.
  const made = new Task(definition, scope, words.join(' '), 'Twinchain', execution, []);
  made.group = command === 'run' ? undefined : TaskGroup.Test;
  return made;
}

/** The arguments of the command line after the file. A sweep that is run again resumes. */
function chosen({ command, scenario, experiment, on }: TwinchainTask): string[] {
  if (command === 'run') return scenario ? [scenario] : [];
  if (command === 'sweep')
    return [...(experiment ? [experiment] : []), '--resume', ...(on ? ['--on', on, '--wait'] : [])];
  return [];
}

function isTwinchainTask(definition: TaskDefinition): definition is TwinchainTask {
  const { command, file, scenario, experiment, on, args } = definition;
  return (
    (command === 'check' || command === 'run' || command === 'sweep') &&
    typeof file === 'string' &&
    (scenario === undefined || typeof scenario === 'string') &&
    (experiment === undefined || typeof experiment === 'string') &&
    (on === undefined || ENGINES.includes(on)) &&
    (args === undefined || (Array.isArray(args) && args.every((word) => typeof word === 'string')))
  );
}

function isFolder(scope: WorkspaceFolder | TaskScope | undefined): scope is WorkspaceFolder {
  return typeof scope === 'object';
}
