import type { Language } from '../../kernel/index.ts'
import { interestText } from './block-mjml.ts'
import type { Block } from './block.ts'
import { layoutWords } from './words.ts'

/** The Liquid of the text part: every block in words, every address in full. */
export function blocksText(blocks: Block[], imprint: string, language: Language): string {
  const { stop } = layoutWords[language]
  const below = ['{{ shop.name }}', imprint.trim(), `${stop}: {{ unsubscribe_url }}`].filter(Boolean)
  return `${blocks.map((block) => blockText(block, language)).join('')}-- \n${below.join('\n')}\n`
}

function blockText(block: Block, language: Language): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return `${block.text.trim()}\n\n`
    case 'interest':
      return `${interestText(block)}\n\n`
    case 'code':
      return '{{ code }}\n\n'
    case 'divider':
      return '---\n\n'
    case 'button': {
      const words = block.text.trim() === '' ? layoutWords[language].redeem : block.text
      return `${words}:\n${block.url.trim() === '' ? '{{ redeem_url }}' : block.url.trim()}\n\n`
    }
    case 'picks':
      return `{% for product in picks limit: ${String(block.count)} %}* {{ product.title }}, {{ product.price }}\n  {{ product.url }}\n{% if forloop.last %}\n{% endif %}{% endfor %}`
  }
}
