import { readFileSync } from 'node:fs'

/**
 * Joins ES modules into one classic script that runs at once, as App Bridge has to before the page goes on.
 * Every module's imports must come earlier in the list, and top-level names must be unique.
 * @param folder where the modules are
 * @param names file names without their ending, in order
 */
export function bundle(folder: URL, names: readonly string[]): string {
  const parts = names.map((name) =>
    readFileSync(new URL(`${name}.js`, folder), 'utf8')
      .replace(importLine, '')
      .replace(exportWord, ''),
  )
  return `(() => {\n'use strict'\n${parts.join('\n')}\n})()\n`
}

const importLine = /^import [^']*'\.\/[\w-]+\.js'$/gm
const exportWord = /^export /gm
