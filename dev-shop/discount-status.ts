type Period = { active: number; starts_at: string; ends_at: string | null }

/** Whether a discount may be redeemed at a moment: before its start it is scheduled, after its end or when switched off expired. */
export function discountStatus(discount: Period, at: Date): 'ACTIVE' | 'EXPIRED' | 'SCHEDULED' {
  const moment = at.toISOString()
  if (discount.active === 0 || (discount.ends_at !== null && discount.ends_at <= moment)) return 'EXPIRED'
  return discount.starts_at > moment ? 'SCHEDULED' : 'ACTIVE'
}
