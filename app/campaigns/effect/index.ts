export { FEWEST_BUYERS, judgeEffect, type Arm, type Effect, type Verdict } from './judge-effect.ts'
