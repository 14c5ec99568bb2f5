import { z } from 'zod'
import { columnType } from '../../contract'

export const tableSchema = z.object({
  partitioned: z.boolean(),
  columns: z.array(
    z.object({
      name: z.string(),
      physical: z.string(),
      type: columnType,
      nullable: z.boolean(),
      unit: z.string().optional(),
      description: z.string().optional()
    })
  )
})
