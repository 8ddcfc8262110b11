export type Country = {
  code: string
  name: string
  weight: number
  /** Languages spoken by its customers, likelier ones repeated. */
  languages: string[]
  cities: [city: string, zip: string][]
  streets: string[]
  mailHosts: string[]
}

/** Where HandelBlitz ships to. */
export const countries: Country[] = [
  { code: 'DE', name: 'Germany', weight: 66, languages: ['de', 'de', 'de', 'de', 'de', 'de', 'de', 'de', 'en'],
    cities: [['Berlin', '10437'], ['Hamburg', '20357'], ['München', '80469'], ['Köln', '50674'], ['Leipzig', '04229'], ['Freiburg', '79098'], ['Bremen', '28203'], ['Dresden', '01099'], ['Münster', '48143'], ['Stuttgart', '70178']],
    streets: ['Lindenstraße', 'Gartenweg', 'Schillerstraße', 'Am Markt', 'Bergstraße', 'Kastanienallee', 'Mühlenweg'], mailHosts: ['example.de', 'post.example.de', 'mail.example.de'] },
  { code: 'AT', name: 'Austria', weight: 9, languages: ['de'], cities: [['Wien', '1070'], ['Graz', '8010'], ['Linz', '4020'], ['Salzburg', '5020']],
    streets: ['Neubaugasse', 'Hauptplatz', 'Burggasse', 'Kirchengasse'], mailHosts: ['example.at'] },
  { code: 'CH', name: 'Switzerland', weight: 7, languages: ['de', 'de', 'fr', 'it'], cities: [['Zürich', '8004'], ['Basel', '4057'], ['Genève', '1204'], ['Lugano', '6900']],
    streets: ['Bahnhofstrasse', 'Seestrasse', 'Rue du Lac', 'Via Nassa'], mailHosts: ['example.ch'] },
  { code: 'GB', name: 'United Kingdom', weight: 7, languages: ['en'], cities: [['London', 'E8 3PN'], ['Bristol', 'BS6 5QA'], ['Edinburgh', 'EH3 9DR']],
    streets: ['Mill Lane', 'Church Road', 'Station Road', 'Victoria Street'], mailHosts: ['example.co.uk'] },
  { code: 'FR', name: 'France', weight: 5, languages: ['fr'], cities: [['Paris', '75011'], ['Lyon', '69004'], ['Strasbourg', '67000']],
    streets: ['Rue de la Paix', 'Rue des Lilas', 'Avenue Foch'], mailHosts: ['example.fr'] },
  { code: 'IT', name: 'Italy', weight: 4, languages: ['it'], cities: [['Milano', '20121'], ['Bologna', '40126'], ['Bolzano', '39100']],
    streets: ['Via Roma', 'Via Garibaldi', 'Corso Italia'], mailHosts: ['example.it'] },
  { code: 'NL', name: 'Netherlands', weight: 2, languages: ['nl'], cities: [['Amsterdam', '1016 GV'], ['Utrecht', '3512 JE']],
    streets: ['Prinsengracht', 'Oudegracht', 'Dorpsstraat'], mailHosts: ['example.nl'] },
] // prettier-ignore

type Names = { first: string[]; last: string[] }

const german: Names = {
  first: ['Julia', 'Katharina', 'Sabine', 'Lena', 'Marie', 'Petra', 'Sophie', 'Claudia', 'Nina', 'Franziska', 'Ute', 'Mia', 'Hannah', 'Theresa', 'Birgit', 'Johanna', 'Thomas', 'Jonas', 'Stefan', 'Felix', 'Markus', 'Lukas', 'Paul', 'Jürgen', 'Greta', 'Ida', 'Carla', 'Silke'],
  last: ['Müller', 'Schmidt', 'Fischer', 'Weber', 'Wagner', 'Becker', 'Hoffmann', 'Schäfer', 'Koch', 'Richter', 'Klein', 'Wolf', 'Schröder', 'Neumann', 'Schwarz', 'Zimmermann', 'Braun', 'Krüger', 'Hartmann', 'Lange', 'Krause', 'Lehmann', 'Köhler', 'Maier', 'Huber', 'Vogel', 'Jäger', 'Brandt', 'Sommer', 'Groß', 'Seidel', 'Ludwig'],
} // prettier-ignore

/** Given and family names by language. */
export const namesByLanguage: Record<string, Names> = {
  de: german,
  en: {
    first: ['Emily', 'Olivia', 'Grace', 'Charlotte', 'Hannah', 'Rebecca', 'James', 'Oliver', 'Harriet', 'Eleanor', 'Thomas', 'Alice'],
    last: ['Smith', 'Taylor', 'Evans', 'Walker', 'Wright', 'Clarke', 'Hughes', 'Bennett', 'Cooper', 'Ward', "O'Brien", 'Murray'],
  },
  fr: {
    first: ['Camille', 'Élodie', 'Chloé', 'Manon', 'Sylvie', 'Inès', 'Julien', 'Antoine', 'Hélène', 'Amélie'],
    last: ['Martin', 'Bernard', 'Dubois', 'Lefèvre', 'Moreau', 'Girard', 'Rousseau', 'Mercier', 'Blanc', 'Faure'],
  },
  it: {
    first: ['Giulia', 'Chiara', 'Francesca', 'Martina', 'Elena', 'Paola', 'Marco', 'Luca', 'Alessia', 'Nicolò'],
    last: ['Rossi', 'Ferrari', 'Russo', 'Bianchi', 'Romano', 'Colombo', 'Ricci', 'Gallo', 'Conti', 'De Luca'],
  },
  nl: {
    first: ['Sanne', 'Femke', 'Lotte', 'Anouk', 'Daan', 'Bram', 'Maaike', 'Iris'],
    last: ['de Jong', 'Jansen', 'van Dijk', 'Bakker', 'Visser', 'Smit', 'Mulder', 'van den Berg'],
  },
} // prettier-ignore
