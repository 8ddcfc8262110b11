/** The name in '"HandelBlitz" <hallo@…>', or the address where there is none. */
export function senderName(sender: string): string {
  return (
    sender
      .replace(/<[^>]*>/, '')
      .replaceAll('"', '')
      .trim() || sender.replace(/[<>]/g, '')
  )
}

export function senderInitial(sender: string): string {
  return senderName(sender).slice(0, 1).toUpperCase()
}
