const LONGEST_BODY = 100_000

/** The fields that a block sent, as a form or as JSON. @throws Response 413 for a body beyond any form, 400 for broken JSON */
export async function readFields(request: Request): Promise<Record<string, unknown>> {
  const body = await request.text()
  if (body.length > LONGEST_BODY) throw new Response(null, { status: 413 })
  const type = request.headers.get('content-type') ?? ''
  if (type.includes('application/json')) return readJson(body)
  return Object.fromEntries(new URLSearchParams(body))
}

function readJson(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    throw new Response(null, { status: 400 })
  }
}
