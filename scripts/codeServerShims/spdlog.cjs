/**
 * Stands in for @vscode/spdlog, a native module that would need a compiler to install. Without it every log and output
 * channel of the workbench stays empty, so "Show log" could be neither used nor tested.
 *
 * Writes at once and never rotates: these logs live as long as one scratch profile.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.formatted = true;
    mkdirSync(dirname(file), { recursive: true });
  }

  write(level, message) {
    if (level < this.level) return;
    // "2026-01-31 13:45:00.123 [info] text", which the output view colours; an output channel brings its own lines.
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const text = this.formatted ? `${time} [${LEVELS[level]}] ${message}\n` : message;
    try {
      appendFileSync(this.file, text);
    } catch {
      // The scratch profile is being removed under us, and nobody will read this.
    }
  }

  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.formatted = true;
  }
  clearFormatters() {
    this.formatted = false;
  }
  flush() {}
  drop() {}
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
