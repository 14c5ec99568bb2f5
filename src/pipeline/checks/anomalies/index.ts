export { isSplitLike, judgeReturn, RETURNS_BEFORE, type JudgedReturn, type ReturnFacts, type ReturnRules } from './judge-return'
export { isSeasonal, judgeSeries, OF_ANY, OF_WEEKDAY, type JudgedPoint, type SeriesPoint } from './judge-series'
export { isUnusual, robustZ } from './robust-z'
export { measureTrouble, RETURNS, returnsTrouble } from './troubles'
