/** What a mail is built of. Texts are Liquid; a button without an address redeems the code. */
export type Block =
  | { kind: 'heading' | 'text'; text: string }
  | { kind: 'interest'; before: string; after: string }
  | { kind: 'picks'; count: number }
  | { kind: 'code' | 'divider' }
  | { kind: 'button'; text: string; url: string }
export type BlockKind = Block['kind']

export const blockKinds = ['heading', 'text', 'interest', 'picks', 'code', 'button', 'divider'] as const
export const MOST_BLOCKS = 40
export const MOST_PICKS = 3
export const BLOCK_LENGTH = 20_000

/** A block as the editor adds it, still to be filled. */
export function newBlock(kind: BlockKind): Block {
  switch (kind) {
    case 'heading':
    case 'text':
      return { kind, text: '' }
    case 'interest':
      return { kind, before: '', after: '' }
    case 'picks':
      return { kind, count: MOST_PICKS }
    case 'button':
      return { kind, text: '', url: '' }
    case 'code':
    case 'divider':
      return { kind }
  }
}

/** The Liquid of a block, part by part; parts may be empty only where `optional` says so. */
export function liquidOf(block: Block): { text: string; optional: boolean }[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return [{ text: block.text, optional: false }]
    case 'interest':
      return [
        { text: block.before, optional: true },
        { text: block.after, optional: true },
      ]
    case 'button':
      return [
        { text: block.text, optional: false },
        { text: block.url, optional: true },
      ]
    default:
      return []
  }
}
