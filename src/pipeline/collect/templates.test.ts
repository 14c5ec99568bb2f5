import { describe, expect, it } from 'vitest'
import { collectTemplates, fillTemplate } from './templates'

const filled = (id: string, blanks: Record<string, string>) => {
  const template = collectTemplates.find((candidate) => candidate.id === id)
  if (template === undefined) throw new Error(id)
  return fillTemplate(template, { name: 'mine', connection: 'portal', blanks })
}

describe('a template', () => {
  it.each([...collectTemplates.map(({ id }) => id)])('%s becomes a dataset and a connection by its own examples', (id) => {
    const template = collectTemplates.find((candidate) => candidate.id === id)
    const examples = Object.fromEntries((template?.blanks ?? []).map(({ name, example }) => [name, example]))
    const { dataset, connection } = filled(id, examples)
    expect([dataset.name, dataset.collect?.connection, connection.name]).toEqual(['mine', 'portal', 'portal'])
    expect(JSON.stringify([dataset, connection])).not.toContain('$')
    const columns = new Set(dataset.columns.map(({ name }) => name))
    expect(
      [...dataset.primaryKey, ...(dataset.partition?.columns ?? []), ...dataset.sort].filter((name) => !columns.has(name))
    ).toEqual([])
  })

  it('splits a list at commas, spaces and lines, and names each value once', () => {
    const { dataset } = filled('molit-apt-trade', { districts: '11110, 11680\n11110  26350,' })
    expect(dataset.collect).toMatchObject({ fanOut: [{ as: 'district', values: ['11110', '11680', '26350'] }] })
  })

  it('puts a text into the middle of others', () => {
    const { dataset } = filled('ecos-statistic', { table: ' 817Y002 ', items: '010190000' })
    expect(dataset.title?.en).toBe('Bank of Korea statistics 817Y002')
    expect(dataset.collect).toMatchObject({ request: { path: expect.stringContaining('/817Y002/D/') as string } })
  })

  it('is refused while a blank is empty', () => {
    expect(() => filled('krx-daily-prices', { markets: ' , ' })).toThrow(
      expect.objectContaining({ code: 'dataset.invalid' }) as Error
    )
  })
})
