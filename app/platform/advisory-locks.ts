/**
 * The first key of every advisory lock of two keys. They stand together because one number twice would make strangers
 * wait for each other.
 */
export const advisoryLocks = {
  workerLiveness: 724_002,
  alone: 724_003,
  profiles: 724_100,
  merges: 724_200,
  ledger: 724_201,
  segments: 724_300,
  memberships: 724_301,
} as const
