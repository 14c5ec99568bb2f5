/** `{secret.NAME}` filled in, `{{` and `}}` as braces. */
export const fillSecrets = (text: string, secrets: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{|\}\}|\{secret\.([^{}]+)\}/g, (hole, name: string | undefined) =>
    name === undefined ? hole.charAt(0) : (secrets[name] ?? hole)
  )
