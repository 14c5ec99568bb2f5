export { changedBy, inLake, succeededOf } from './attempts'
export { changesSince, isAsThen, leftBy } from './later-changes'
export { markersBefore, markersOf, type Markers } from './markers'
