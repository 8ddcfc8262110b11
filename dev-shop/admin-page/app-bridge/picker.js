import { ask } from './channel.js'

const TYPES = ['product', 'variant', 'collection']

/** Lets the merchant choose products, variants or collections; undefined when nothing was chosen. */
export async function resourcePicker({
  type,
  action = 'add',
  filter = {},
  multiple = false,
  query = '',
  selectionIds = [],
}) {
  if (!TYPES.includes(type)) throw new Error(`The resource picker knows ${TYPES.join(', ')}, not ${String(type)}`)
  const { selection } = await ask('resource-picker', { type, action, filter, multiple, query, selectionIds })
  return selection === null ? undefined : Object.assign(selection, { selection })
}

/** Lets the merchant choose among the app's own items; `selected` resolves to their ids, or undefined. */
export async function picker({ heading, multiple = false, headers = [], items }) {
  const chosen = ask('picker', { heading, multiple, headers, items })
  return { selected: chosen.then(({ ids }) => ids ?? undefined) }
}
