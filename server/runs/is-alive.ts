import { systemCode } from '../runs/storage-error.js';

/** Whether a process of this machine is running. @param id process id */
export function isAlive(id: number): boolean {
  if (id === process.pid) return true;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
