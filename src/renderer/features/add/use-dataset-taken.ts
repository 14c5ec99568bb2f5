import { useCall } from '../../bridge'

/** Whether a dataset of this name exists already; compared as the file systems of all platforms do. */
export function useDatasetTaken(name: string | undefined): boolean {
  const { value: datasets = [] } = useCall('datasets.list', {}, { follow: '*' })
  const folded = name?.normalize('NFC').toLowerCase()
  return datasets.some((dataset) => dataset.name.toLowerCase() === folded)
}
