import { useNavigation, useSearchParams } from '@remix-run/react'
import { BlockStack, Box, Button, ChoiceList, InlineStack, Popover, Tag, TextField } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineTopic } from '../../kernel/index.ts'
import { readTimelineAsk } from '../timeline.ts'
import type { History } from './use-timeline.ts'

const PAUSE = 400

/** Narrows the timeline to kinds and words; both stand in the address, so that a colleague can be sent the same view. */
export function TimelineFilter({ topics, asked: answered, find }: Pick<History, 'topics' | 'asked' | 'find'>) {
  const { t } = useTranslation('profiles')
  const narrow = useNarrow()
  const asked = useUnderWay() ?? answered // a tick shows at once, before the entries have come
  const [open, setOpen] = useState(false)
  const nameOf = (topic: TimelineTopic) => t(`timelineCard.topic.${topic}`)
  const chosen = t('timelineCard.filterChosen', { count: asked.length, first: asked[0] && nameOf(asked[0]) })
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" wrap={false} blockAlign="center">
        <Popover
          active={open}
          autofocusTarget="first-node"
          onClose={() => setOpen(false)}
          activator={
            <Button disclosure={open ? 'up' : 'down'} ariaExpanded={open} onClick={() => setOpen(!open)}>
              {asked.length === 0 ? t('timelineCard.filter') : chosen}
            </Button>
          }
        >
          <Box padding="400">
            <ChoiceList
              allowMultiple
              title={t('timelineCard.filter')}
              titleHidden
              choices={topics.map((topic) => ({ value: topic, label: nameOf(topic) }))}
              selected={asked}
              onChange={(selected: TimelineTopic[]) => narrow({ topics: selected })}
            />
          </Box>
        </Popover>
        <Find find={find} onFind={(words) => narrow({ find: words })} />
      </InlineStack>
      {asked.length > 0 && (
        <InlineStack gap="100" blockAlign="center">
          {asked.map((topic) => (
            <Tag key={topic} onRemove={() => narrow({ topics: asked.filter((other) => other !== topic) })}>
              {nameOf(topic)}
            </Tag>
          ))}
          <Button variant="plain" onClick={() => narrow({ topics: [] })}>
            {t('timelineCard.clear')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  )
}

function Find({ find, onFind }: { find: string; onFind: (words: string) => void }) {
  const { t } = useTranslation('profiles')
  const [words, setWords] = useState(find)
  useEffect(() => {
    if (words.trim() === find) return
    const timer = setTimeout(() => onFind(words.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [words]) // once the person pauses
  return (
    <Box width="100%">
      <TextField
        label={t('timelineCard.find')}
        labelHidden
        placeholder={t('timelineCard.findHint')}
        value={words}
        onChange={setWords}
        clearButton
        onClearButtonClick={() => setWords('')}
        maxLength={100}
        autoComplete="off"
      />
    </Box>
  )
}

/** The kinds in the address that is being loaded. */
function useUnderWay(): TimelineTopic[] | null {
  const { location } = useNavigation()
  return location === undefined ? null : readTimelineAsk(new URLSearchParams(location.search)).topics
}

function useNarrow() {
  const [, setSearch] = useSearchParams()
  return ({ topics, find }: { topics?: TimelineTopic[]; find?: string }) => {
    const narrowed = (search: URLSearchParams) => {
      if (topics !== undefined) search.delete('topic')
      for (const topic of topics ?? []) search.append('topic', topic)
      if (find === '') search.delete('find')
      else if (find !== undefined) search.set('find', find)
      return search
    }
    setSearch(narrowed, { replace: true, preventScrollReset: true })
  }
}
