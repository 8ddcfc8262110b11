import { TextField } from '@shopify/polaris'
import { useState } from 'react'

type Props = {
  label: string
  value: number
  onChange: (value: number) => void
  suffix?: string
  helpText?: string
  error?: string | undefined
}

/** A whole number that may be empty while it is typed; empty counts as 0. */
export function NumberField({ value, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      {...rest}
      type="number"
      inputMode="numeric"
      min={0}
      autoComplete="off"
      value={typed ?? String(value)}
      onChange={(text) => {
        setTyped(text)
        onChange(Math.max(0, Math.round(Number(text)) || 0))
      }}
      onBlur={() => {
        setTyped(null)
      }}
    />
  )
}
