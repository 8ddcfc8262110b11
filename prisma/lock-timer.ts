const LOCK_TIMEOUT = 10_000

/** Prisma's schema engine never clears the timer that guards its lock, which would hold every migration for ten seconds. */
export function letGoOfLockTimer(): void {
  const later = globalThis.setTimeout
  globalThis.setTimeout = Object.assign((...args: Parameters<typeof later>) => {
    const timer = later(...args)
    return args[1] === LOCK_TIMEOUT ? timer.unref() : timer
  }, later)
}
