/** Who is there. A node is absent while it is down, and gone where it will not come back. */
export interface Attendance {
  isAbsent(node: number): boolean;
  isGone(node: number): boolean;
}

/** Where nothing goes wrong. */
export const ALL_PRESENT: Attendance = { isAbsent: () => false, isGone: () => false };
