const NETWORK = `topology Small {
    nodes: 8
    peers: full
    bandwidth: 10MB/s
}
`;

/** Finishes in less than a second. */
export const QUICK = `${NETWORK}
scenario Quick {
    topology: Small
    duration: 2min
    management.nodes: random(4)
    management.interval: 10s
}
`;

/** Does not finish during a test. */
export const ENDLESS = QUICK.replace('Quick', 'Endless').replace('2min', '500h');

/** Cannot run, because of an unknown unit. */
export const BROKEN = QUICK.replace('Quick', 'Broken').replace('2min', '2parsec');

/** Finishes in a few seconds. One expectation is met, one is not, and one has too few samples. */
export const SIZES = `${NETWORK}
scenario Tiny {
    topology: Small
    duration: 2min
    management.nodes: random(4)
    management.interval: 10s
    expect "blocks come quickly" mean(primary.blockTime) < 10s
    expect "blocks come at once" mean(primary.blockTime) < 1ms
}

experiment Sizes {
    scenario: Tiny
    vary primary.blockSize over [0.5MB, 1MB, 2MB]
    replications: 4
    expect "larger blocks take longer" rising(mean(primary.blockTime))
    expect "delays hardly change"      flat(median(delay.total), 0.1%)
}
`;

/** Long enough to be stopped halfway, and short enough to be resumed to its end. */
export const MANY = SIZES.replaceAll('Sizes', 'Many').replace('replications: 4', 'replications: 30');

/** Twins that increase the block size once, and are refused when they try again. */
export const MANAGED = `topology Town { nodes: 7  peers: full  latency: 20ms }
workload Crowd { arrivals: poisson(4000tx/s)  pool: 100000tx }

policy Widen {
    observe over 10s { queue = mean(primary.pool) }
    when queue > 100tx and primary.blockSize < 4MB { primary.blockSize = primary.blockSize * 2 }
    accept when proposed.blockSize <= 2MB
}

scenario Managed {
    topology: Town
    duration: 2min
    primary.workload: Crowd
    management { nodes: 4  interval: 15s  configurationBlockSize: 10kB  policy: Widen }
}
`;
