import { z } from 'zod'

const added = z.object({ recipe: z.string().catch(''), trigger: z.string().catch(''), name: z.string().catch('') })
const saved = z.object({
  version: z.coerce.number().int().catch(0),
  name: z.string().catch(''),
  definition: z.string().catch(''),
})

/** Reads the form by which a recipe is set up. */
export function readAdded(form: FormData) {
  return added.parse(Object.fromEntries(form))
}

/** Reads the editor's form; what is no JSON is no definition, and refused as such. */
export function readSaved(form: FormData): { version: number; name: string; input: unknown } {
  const { version, name, definition } = saved.parse(Object.fromEntries(form))
  try {
    return { version, name, input: JSON.parse(definition) as unknown }
  } catch {
    return { version, name, input: null }
  }
}
