import { XMLParser } from 'fast-xml-parser'
import { planted } from '../../../lib/plant'
import { answerError, beginningOf } from './faults'
import type { Tree } from './tree'
import { xmlFault } from './well-formed'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // Without it signs that are written by their numbers (&#39;) stay as they are written.
  htmlEntities: true,
  trimValues: true,
  maxNestedTags: 100
})

/** XML as objects of texts; leading zeros stay. A document type, and with it every entity of its own, is refused. */
export function parseXml(name: string, text: string): Tree {
  if (/<!(DOCTYPE|ENTITY)/i.test(text) && !planted('doctype')) {
    throw answerError(name, 'declares a document type, which is not read', 'Ask the service for plain XML or JSON.')
  }
  const fault = xmlFault(text)
  if (fault !== undefined && !planted('xml-unchecked')) {
    throw answerError(name, `is no whole XML (${fault}): "${beginningOf(text)}"`, 'Look at the raw answer in the preview.')
  }
  try {
    return parser.parse(text) as Tree
  } catch (error) {
    throw answerError(
      name,
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Look at the raw answer in the preview.'
    )
  }
}
