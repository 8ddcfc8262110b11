import { escapeHtml } from '../../kernel/index.ts'

const LIQUID = /(\{\{.*?\}\}|\{%.*?%\})/s

/**
 * Keeps Liquid out of the way of MJML, which would read its signs as markup: every piece becomes a word that stands for
 * it until the HTML is made. What a merchant typed around it is text and is escaped.
 */
export class Hidden {
  readonly #pieces: string[] = []

  /** A word that stands for a piece of Liquid. */
  word(liquid: string): string {
    return `LIQUID${String(this.#pieces.push(liquid) - 1)}X`
  }

  /** Text with its Liquid hidden; `dress` makes markup of what is neither Liquid nor a line break. */
  text(typed: string, dress: (text: string) => string = escapeHtml): string {
    return this.pieces(typed)
      .map(({ text, liquid }) => (liquid ? this.word(text) : dress(text)))
      .join('')
  }

  pieces(typed: string): { text: string; liquid: boolean }[] {
    return typed.split(LIQUID).map((text, place) => ({ text, liquid: place % 2 === 1 }))
  }

  /** The HTML with its Liquid back in place. */
  reveal(html: string): string {
    return html.replace(/LIQUID(\d+)X/g, (word, place: string) => this.#pieces[Number(place)] ?? word)
  }
}
