/** A small system that runs at once; Tab goes from value to value. */
export const TEMPLATE = `topology \${1:Network} {
    nodes: \${2:16}
    peers: regular(\${3:8})
    bandwidth: normal(10MB/s, 0.5MB/s)
}

scenario \${4:MyScenario} {
    topology: \${1:Network}
    duration: \${5:10min}
    management {
        nodes: random(\${6:7})
        interval: normal(\${7:30s}, 5s)
    }
}
$0`;
