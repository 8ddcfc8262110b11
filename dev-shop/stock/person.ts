import { materials, productTypes } from './assortment.ts'
import { asciiOf } from './catalogue.ts'
import { countries, namesByLanguage } from './names.ts'
import type { Country } from './names.ts'
import { randomFrom } from './random.ts'
import type { Random } from './random.ts'

/** Someone who shops at HandelBlitz; the same seed and index always give the same person. */
export type Person = {
  index: number
  firstName: string
  lastName: string
  /** Unique only with the index; the customer table decides who has the plain address. */
  emailName: string
  emailHost: string
  language: string
  address: { address1: string; city: string; zip: string; provinceCode: null; countryCode: string; country: string }
  habits: Habits
}

export type Habits = {
  /** Shares over productTypes, one of them usually dominant. */
  types: number[]
  /** Shares over materials. */
  materials: number[]
  /** The price in minor units that feels right. */
  comfortablePrice: number
  ringSize: string
  returns: number
  /** How gladly a discount code is used, 0..1. */
  bargains: number
  /** Purchases in a year, before the shop's own level is multiplied in. */
  eagerness: number
  /** Chance of never coming back, after each purchase. */
  dropout: number
}

export function personAt(seed: string, index: number): Person {
  const random = randomFrom(seed, 'person', index)
  const country = countries[random.weighted(countries.map(({ weight }) => weight))] ?? germany()
  const language = random.pick(country.languages)
  const names = namesByLanguage[language] ?? namesByLanguage.de
  if (!names) throw new Error(`no names for ${language}`)
  const firstName = random.pick(names.first)
  const lastName = random.pick(names.last)
  return {
    index,
    firstName,
    lastName,
    emailName: emailNameOf(firstName, lastName),
    emailHost: random.pick(country.mailHosts),
    language,
    address: addressIn(country, random),
    habits: habitsFrom(random),
  }
}

/** Anna of the story: German, and fond of necklaces only. */
export function anna(seed: string, index: number): Person {
  return {
    ...personAt(seed, index),
    firstName: 'Anna',
    lastName: 'Berger',
    emailName: 'anna.berger',
    emailHost: 'example.de',
    language: 'de',
    address: addressIn(germany(), randomFrom(seed, 'anna')),
    habits: { ...habitsFrom(randomFrom(seed, 'anna')), types: [1, 0, 0, 0, 0], returns: 0, bargains: 0 },
  }
}

function habitsFrom(random: Random): Habits {
  return {
    types: leaning(productTypes.length, [0.3, 0.22, 0.24, 0.16, 0.08], random),
    materials: leaning(materials.length, [0.3, 0.2, 0.16, 0.14, 0.1, 0.1], random),
    comfortablePrice: Math.exp(Math.log(8500) + random.normal() * 0.45),
    ringSize: random.pick(['50', '52', '52', '54', '54', '54', '56', '56', '58', '60']),
    returns: random.chance(0.05) ? 0.4 : 0.04,
    bargains: random.chance(0.3) ? 0.6 : 0.1,
    eagerness: random.gamma(0.9, 1),
    dropout: Math.pow(random.unit(), 2) * 0.65,
  }
}

/** Shares with one favourite, drawn by how common each choice is. */
function leaning(count: number, common: number[], random: Random): number[] {
  const favourite = random.weighted(common)
  const loyalty = 0.45 + random.unit() * 0.5
  const rest = Array.from({ length: count }, () => random.exponential(1))
  const sum = rest.reduce((total, share) => total + share, 0)
  return rest.map((share, index) => (share / sum) * (1 - loyalty) + (index === favourite ? loyalty : 0))
}

function addressIn(country: Country, random: Random): Person['address'] {
  const [city, zip] = random.pick(country.cities)
  const street = random.pick(country.streets)
  const number = random.below(140) + 1
  const address1 = country.code === 'GB' || country.code === 'FR' ? `${number} ${street}` : `${street} ${number}`
  return { address1, city, zip, provinceCode: null, countryCode: country.code, country: country.name }
}

function emailNameOf(firstName: string, lastName: string): string {
  return asciiOf(`${firstName}.${lastName}`.toLowerCase()).replace(/[^a-z.]/g, '')
}

function germany(): Country {
  const [first] = countries
  if (!first) throw new Error('no countries')
  return first
}
