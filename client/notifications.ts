import { window } from 'vscode';
import { notificationText } from '../server/protocol/plain-text.js';

// The only place that shows notifications: names and messages in them come from scenarios, and must not become links.

/** @returns the answer that was chosen, if any was given and one was chosen */
export function showInformation<Answer extends string>(
  message: string,
  ...answers: Answer[]
): Thenable<Answer | undefined> {
  return window.showInformationMessage(notificationText(message), ...answers);
}

/** @returns the answer that was chosen, if any was given and one was chosen */
export function showWarning<Answer extends string>(
  message: string,
  ...answers: Answer[]
): Thenable<Answer | undefined> {
  return window.showWarningMessage(notificationText(message), ...answers);
}

/** @returns the answer that was chosen, if any was given and one was chosen */
export function showError<Answer extends string>(message: string, ...answers: Answer[]): Thenable<Answer | undefined> {
  return window.showErrorMessage(notificationText(message), ...answers);
}

/** Asks in a dialog before something that cannot be undone. @returns whether the user agreed */
export async function confirm(question: string, detail: string | undefined, agreement: string): Promise<boolean> {
  const answer = await window.showWarningMessage(notificationText(question), { modal: true, detail }, agreement);
  return answer === agreement;
}
