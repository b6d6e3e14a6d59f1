import { toNanoseconds } from '../../../engine/kernel/time.js';
import { WordSource } from '../../../engine/kernel/word-source.js';
import { constantTopology, deliveries, openNetwork } from '../../engine/network/open-network.js';
import type { Comparison, Row } from '../comparison.js';

/** Mean wait on an uplink with random arrivals, in multiples of the service time, which is one second. */
function meanWait(load: number, customers: number): number {
  const { transport } = openNetwork(constantTopology(2, { sharing: 'uplink' }), { end: 1e7 });
  const source = new WordSource().at(3, 4);
  const sentAt: number[] = [];
  let wait = 0;
  const comeLater = () => {
    const gap = toNanoseconds(-Math.log(source.uniform()) / load);
    transport.wake(transport.now + gap, 0, 0, 0, 0);
  };
  comeLater();
  for (let served = 0; served < customers && transport.next(Number.POSITIVE_INFINITY); ) {
    if (transport.event.type === 'timer') {
      sentAt.push(transport.now);
      transport.send(0, 0, 0, 1, sentAt.length - 1, 10e6, sentAt.length, 0);
      comeLater();
    } else {
      wait += (transport.now - sentAt[transport.event.subject]) / 1e9 - 1;
      served++;
    }
  }
  return wait / customers;
}

export function queues(): Comparison {
  const rows = [0.5, 0.8, 0.9].map(
    (load): Row => ({
      figure: `M/D/1: mean wait on an uplink at load ${load}`,
      theirs: load / (2 * (1 - load)),
      ours: meanWait(load, 400_000),
      tolerance: { relative: 0.03 },
      decimals: 3,
    }),
  );
  const { transport } = openNetwork(constantTopology(17, { sharing: 'uplink' }));
  transport.broadcast(0, 0, 0, 0, 1e6, 0, 0);
  rows.push({
    figure: 'the last of 16 copies of 1 MB leaves an uplink of 10 MB/s',
    theirs: 1.6,
    ours: deliveries(transport)[15].time / 1e9,
    tolerance: { absolute: 1e-6 },
    decimals: 6,
  });
  return {
    title: 'Queues on a shared uplink',
    about: `With \`sharing: uplink\`, messages that come at random to a sender whose service takes one second wait
\`ρ / (2 μ (1 - ρ))\` in the mean (400,000 messages), and copies leave one after another, \`k · S / B\`.`,
    theirs: 'theory',
    unit: 's',
    rows,
  };
}
