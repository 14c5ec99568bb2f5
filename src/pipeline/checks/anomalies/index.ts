export { judgeReturn, type JudgedReturn, type ReturnFacts, type ReturnRules } from './judge-return'
export { isSeasonal, judgeSeries, type SeriesPoint } from './judge-series'
export { robustZ } from './robust-z'
export { measureTrouble, RETURNS, returnsTrouble } from './troubles'
