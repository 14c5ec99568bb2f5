export { ShareDesk } from './share-desk'
export { ShareReader, type ShareAnswer, type ShareAsk } from './share-reader'
