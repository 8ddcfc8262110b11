/** The Admin API version the whole app speaks. */
export const API_VERSION = '2026-10'
