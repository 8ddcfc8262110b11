/** One line of a CSV file, with its end. Every cell is quoted, so that separators and line breaks in it do no harm. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

// A spreadsheet takes what begins like this for a formula and runs it; an apostrophe makes it text. A number stays one.
const FORMULA = /^[\s]*[=+\-@\t\r\n|%＝＋－＠]/
const NUMBER = /^-?\d+(\.\d+)?$/

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('\u0000', '').replaceAll('"', '""')}"`
}
