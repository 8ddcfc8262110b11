export type Place = { x: number; y: number; size: number; fill: string; line: string }

/** The motif that a title names, drawn around a point; a drop where the title names none. */
export function motifShape(title: string, place: Place): string {
  const shape = Object.entries(shapes).find(([motif]) => title.includes(motif))?.[1] ?? drop
  const { x, y, size, fill, line } = place
  return `<g transform="translate(${x} ${y}) scale(${size / 100})" fill="${fill}" stroke="${line}" stroke-width="3" stroke-linejoin="round">${shape}</g>`
}

const vein = 'fill="none" opacity=".55" stroke-linecap="round"'
const drop =
  '<path d="M0-100C45-30 70 5 70 38A70 70 0 0 1-70 38C-70 5-45-30 0-100Z"/><path d="M-38 40A40 40 0 0 0-8 76" fill="none" stroke="#fff" stroke-width="8" opacity=".6" stroke-linecap="round"/>'

const shapes: Record<string, string> = {
  Lindenblatt: `<path d="M0 100C-20 70-92 40-80-30C-72-78-20-80 0-45C20-80 72-78 80-30C92 40 20 70 0 100Z"/><path d="M0 95V-40M0 40L-50 0M0 40L50 0" ${vein}/>`,
  Nordlicht: `<circle r="96"/><path d="M-62 44V-34M-38 60V-62M-12 50V-44M14 62V-74M40 46V-40M64 40V-20" ${vein} stroke-width="11"/>`,
  Kieselstein:
    '<path d="M-92 12C-98-50-40-84 20-74C82-64 108-12 84 36C62 80-10 84-48 68C-74 58-90 40-92 12Z"/><path d="M-60-8C-52-38-24-50 6-48" fill="none" stroke="#fff" stroke-width="8" opacity=".6" stroke-linecap="round"/>',
  Wellenspiel: `<circle r="96"/><path d="M-94 0C-62-36-32-36 0 0S62 36 94 0M-84 44C-54 12-28 12 0 44S54 76 80 46M-84-42C-54-76-28-76 0-42S54-10 82-44" ${vein} stroke-width="7"/>`,
  Halbmond: '<path d="M42-88A98 98 0 1 0 42 88A100 100 0 0 1 42-88Z"/>',
  Mohnblüte: petals(4, 'M0 0C-64-22-62-92 0-98C62-92 64-22 0 0Z') + '<circle r="22" fill="#2c2620"/>',
  Feder: `<path d="M-30 110C-70 30-50-60 40-110C70-40 40 60-10 96Z"/><path d="M-34 118L30-84M-18 60L30 34M-6 18L42-6M-18 60L-46 40M-4 16L-36-4" ${vein}/>`,
  Abendstern: '<path d="M0-105L24-26L100-32L38 16L62 92L0 46L-62 92L-38 16L-100-32L-24-26Z"/>',
  Hafen: `<circle r="96"/><path d="M0-58V58M-46 18C-40 62 40 62 46 18M-26-26H26" fill="none" stroke-width="11" stroke-linecap="round"/><circle cy="-66" r="12" fill="none" stroke-width="9"/>`,
  Ginkgo: `<path d="M0 60C-30 20-120 10-104-44C-84-92-26-84-6-52L0-20L6-52C26-84 84-92 104-44C120 10 30 20 0 60Z"/><path d="M0 110V40M0 50L-66-40M0 50L66-40M0 50L-32-62M0 50L32-62" ${vein}/>`,
  Rauhreif: petals(6, 'M0 0L-9-20L0-98L9-20ZM0-58L-26-80M0-58L26-80') + '<circle r="12"/>',
  Libelle:
    '<path d="M0-30C-60-96-118-72-112-46C-104-18-40-16 0-14C40-16 104-18 112-46C118-72 60-96 0-30Z"/><path d="M0-6C-50-4-96 16-90 40C-82 60-30 30 0 6C30 30 82 60 90 40C96 16 50-4 0-6Z"/><path d="M-9-40C-9-62 9-62 9-40L5 112H-5Z"/>',
  Seerose:
    '<path d="M0 60C-50 60-104 40-110-6C-70-10-40 14-30 30C-60-10-60-50-40-80C-10-60 0-30 0-10C0-30 10-60 40-80C60-50 60-10 30 30C40 14 70-10 110-6C104 40 50 60 0 60Z"/><path d="M0 60C-22 30-22-40 0-90C22-40 22 30 0 60Z"/>',
  Tannenzapfen: `<path d="M0-105C60-60 78 0 60 60C50 96-50 96-60 60C-78 0-60-60 0-105Z"/><path d="M-46-44Q0-10 46-44M-66 0Q-32 34 0 0Q32 34 66 0M-62 48Q-30 78 0 44Q30 78 62 48" ${vein} stroke-width="6"/>`,
  Zugvogel:
    '<path d="M-115-30C-70-62-30-40-6 6C6-56 60-96 116-84C84-62 66-20 40 22C72 34 92 52 112 84C62 74 20 66-14 46C-40 18-72-16-115-30Z"/>',
  Morgentau: drop,
}

function petals(count: number, path: string): string {
  return Array.from({ length: count }, (_, i) => `<path d="${path}" transform="rotate(${(360 / count) * i})"/>`).join(
    '',
  )
}
