export type { ConsentEvent, ConsentState } from './consent.ts'
