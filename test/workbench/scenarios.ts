const NETWORK = `topology Small {
    nodes: 8
    peers: full
    bandwidth: 10MB/s
}
`;

/** Over in less than a second. */
export const QUICK = `${NETWORK}
scenario Quick {
    topology: Small
    duration: 2min
    management.nodes: random(4)
    management.interval: 10s
}
`;

/** Does not end while a test looks at it. */
export const ENDLESS = QUICK.replace('Quick', 'Endless').replace('2min', '500h');

/** Does not run: there is no such unit. */
export const BROKEN = QUICK.replace('Quick', 'Broken').replace('2min', '2parsec');
