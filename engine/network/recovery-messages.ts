/** The messages by which nodes that have fallen behind get what they lack; all of them go by the topic of recovery. */
export interface RecoveryKinds {
  /** How far the sender has come. Absent where nobody tells. */
  status?: number;
  request: number;
  answer: number;
}

/** Kinds of messages on that topic, by what they are about. The timers of each have its numbers as well. */
export const RecoveryMessage = {
  primary: { status: 0, request: 1, answer: 2 },
  management: { status: 3, request: 4, answer: 5 },
  configuration: { request: 6, answer: 7 },
} as const satisfies Record<string, RecoveryKinds>;

export type RecoverySubject = keyof typeof RecoveryMessage;

/** Names of the kinds as they stand in the traffic table, by number. */
export const RECOVERY_NAMES: readonly string[] = [
  'status',
  'request',
  'block',
  'status',
  'request',
  'block',
  'configurationRequest',
  'configurationBlock',
];

const SUBJECTS: readonly RecoverySubject[] = (Object.keys(RecoveryMessage) as RecoverySubject[]).flatMap((subject) =>
  Object.values(RecoveryMessage[subject]).map(() => subject),
);

/** What a message or a timer of this kind is about. */
export function recoverySubject(kind: number): RecoverySubject {
  return SUBJECTS[kind];
}
