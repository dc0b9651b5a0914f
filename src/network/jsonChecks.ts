import { isArray, isObject } from './json.js';

/** Whether a value of a file that anyone may have sent is what it must be, before anything is allocated by it. */
export type Check = (value: unknown) => boolean;

export const whole =
  (least: number, most: number = Number.MAX_SAFE_INTEGER): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);
export const text: Check = (value) => typeof value === 'string';
export const flag: Check = (value) => typeof value === 'boolean';
export const finite: Check = (value) => Number.isFinite(value);
export const positive: Check = (value) => finite(value) && (value as number) > 0;
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
/** Other fields than these are let through. */
export const shape =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(checks).every(([field, check]) => Object.hasOwn(value, field) && check(value[field]));
export const list =
  (check: Check, most: number, least = 0): Check =>
  (value) =>
    isArray(value) && value.length >= least && value.length <= most && value.every(check);
export const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
export const both =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.every((check) => check(value));
