import { window } from 'vscode';
import { notificationText } from '../server/protocol/plain-text.js';

// The only place that shows notifications: names and messages in them come from scenarios, and must not become links.

/** Shows an information message with a button for each answer. @returns the chosen answer; undefined if it was dismissed */
export function showInformation<Answer extends string>(
  message: string,
  ...answers: Answer[]
): Thenable<Answer | undefined> {
  return window.showInformationMessage(notificationText(message), ...answers);
}

/** Shows a warning with a button for each answer. @returns the chosen answer; undefined if it was dismissed */
export function showWarning<Answer extends string>(
  message: string,
  ...answers: Answer[]
): Thenable<Answer | undefined> {
  return window.showWarningMessage(notificationText(message), ...answers);
}

/** Shows an error message with a button for each answer. @returns the chosen answer; undefined if it was dismissed */
export function showError<Answer extends string>(message: string, ...answers: Answer[]): Thenable<Answer | undefined> {
  return window.showErrorMessage(notificationText(message), ...answers);
}

/** Asks for agreement in a modal dialog, before a step that cannot be undone. @returns whether the user agreed */
export async function confirm(question: string, detail: string | undefined, agreement: string): Promise<boolean> {
  const answer = await window.showWarningMessage(notificationText(question), { modal: true, detail }, agreement);
  return answer === agreement;
}
