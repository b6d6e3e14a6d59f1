// Stands in for the native module of this name, which would have to be compiled. It ends a server whose parent died;
// VS Code's server also looks for its parent every second by itself, so nothing is lost.
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
