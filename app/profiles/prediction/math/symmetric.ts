/** The inverse of a symmetric positive definite matrix by Cholesky's factors; null where it is not positive definite. */
export function inverseOfPositive(matrix: number[][]): number[][] | null {
  const size = matrix.length
  const factor = matrix.map(() => new Array<number>(size).fill(0))
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = entry(matrix, row, column)
      for (let k = 0; k < column; k += 1) sum -= entry(factor, row, k) * entry(factor, column, k)
      if (row === column && !(sum > 0)) return null
      set(factor, row, column, row === column ? Math.sqrt(sum) : sum / entry(factor, column, column))
    }
  }
  const columns = matrix.map((_, unit) => solve(factor, unit))
  return matrix.map((_, row) => columns.map((column) => column[row] as number))
}

function solve(factor: number[][], unit: number): number[] {
  const size = factor.length
  const x = factor.map((_, row) => (row === unit ? 1 : 0)) as number[]
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) x[row] = (x[row] as number) - entry(factor, row, k) * (x[k] as number)
    x[row] = (x[row] as number) / entry(factor, row, row)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) x[row] = (x[row] as number) - entry(factor, k, row) * (x[k] as number)
    x[row] = (x[row] as number) / entry(factor, row, row)
  }
  return x
}

function entry(matrix: number[][], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0
}

function set(matrix: number[][], row: number, column: number, value: number): void {
  const line = matrix[row]
  if (line) line[column] = value
}
