import { datasetName, type VariablesFile } from '../../contract'
import { AppError } from '../../lib/errors'
import type { Services } from '../services'

/** Errors: `connection.invalid` where a profile could not be a folder's name. */
export async function saveVariables({ variables }: Services, file: VariablesFile): Promise<VariablesFile> {
  const bad = Object.keys(file.profiles).find((profile) => !datasetName.safeParse(profile).success)
  if (bad !== undefined) {
    throw new AppError('connection.invalid', `"${bad}" cannot be the name of a profile.`, {
      hint: 'A profile is a folder too: letters, digits and _, no name of a device.',
      details: { profile: bad }
    })
  }
  await variables.save(file)
  return variables.get()
}
