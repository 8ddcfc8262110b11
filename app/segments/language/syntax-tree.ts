/** A stretch of the text: offsets in UTF-16 units, `end` not included. */
export type Place = { start: number; end: number }

/** A query is its WHERE part: one condition, or several joined. Joined conditions are never joined the same way again. */
export type SegmentQuery = Condition

export type Condition = JoinedConditions | AttributeClause | FunctionClause

/** At least two conditions, all of which ("and") or one of which ("or") must hold. */
export type JoinedConditions = { kind: 'and' | 'or'; conditions: Condition[]; at: Place }

/** A fact about the customer, compared. `name` is a catalogued attribute or a metafield. */
export type AttributeClause = { kind: 'attribute'; name: string; at: Place } & Comparison

/** Things that happened, all parameters of which hold for the same of them; no parameters ask whether any exists. */
export type FunctionClause = {
  kind: 'function'
  name: string
  operator: FunctionOperator
  parameters: Parameter[]
  at: Place
}

export type Parameter = { name: string; at: Place } & Comparison

/** IS NULL and IS NOT NULL take no value, BETWEEN two, IN and NOT IN two or more, all others one. */
export type Comparison = { operator: Operator; values: Value[] }

export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'BETWEEN'
  | 'IN'
  | 'NOT IN'
  | 'CONTAINS'
  | 'NOT CONTAINS'
  | 'STARTS WITH'
  | 'NOT STARTS WITH'
  | 'IS NULL'
  | 'IS NOT NULL'

export type FunctionOperator = 'MATCHES' | 'NOT MATCHES' | 'IS NULL' | 'IS NOT NULL'

/** `number` keeps its digits as text, without needless zeros: ids and amounts do not fit into a double. */
export type Value = { at: Place } & (
  | { kind: 'text'; text: string }
  | { kind: 'number'; digits: string }
  | { kind: 'boolean'; yes: boolean }
  | { kind: 'date'; date: QueryDate }
)

/** Whole days in the shop's time zone, except for a day with a time of that zone. */
export type QueryDate =
  | { kind: 'today' }
  | { kind: 'yesterday' }
  | { kind: 'offset'; count: number; unit: 'd' | 'w' | 'm' | 'y' }
  | { kind: 'day'; day: string }
  | { kind: 'moment'; day: string; time: string }
