import { useTranslation } from 'react-i18next'
import { useFormat, useShop } from '../../ui/index.ts'
import { describeRule } from '../describe-rule.ts'
import type { Rule } from '../rules.ts'

/** Says rules as one line in the reader's language. */
export function useRuleSentences(): (rules: Rule[]) => string {
  const { t } = useTranslation('segments')
  const { t: ofProfiles } = useTranslation('profiles')
  const { language } = useShop()
  const format = useFormat()
  const lists = new Intl.ListFormat(language, { type: 'disjunction' })
  const words = {
    money: format.money,
    anyOf: (names: string[]) => lists.format(names),
    quoted: (name: string) => t('rule.quoted', { name }),
    group: (group: string) => ofProfiles(`group.${group}.name`),
  }
  return (rules) =>
    rules
      .map((rule) => describeRule(rule, words))
      .map(({ key, values }) => t(key, values))
      .join(' · ')
}
