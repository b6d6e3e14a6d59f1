import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatText } from '../../language/index.js';
import { asAnswer, type FormatAnswer, type LanguageAnswer, type LanguageOrder } from './language-orders.js';
import type { ReadyLanguage } from './ready-language.js';
import { asProblem, openScenarioFile } from './scenario-file.js';
import { fromScenarioFile } from './scenario-source.js';
import { workspaceOf } from './workspace.js';

/** Carries out a command's orders to the language. */
export function answerOrder(order: LanguageOrder, ready?: ReadyLanguage): Promise<LanguageAnswer> {
  switch (order.kind) {
    case 'source':
      return asAnswer<'source'>(fromScenarioFile(order.says, ready?.open));
    case 'problems':
      return asAnswer<'problems'>(problemsOf(order.says.file, ready));
    case 'layout':
      return asAnswer<'layout'>(laidOut(order.says, ready));
  }
}

async function problemsOf(file: string, ready?: ReadyLanguage) {
  return (await openScenarioFile(file, workspaceOf(file), ready?.open)).problems;
}

async function laidOut({ file, text }: { file: string; text: string }, ready?: ReadyLanguage): Promise<FormatAnswer> {
  const formatted = await formatText(text, ready?.services);
  if ('text' in formatted) return { text: formatted.text };
  const uri = pathToFileURL(resolve(file)).href;
  const texts = new Map([[uri, text]]);
  return { problems: formatted.diagnostics.map((diagnostic) => asProblem({ ...diagnostic, uri }, texts)) };
}

/** Carries out the orders of the parent process one after another, until that ends. */
export function serveOrders(ready?: ReadyLanguage): void {
  // The parent was killed, or has no further orders.
  process.once('disconnect', () => process.exit());
  process.on('message', (order: LanguageOrder) => {
    answerOrder(order, ready).then((answer) => {
      // The parent may be gone; then nobody needs the answer.
      if (process.connected) process.send?.(answer);
    });
  });
}
