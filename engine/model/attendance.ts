/** Which nodes take part. A node is absent while it is down, and gone if it will not come back. */
export interface Attendance {
  isAbsent(node: number): boolean;
  isGone(node: number): boolean;
}

/** Attendance without faults. */
export const ALL_PRESENT: Attendance = { isAbsent: () => false, isGone: () => false };
