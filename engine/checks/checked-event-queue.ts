import { EventQueue } from '../kernel/event-queue.js';
import { EngineFault } from './engine-fault.js';

/** An event queue that checks its preconditions: finite times, and a unique order among simultaneous events. */
export class CheckedEventQueue extends EventQueue {
  /** @throws EngineFault if the time is NaN or infinite */
  override push(time: number, order: number, payload: number): void {
    if (!Number.isFinite(time)) throw new EngineFault(`an event takes place at a time, not at ${time} ns`);
    super.push(time, order, payload);
  }

  /** @throws EngineFault if the next event has the same time and the same order */
  override pop(): void {
    const { topTime, topOrder } = this;
    super.pop();
    this.#mustFollow(topTime, topOrder);
  }

  /** @throws EngineFault if the next event has the same time and the same order, or the event would go back in time */
  override replaceTop(time: number, order: number): void {
    const { topTime, topOrder } = this;
    if (!(time >= topTime)) throw new EngineFault(`an event at ${topTime} ns does not go on at ${time} ns, before`);
    super.replaceTop(time, order);
    this.#mustFollow(topTime, topOrder);
  }

  #mustFollow(time: number, order: number): void {
    if (this.size > 0 && this.topTime === time && this.topOrder === order)
      throw new EngineFault(`simultaneous events differ in their order, but two at ${time} ns have the same, ${order}`);
  }
}
