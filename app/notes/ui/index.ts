export { NotesCard } from './notes-card.tsx'
export { TasksCard } from './tasks-card.tsx'
