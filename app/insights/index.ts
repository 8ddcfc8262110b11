export { todosOf, type Todo } from './todo.ts'
export { Home } from './ui/home.tsx'
