/**
 * Which part may import which. A file belongs to the longest folder in this table that contains it. A part may import
 * itself and what is listed for it: other parts, project files and packages. Everything else is forbidden.
 */
export interface Layer {
  /** Other parts, by their folders. A folder stands for everything below it. */
  parts: readonly string[];
  /** Packages from npm. `*` allows any. */
  packages: readonly string[];
  /** Whether Node's own modules may be used. */
  node: boolean;
}

const PURE = { packages: [], node: false } as const;

export const LAYERS: Readonly<Record<string, Layer>> = {
  engine: { parts: [], packages: ['seedrandom', '@noble/hashes', 'libsodium-wrappers'], node: false },
  'engine/limits': {
    parts: [
      'engine/model',
      'engine/kernel/expected-arrivals.ts',
      'engine/kernel/time.ts',
      'engine/network/latency.ts',
      'engine/consensus/protocols.ts',
      'engine/consensus/tendermint/round-timers.ts',
      'engine/twins/valid-configuration.ts',
      // Sets how many runs look-ahead may take.
      'engine/twins/policies.ts',
      'engine/twins/lookahead/spending.ts',
    ],
    ...PURE,
  },
  'engine/model': { parts: [], ...PURE },
  // Reads results back from files. Nothing that simulates imports it.
  'engine/schema': {
    parts: ['engine/model', 'engine/consensus/protocols.ts'],
    packages: ['valibot'],
    node: false,
  },
  'engine/kernel': { parts: ['engine/model'], packages: ['seedrandom', '@noble/hashes'], node: false },
  // Checks the engine's own assertions, in tests and in `--check` runs.
  'engine/checks': { parts: ['engine/model', 'engine/kernel', 'engine/network'], ...PURE },
  'engine/network': { parts: ['engine/model', 'engine/kernel'], ...PURE },
  'engine/consensus': { parts: ['engine/model', 'engine/kernel', 'engine/network'], ...PURE },
  'engine/twins': {
    parts: [
      'engine/model',
      'engine/kernel',
      'engine/measurement',
      // Decides whether a proposal is valid.
      'engine/consensus/protocols.ts',
    ],
    ...PURE,
  },
  'engine/management': {
    parts: ['engine/model', 'engine/kernel', 'engine/network', 'engine/consensus', 'engine/twins/twins.ts'],
    packages: ['@noble/hashes', 'libsodium-wrappers'],
    node: false,
  },
  'engine/primary': {
    parts: [
      'engine/model',
      'engine/kernel',
      'engine/network',
      'engine/consensus',
      // Primary nodes observe and apply configurations (Algorithm 2).
      'engine/management/configuration-block.ts',
      'engine/management/configuration-chain.ts',
    ],
    packages: ['@noble/hashes'],
    node: false,
  },
  'engine/measurement': { parts: ['engine/model', 'engine/kernel/time.ts'], ...PURE },
  // Properties that every run must have, checked against its facts.
  'engine/invariants': {
    parts: [
      'engine/model',
      'engine/kernel/hash.ts',
      'engine/kernel/time.ts',
      'engine/limits/limits.ts',
      'engine/network/overlay.ts',
      'engine/network/system.ts',
      'engine/consensus/protocols.ts',
      'engine/primary/heights.ts',
      // Decides whether a configuration is valid.
      'engine/twins/valid-configuration.ts',
    ],
    ...PURE,
  },
  'engine/recording': {
    parts: [
      'engine/model',
      'engine/invariants/invariants.ts',
      'engine/kernel/hash.ts',
      'engine/kernel/time.ts',
      'engine/measurement',
      // Nodes and links of a run, and the names of its messages.
      'engine/network',
      'engine/consensus/protocols.ts',
      'engine/consensus/recovery.ts',
      'engine/primary/observers.ts',
      'engine/primary/transaction-pool.ts',
    ],
    ...PURE,
  },
  language: { parts: ['engine'], packages: ['*'], node: true },
  'server/protocol': { parts: ['engine/model', 'engine/measurement'], packages: ['@vscode/l10n'], node: false },
  'server/view': { parts: ['engine', 'server/protocol'], packages: ['*'], node: true },
  'server/runs': {
    parts: ['engine', 'language', 'server/view', 'server/protocol', 'package.json'],
    packages: ['*'],
    node: true,
  },
  'server/experiments': {
    parts: ['engine', 'server/runs', 'server/view', 'server/protocol', 'package.json'],
    packages: ['*'],
    node: true,
  },
  // Passed to engines that distribute batches of replications over machines.
  'server/clusters': {
    parts: ['engine', 'server/runs', 'server/experiments', 'server/protocol', 'package.json'],
    packages: ['*'],
    node: true,
  },
  'server/robustness': {
    parts: ['engine', 'language', 'server/experiments', 'server/clusters'],
    packages: ['*'],
    node: true,
  },
  'server/foresight': {
    parts: ['engine', 'language', 'server/experiments', 'server/clusters'],
    packages: ['*'],
    node: true,
  },
  'server/paper': {
    parts: [
      'engine',
      'language',
      'server/runs',
      'server/experiments',
      'server/clusters',
      'server/view',
      'server/protocol',
    ],
    packages: ['*'],
    node: true,
  },
  'server/reports': {
    parts: ['engine', 'server/runs', 'server/experiments', 'server/view', 'package.json'],
    packages: ['*'],
    node: true,
  },
  'server/simulations': {
    parts: [
      'engine',
      'server/runs',
      'server/experiments',
      'server/clusters',
      'server/paper',
      'server/view',
      'server/protocol',
    ],
    packages: ['*'],
    node: true,
  },
  'server/lsp': {
    parts: [
      'engine',
      'language',
      'server/simulations',
      'server/runs',
      'server/experiments',
      'server/clusters',
      'server/paper',
      'server/reports',
      'server/view',
      'server/protocol',
    ],
    packages: ['*'],
    node: true,
  },
  'server/cli': {
    parts: [
      'engine',
      'language',
      'server/runs',
      'server/experiments',
      'server/clusters',
      'server/reports',
      'server/view',
      'server/protocol',
      'package.json',
    ],
    packages: ['*'],
    node: true,
  },
  'server/documentation': { parts: ['engine', 'language', 'server/runs'], packages: ['*'], node: true },
  'server/packaging': { parts: [], packages: [], node: true },
  client: { parts: ['server/protocol'], packages: ['@vscode/l10n', 'vscode', 'vscode-languageclient'], node: true },
  'client/webview': {
    parts: ['server/protocol'],
    packages: [
      '@vscode/l10n',
      'chart.js',
      '@sgratzl/chartjs-chart-boxplot',
      'd3-geo',
      'lit-html',
      'topojson-client',
      'topojson-specification',
      'world-atlas',
    ],
    node: false,
  },
  'client/studio': { parts: [], packages: [], node: true },
};

/** Packages that only the extension may use, because only VS Code provides them. */
export const ONLY_FOR_THE_CLIENT = ['vscode', 'vscode-languageclient'];

/** The part that a file belongs to. */
export function layerOf(file: string): string | undefined {
  return Object.keys(LAYERS)
    .filter((folder) => isWithin(file, folder))
    .sort((a, b) => b.length - a.length)[0];
}

export function isWithin(file: string, part: string): boolean {
  return file === part || file.startsWith(`${part}/`);
}
