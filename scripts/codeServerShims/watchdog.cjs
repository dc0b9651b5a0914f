/** Stands in for @vscode/native-watchdog, a native module: ends an extension host whose server has died. */
exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if (error.code === 'ESRCH') process.exit(87);
    }
  }, 3000).unref();
};
exports.exit = (code) => process.exit(code);
