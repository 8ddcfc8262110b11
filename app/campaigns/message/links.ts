/** The addresses a mail leads to, each a template of its own, so that one person's can be signed. */
export class Links {
  readonly targets: string[] = []

  /** Liquid that prints the address of a link. */
  to(target: string): string {
    const known = this.targets.indexOf(target)
    return `{{ links[${String(known < 0 ? this.targets.push(target) - 1 : known)}] }}`
  }
}
