import assert from 'node:assert/strict';

/** Asserts that threads of this process work hard while this happens, and that its event loop is none of them. */
export async function leavesHostFree(happening: () => Promise<unknown>): Promise<void> {
  let last = Date.now();
  let longestGap = 0;
  const timer = setInterval(() => {
    longestGap = Math.max(longestGap, Date.now() - last);
    last = Date.now();
  }, 20);
  const before = process.cpuUsage();
  await happening();
  clearInterval(timer);
  const { user } = process.cpuUsage(before);
  // On a busy machine a thread that works all the time gets a fraction of a core.
  assert.ok(user > 0.25e6, `only ${user / 1e6} s of work`);
  assert.ok(longestGap < 1500, `the event loop stood still for ${longestGap} ms`);
}
